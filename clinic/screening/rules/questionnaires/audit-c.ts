import { LOINC } from '#fhir/systems.ts';
import type { AnswerChoice, Screener, ScreenerItem } from '../screener.ts';

const choices = (...rows: readonly (readonly [string, string, string])[]): readonly AnswerChoice[] =>
  rows.map(([code, en, es], score) => ({ code, key: String(score), score, text: { en, es } }));
const item = (code: string, en: string, es: string, answers: readonly AnswerChoice[]): ScreenerItem => ({
  linkId: code,
  code: { system: LOINC, code },
  text: { en, es },
  answers,
});
const DRINKS = { linkId: '68518-0', codes: ['LA18926-8', 'LA18927-6', 'LA18928-4', 'LA18929-2'] } as const;

/** AUDIT-C: own plain wording of its three questions; total 75626-2 (75624-7 is the full AUDIT's). */
export const AUDIT_C: Screener = {
  key: 'audit-c',
  title: { en: 'AUDIT-C', es: 'AUDIT-C' },
  intro: { en: 'About alcohol in the past year', es: 'Sobre el alcohol en el último año' },
  code: { system: LOINC, code: '72109-2' },
  total: { system: LOINC, code: '75626-2', display: 'AUDIT-C total score' },
  items: [
    item(
      '68518-0',
      'How often do you have a drink containing alcohol?',
      '¿Con qué frecuencia toma alguna bebida con alcohol?',
      choices(
        ['LA6270-8', 'Never', 'Nunca'],
        ['LA18926-8', 'Monthly or less', 'Una vez al mes o menos'],
        ['LA18927-6', '2-4 times a month', '2 a 4 veces al mes'],
        ['LA18928-4', '2-3 times a week', '2 a 3 veces por semana'],
        ['LA18929-2', '4 or more times a week', '4 o más veces por semana'],
      ),
    ),
    {
      ...item(
        '68519-8',
        'How many drinks do you have on a typical day when you drink?',
        '¿Cuántas bebidas toma en un día normal cuando bebe?',
        choices(
          ['LA15694-5', '1 or 2', '1 o 2'],
          ['LA15695-2', '3 or 4', '3 o 4'],
          ['LA18930-0', '5 or 6', '5 o 6'],
          ['LA18931-8', '7 to 9', '7 a 9'],
          ['LA18932-6', '10 or more', '10 o más'],
        ),
      ),
      when: DRINKS,
    },
    {
      ...item(
        '68520-6',
        'How often do you have 6 or more drinks on one occasion?',
        '¿Con qué frecuencia toma 6 o más bebidas en una sola ocasión?',
        choices(
          ['LA6270-8', 'Never', 'Nunca'],
          ['LA18933-4', 'Less than monthly', 'Menos de una vez al mes'],
          ['LA18876-5', 'Monthly', 'Cada mes'],
          ['LA18891-4', 'Weekly', 'Cada semana'],
          ['LA18934-2', 'Daily or almost daily', 'A diario o casi a diario'],
        ),
      ),
      when: DRINKS,
    },
  ],
  source: 'Bush et al. 1998; own wording of the three consumption questions',
};
