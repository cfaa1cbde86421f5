import { command } from '#capability/command.ts';
import { moveStage, stageOf } from '#clinic/flow/rules/stage.ts';
import { PARTICIPATION_TYPE } from '#fhir/systems.ts';
import type { Encounter } from '#fhir/types.ts';
import { startRooming } from './start-rooming.contract.ts';
import { roomingVisit } from './visit-context.ts';

export const startRoomingCommand = command(startRooming, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  // A visit that came by another door (import, FHIR) has no stage yet: rooming it puts it on the board.
  const stage = stageOf(visit.encounter) ?? 'arrived';
  const early = stage === 'arrived' || stage === 'checked-in';
  const assisting = isAssisting(visit.encounter, context.who.reference);
  // Looking at a visit that has gone on is not rooming it, and a provider who looks in is not the assistant.
  const begins = early || (stage === 'roomed' && context.who.roles.some((role) => role !== 'provider'));
  if (!begins || (!early && assisting)) return { save: [], result: { stage } };
  const mine = assisting
    ? visit.encounter
    : { ...visit.encounter, participant: [...(visit.encounter.participant ?? []), assistant(context.who)] };
  const moved = early ? moveStage(mine, 'roomed', visit.stamp.at) : mine;
  return { save: [moved], result: { stage: early ? 'roomed' : stage } };
});

const isAssisting = (encounter: Encounter, who: string): boolean =>
  encounter.participant?.some((one) => one.individual?.reference === who) === true;

const assistant = (who: {
  reference: string;
  display: string;
}): NonNullable<Encounter['participant']>[number] => ({
  type: [{ coding: [{ system: PARTICIPATION_TYPE, code: 'PPRF', display: 'primary performer' }] }],
  individual: { reference: who.reference, display: who.display } as NonNullable<
    NonNullable<Encounter['participant']>[number]['individual']
  >,
});
