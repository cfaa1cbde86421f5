import { type CommandContext, command } from '#capability/command.ts';
import type { Resource, Stored } from '#fhir/types.ts';
import { providerCall } from '../rules/provider-now.ts';
import { questionnaireOf } from '../rules/questionnaire.ts';
import { type Answers, scoreOf } from '../rules/score.ts';
import type { Screener } from '../rules/screener.ts';
import { type Answered, observationsOf, responseOf } from '../rules/screener-resources.ts';
import { screenerOf } from '../rules/screeners.ts';
import { answerScreener } from './answer-screener.contract.ts';
import { keepVersion, openCall } from './keep-version.ts';
import { type OpenVisit, openVisit, providerOf } from './open-visit.ts';

export const answerScreenerCommand = command(answerScreener, async (context, input) => {
  const visit = await openVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const screener = screenerOf(input.screener);
  const stray = strayAnswer(screener, input.answers);
  if (stray) return context.refuse('unknown-answer', `answers.${stray}`);
  const patient = await context.read('Patient', visit.patient);
  const score = scoreOf(screener, input.answers, { sex: patient.gender });
  const given: Answered = {
    screener,
    answers: input.answers,
    score,
    encounter: input.encounter,
    patient: visit.patient,
    author: { reference: context.who.reference, display: context.who.display },
    at: context.now.toISOString(),
  };
  const call = score.actions.includes('self-harm') ? await selfHarmCall(context, visit, given) : undefined;
  const saved = await Promise.all(
    [responseOf(given), ...observationsOf(given)].map((one) => keepVersion(context, one)),
  );
  const definition = (await context.readIfAny('Questionnaire', screener.key))
    ? []
    : [questionnaireOf(screener)];
  const { total, band, positive, actions } = score;
  return {
    save: [...definition, ...saved, ...(call ? [call] : [])],
    result: { id: saved[0]?.id ?? '', total, band, positive, actions, call: call?.id },
  };
});

/** Path of the first answer that no item of the screener offers. */
function strayAnswer(screener: Screener, answers: Answers): string | undefined {
  return Object.entries(answers).find(([linkId, codes]) => {
    const item = screener.items.find((one) => one.linkId === linkId);
    return (
      !item ||
      codes.some((code) => !item.answers.some((answer) => answer.code === code)) ||
      (codes.length > 1 && !item.repeats)
    );
  })?.[0];
}

/** S4: the provider is called in the same transaction as the answer; an open call is joined. */
async function selfHarmCall(context: CommandContext, visit: OpenVisit, given: Answered): Promise<Resource> {
  const open = await openCall(context, given.encounter);
  const acknowledged =
    open?.status === 'accepted' && open.reasonCode?.coding?.some((coding) => coding.code === 'suicidal');
  if (open && acknowledged) return open as Stored;
  return providerCall(
    {
      id: context.newId(),
      encounter: given.encounter,
      patient: visit.patient,
      provider: providerOf(visit.encounter),
      caller: given.author,
      flags: ['suicidal'],
      note: undefined,
      at: given.at,
    },
    open,
  );
}
