import { command } from '#capability/command.ts';
import { questionnaireUrl } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import { US_CORE } from '#fhir/systems.ts';
import type { QuestionnaireResponse } from '#fhir/types.ts';
import { questionnaireOf } from '../rules/questionnaire.ts';
import { responseId } from '../rules/screener-resources.ts';
import { screenerOf } from '../rules/screeners.ts';
import { declineScreener } from './decline-screener.contract.ts';
import { openVisit } from './open-visit.ts';

/** Words of the reason as kept in the record. */
const REASONS = {
  declined: 'Patient declined',
  unable: 'Patient unable to answer',
  'not-private': 'No private moment',
} as const;

export const declineScreenerCommand = command(declineScreener, async (context, input) => {
  const visit = await openVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const id = responseId(input.screener, input.encounter);
  const before = await context.readIfAny('QuestionnaireResponse', id);
  if (before?.status === 'completed') return context.refuse('already-answered', 'screener');
  const response: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    id,
    meta: {
      profile: [US_CORE.questionnaireResponse],
      ...(before ? { versionId: before.meta.versionId } : {}),
    },
    questionnaire: `${questionnaireUrl(input.screener)}|1`,
    status: 'stopped',
    subject: reference('Patient', visit.patient) as NonNullable<QuestionnaireResponse['subject']>,
    encounter: reference('Encounter', input.encounter) as NonNullable<QuestionnaireResponse['encounter']>,
    authored: context.now.toISOString(),
    author: { reference: context.who.reference, display: context.who.display } as NonNullable<
      QuestionnaireResponse['author']
    >,
    text: {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml">${REASONS[input.reason]}</div>`,
    },
  };
  const definition = (await context.readIfAny('Questionnaire', input.screener))
    ? []
    : [questionnaireOf(screenerOf(input.screener))];
  return { save: [...definition, response], result: { id } };
});
