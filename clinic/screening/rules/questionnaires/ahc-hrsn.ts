import { LOINC } from '#fhir/systems.ts';
import type { AnswerChoice, Screener, ScreenerItem } from '../screener.ts';
import { YES_NO } from './steadi.ts';

const choice = (code: string, key: string, en: string, es: string): AnswerChoice => ({
  code,
  key,
  text: { en, es },
});
const item = (code: string, en: string, es: string, answers: readonly AnswerChoice[]): ScreenerItem => ({
  linkId: code,
  code: { system: LOINC, code },
  text: { en, es },
  answers,
  unscored: true,
});
const HOUSING = [
  choice('LA31993-1', '1', 'I have a steady place to live', 'Tengo un lugar fijo donde vivir'),
  choice(
    'LA31994-9',
    '2',
    'I have a place today, but I am worried about losing it',
    'Tengo dónde vivir hoy, pero me preocupa perderlo',
  ),
  choice('LA31995-6', '3', 'I do not have a steady place to live', 'No tengo un lugar fijo donde vivir'),
];
const PROBLEMS = [
  choice('LA31996-4', '1', 'Pests such as bugs, ants or mice', 'Plagas como insectos, hormigas o ratones'),
  choice('LA28580-1', '2', 'Mold', 'Moho'),
  choice('LA31997-2', '3', 'Lead paint or pipes', 'Pintura o tuberías con plomo'),
  choice('LA31998-0', '4', 'Lack of heat', 'Falta de calefacción'),
  choice('LA31999-8', '5', 'Oven or stove not working', 'Estufa u horno que no funciona'),
  choice('LA32000-4', '6', 'Smoke detectors missing or not working', 'Sin detectores de humo o no funcionan'),
  choice('LA32001-2', '7', 'Water leaks', 'Fugas de agua'),
  choice('LA9-3', '0', 'None of these', 'Ninguno de estos'),
];
const TRUE_OFTEN = [
  choice('LA28397-0', '2', 'Often true', 'A menudo cierto'),
  choice('LA6729-3', '1', 'Sometimes true', 'A veces cierto'),
  choice('LA28398-8', '0', 'Never true', 'Nunca cierto'),
];
const UTILITIES = [
  ...YES_NO.map(({ score: _, ...answer }) => answer),
  choice('LA32002-0', 's', 'Already shut off', 'Ya me los cortaron'),
];
const HOW_OFTEN: readonly AnswerChoice[] = (
  [
    ['LA6270-8', 'Never', 'Nunca'],
    ['LA10066-1', 'Rarely', 'Rara vez'],
    ['LA10082-8', 'Sometimes', 'A veces'],
    ['LA16644-9', 'Fairly often', 'Con bastante frecuencia'],
    ['LA6482-9', 'Frequently', 'Con frecuencia'],
  ] as const
).map(([code, en, es], index) => ({ ...choice(code, String(index + 1), en, es), score: index + 1 }));
const safety = (code: string, en: string, es: string): ScreenerItem => ({
  linkId: code,
  code: { system: LOINC, code },
  text: { en, es },
  answers: HOW_OFTEN,
  private: true,
});

/** AHC health-related social needs, core ten (CMS). Only the four safety items are summed (95614-4, 11 or more). */
export const AHC_HRSN: Screener = {
  key: 'ahc-hrsn',
  title: { en: 'Social needs', es: 'Necesidades sociales' },
  intro: {
    en: 'We ask everyone, so that we can help. You may skip any question.',
    es: 'Le preguntamos a todos para poder ayudar. Puede omitir cualquier pregunta.',
  },
  code: { system: LOINC, code: '96777-8' },
  total: { system: LOINC, code: '95614-4', display: 'Safety total score' },
  items: [
    item(
      '71802-3',
      'What is your living situation today?',
      '¿Cuál es su situación de vivienda hoy?',
      HOUSING,
    ),
    {
      ...item(
        '96778-6',
        'Do you have problems with any of the following where you live?',
        '¿Tiene problemas con algo de esto donde vive?',
        PROBLEMS,
      ),
      repeats: true,
    },
    item(
      '88122-7',
      'In the past 12 months you worried that your food would run out before you got money to buy more',
      'En los últimos 12 meses le preocupó que se le acabara la comida antes de tener dinero para comprar más',
      TRUE_OFTEN,
    ),
    item(
      '88123-5',
      'In the past 12 months the food you bought just did not last and you had no money to get more',
      'En los últimos 12 meses la comida que compró no le alcanzó y no tenía dinero para comprar más',
      TRUE_OFTEN,
    ),
    item(
      '93030-5',
      'In the past 12 months, has lack of transportation kept you from appointments, work or things you needed?',
      'En los últimos 12 meses, ¿la falta de transporte le impidió ir a citas, al trabajo o conseguir lo que necesitaba?',
      YES_NO.map(({ score: _, ...answer }) => answer),
    ),
    item(
      '96779-4',
      'In the past 12 months, has a utility company threatened to shut off services in your home?',
      'En los últimos 12 meses, ¿alguna compañía amenazó con cortarle los servicios de su hogar?',
      UTILITIES,
    ),
    safety(
      '95618-5',
      'How often does anyone, including family and friends, physically hurt you?',
      '¿Con qué frecuencia alguien, incluso familiares o amigos, le hace daño físico?',
    ),
    safety(
      '95617-7',
      'How often does anyone insult or talk down to you?',
      '¿Con qué frecuencia alguien le insulta o le humilla?',
    ),
    safety(
      '95616-9',
      'How often does anyone threaten you with harm?',
      '¿Con qué frecuencia alguien le amenaza con hacerle daño?',
    ),
    safety(
      '95615-1',
      'How often does anyone scream or curse at you?',
      '¿Con qué frecuencia alguien le grita o le maldice?',
    ),
  ],
  source: 'Accountable Health Communities HRSN screening tool, CMS, US government work',
};
