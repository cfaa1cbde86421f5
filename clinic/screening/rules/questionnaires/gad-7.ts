import { LOINC } from '#fhir/systems.ts';
import type { Screener, Words } from '../screener.ts';
import { HOW_OFTEN } from './phq.ts';

const ITEMS: readonly (readonly [string, Words])[] = [
  [
    '69725-0',
    {
      en: 'Feeling nervous, anxious, or on edge',
      es: 'Se ha sentido nervioso(a), ansioso(a) o con los nervios de punta',
    },
  ],
  [
    '68509-9',
    {
      en: 'Not being able to stop or control worrying',
      es: 'No ha sido capaz de parar o controlar su preocupación',
    },
  ],
  [
    '69733-4',
    {
      en: 'Worrying too much about different things',
      es: 'Se ha preocupado demasiado por motivos diferentes',
    },
  ],
  ['69734-2', { en: 'Trouble relaxing', es: 'Ha tenido dificultad para relajarse' }],
  [
    '69735-9',
    {
      en: 'Being so restless that it is hard to sit still',
      es: 'Se ha sentido tan inquieto(a) que no ha podido quedarse quieto(a)',
    },
  ],
  ['69689-8', { en: 'Becoming easily annoyed or irritable', es: 'Se ha molestado o irritado fácilmente' }],
  [
    '69736-7',
    {
      en: 'Feeling afraid, as if something awful might happen',
      es: 'Ha tenido miedo de que algo terrible fuera a pasar',
    },
  ],
];

/** GAD-7. Panel 69737-5, never PHQ-9's 44249-1 (a known mistake of public questionnaires). */
export const GAD_7: Screener = {
  key: 'gad-7',
  title: { en: 'GAD-7', es: 'GAD-7' },
  intro: {
    en: 'Over the last 2 weeks, how often have you been bothered by the following problems?',
    es: 'Durante las últimas 2 semanas, ¿qué tan seguido le han molestado los siguientes problemas?',
  },
  code: { system: LOINC, code: '69737-5' },
  total: { system: LOINC, code: '70274-6', display: 'GAD-7 total score' },
  items: ITEMS.map(([code, text]) => ({
    linkId: code,
    code: { system: LOINC, code },
    text,
    answers: HOW_OFTEN,
  })),
  source: 'Spitzer, Kroenke, Williams, Löwe 2006; no permission required',
};
