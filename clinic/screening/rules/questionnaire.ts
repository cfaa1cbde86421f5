/** A screener as FHIR Questionnaire, with Spanish as translation extensions and scores as ordinalValue. */
import { questionnaireUrl } from '#fhir/medley.ts';
import { LOINC } from '#fhir/systems.ts';
import type { Extension, Questionnaire, QuestionnaireItem } from '#fhir/types.ts';
import type { AnswerChoice, Screener, ScreenerItem, Words } from './screener.ts';

const ORDINAL_VALUE = 'http://hl7.org/fhir/StructureDefinition/ordinalValue';
const TRANSLATION = 'http://hl7.org/fhir/StructureDefinition/translation';

const translated = (words: Words): { extension: Extension[] } => ({
  extension: [
    {
      url: TRANSLATION,
      extension: [
        { url: 'lang', valueCode: 'es' },
        { url: 'content', valueString: words.es },
      ],
    },
  ],
});

/** The Questionnaire resource of a screener; its logical id is its key. */
export function questionnaireOf(screener: Screener): Questionnaire {
  return {
    resourceType: 'Questionnaire',
    id: screener.key,
    url: questionnaireUrl(screener.key),
    name: screener.key.replaceAll('-', '_').toUpperCase(),
    title: screener.title.en,
    ...{ _title: translated(screener.title) },
    status: 'active',
    subjectType: ['Patient'],
    language: 'en',
    version: '1',
    code: [{ system: screener.code.system, code: screener.code.code, display: screener.title.en }],
    copyright: screener.source,
    item: [
      { linkId: 'intro', type: 'display', text: screener.intro.en, ...{ _text: translated(screener.intro) } },
      ...screener.items.map(itemOf),
    ],
  };
}

function itemOf(item: ScreenerItem): QuestionnaireItem {
  return {
    linkId: item.linkId,
    type: 'choice',
    code: [{ ...item.code }],
    text: item.text.en,
    ...{ _text: translated(item.text) },
    ...(item.repeats ? { repeats: true } : {}),
    required: !item.optional,
    ...(item.when
      ? {
          enableBehavior: 'any' as const,
          enableWhen: item.when.codes.map((code) => ({
            question: item.when?.linkId ?? '',
            operator: '=' as const,
            answerCoding: { system: LOINC, code },
          })),
        }
      : {}),
    answerOption: item.answers.map((answer) => ({
      ...scored(answer),
      valueCoding: {
        system: answer.system ?? LOINC,
        code: answer.code,
        display: answer.text.en,
        ...{ _display: translated(answer.text) },
      },
    })),
  };
}

const scored = (answer: AnswerChoice): { extension?: Extension[] } =>
  answer.score === undefined ? {} : { extension: [{ url: ORDINAL_VALUE, valueDecimal: answer.score }] };

/** The score an answer stands for, by the ordinalValue of the Questionnaire; undefined where it counts nothing. */
export function ordinalOf(questionnaire: Questionnaire, linkId: string, code: string): number | undefined {
  const item = questionnaire.item?.find((one) => one.linkId === linkId);
  const option = item?.answerOption?.find((one) => one.valueCoding?.code === code);
  return option?.extension?.find((one) => one.url === ORDINAL_VALUE)?.valueDecimal;
}
