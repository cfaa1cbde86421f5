/** A screener's answers as QuestionnaireResponse and survey Observations (README S1, S8). Pure. */
import { CS, questionnaireUrl } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import { LOINC, OBSERVATION_CATEGORY, US_CORE } from '#fhir/systems.ts';
import type { Meta, Observation, QuestionnaireResponse, Reference } from '#fhir/types.ts';
import { ordinalOf, questionnaireOf } from './questionnaire.ts';
import type { Answers, Score } from './score.ts';
import type { Screener, ScreenerItem } from './screener.ts';

export interface Answered {
  readonly screener: Screener;
  readonly answers: Answers;
  readonly score: Score;
  readonly encounter: string;
  readonly patient: string;
  readonly author: Reference;
  /** FHIR instant. */
  readonly at: string;
}

/** Logical id of the response of one visit: the same screener asked again in a visit amends it. */
export const responseId = (screener: string, encounter: string): string =>
  `${screener}-${encounter}`.slice(0, 64);
const observationId = (linkId: string, encounter: string): string => `${linkId}-${encounter}`.slice(0, 64);

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';
const SENSITIVITY = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** S8: safety answers and an adolescent's own answers carry the labels that portals and summaries leave out. */
function labels(screener: Screener, isPrivate: boolean): Pick<Meta, 'security'> {
  const code = isPrivate ? 'SDV' : screener.adolescent ? 'ADOL' : undefined;
  return code
    ? {
        security: [
          { system: CATEGORY, code: 'R' },
          { system: SENSITIVITY, code },
        ],
      }
    : {};
}

/** The QuestionnaireResponse: completed when nothing asked is open, else in-progress. */
export function responseOf(given: Answered): QuestionnaireResponse {
  const { screener, answers } = given;
  const isPrivate = screener.items.some((item) => item.private);
  return {
    resourceType: 'QuestionnaireResponse',
    id: responseId(screener.key, given.encounter),
    meta: { profile: [US_CORE.questionnaireResponse], ...labels(screener, isPrivate) },
    questionnaire: `${questionnaireUrl(screener.key)}|1`,
    status: given.score.missing.length === 0 ? 'completed' : 'in-progress',
    subject: reference('Patient', given.patient),
    encounter: reference('Encounter', given.encounter),
    authored: given.at,
    author: given.author as NonNullable<QuestionnaireResponse['author']>,
    source: reference('Patient', given.patient),
    item: screener.items.flatMap((item) =>
      answers[item.linkId]?.length
        ? [
            {
              linkId: item.linkId,
              text: item.text.en,
              answer: (answers[item.linkId] ?? []).map((code) => ({ valueCoding: codingOf(item, code) })),
            },
          ]
        : [],
    ),
  } as QuestionnaireResponse;
}

function codingOf(item: ScreenerItem, code: string) {
  const answer = item.answers.find((one) => one.code === code);
  return { system: answer?.system ?? LOINC, code, display: answer?.text.en ?? code };
}

/** One Observation an answered item and one for the total, derived from the response. */
export function observationsOf(given: Answered): Observation[] {
  const { screener, answers, score } = given;
  const questionnaire = questionnaireOf(screener);
  const items = screener.items
    .filter((item) => answers[item.linkId]?.length)
    .map((item): Observation => {
      const codes = answers[item.linkId] ?? [];
      const ordinal =
        codes.length === 1 && codes[0] ? ordinalOf(questionnaire, item.linkId, codes[0]) : undefined;
      return {
        ...observation(given, item.linkId, item.private === true),
        code: { coding: [{ ...item.code, display: item.text.en.slice(0, 200) }], text: item.text.en },
        valueCodeableConcept: { coding: codes.map((code) => codingOf(item, code)) },
        ...(ordinal === undefined
          ? {}
          : {
              component: [
                { code: { coding: [{ system: CS.screener, code: 'score' }] }, valueInteger: ordinal },
              ],
            }),
      };
    });
  if (!screener.total || score.total === undefined) return items;
  const { display, ...code } = screener.total;
  const isPrivate = screener.items.some((item) => item.private);
  const total: Observation = {
    ...observation(given, `total-${screener.key}`, isPrivate),
    code: { coding: [{ ...code, display }], text: display },
    valueQuantity: {
      value: score.total,
      unit: '{score}',
      system: 'http://unitsofmeasure.org',
      code: '{score}',
    },
    ...(score.band
      ? { interpretation: [{ coding: [{ system: CS.screener, code: score.band }], text: score.band }] }
      : {}),
  };
  return [...items, total];
}

function observation(given: Answered, part: string, isPrivate: boolean): Omit<Observation, 'code'> {
  return {
    resourceType: 'Observation',
    id: observationId(part, given.encounter),
    meta: { profile: [US_CORE.screeningAssessment], ...labels(given.screener, isPrivate) },
    status: 'final',
    category: [{ coding: [{ system: OBSERVATION_CATEGORY, code: 'survey', display: 'Survey' }] }],
    subject: reference('Patient', given.patient),
    encounter: reference('Encounter', given.encounter),
    effectiveDateTime: given.at,
    performer: [given.author as NonNullable<Observation['performer']>[number]],
    derivedFrom: [
      reference('QuestionnaireResponse', responseId(given.screener.key, given.encounter)),
    ] as NonNullable<Observation['derivedFrom']>,
  } as Omit<Observation, 'code'>;
}
