import { CS } from '#fhir/medley.ts';
import type { AnswerChoice, Screener, ScreenerItem } from '../screener.ts';

/** LOINC yes/no. */
export const YES = 'LA33-6';
const NO = 'LA32-8';
export const YES_NO: readonly AnswerChoice[] = [
  { code: NO, key: 'n', text: { en: 'No', es: 'No' }, score: 0 },
  { code: YES, key: 'y', text: { en: 'Yes', es: 'Sí' }, score: 1 },
];
const item = (code: string, en: string, es: string): ScreenerItem => ({
  linkId: code,
  code: { system: CS.screener, code },
  text: { en, es },
  answers: YES_NO,
});

/** The three key questions of CDC STEADI; a fall asks how many and whether it hurt. */
export const STEADI: Screener = {
  key: 'steadi',
  title: { en: 'Fall risk', es: 'Riesgo de caídas' },
  intro: { en: 'Three questions about falling', es: 'Tres preguntas sobre caídas' },
  code: { system: CS.screener, code: 'steadi' },
  items: [
    item(
      'steadi-unsteady',
      'Do you feel unsteady when standing or walking?',
      '¿Se siente inestable al estar de pie o al caminar?',
    ),
    item('steadi-worried', 'Do you worry about falling?', '¿Le preocupa caerse?'),
    item('steadi-fell', 'Have you fallen in the past year?', '¿Se ha caído en el último año?'),
    {
      ...item('steadi-fell-often', 'Did you fall more than once?', '¿Se cayó más de una vez?'),
      unscored: true,
      optional: true,
      when: { linkId: 'steadi-fell', codes: [YES] },
    },
    {
      ...item('steadi-injured', 'Were you hurt?', '¿Se lastimó?'),
      unscored: true,
      optional: true,
      when: { linkId: 'steadi-fell', codes: [YES] },
    },
  ],
  source: 'CDC STEADI, US government work',
};
