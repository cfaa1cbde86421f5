import type { CommandContext } from '#capability/command.ts';
import { EXT } from '#fhir/medley.ts';
import { ACT_CODE, PARTICIPATION_TYPE, SNOMED, US_CORE } from '#fhir/systems.ts';
import type { Appointment, Encounter } from '#fhir/types.ts';
import { moveStage } from '../rules/stage.ts';

/** The encounter that begins when the patient of this appointment arrives. */
export function arrivalOf(
  context: CommandContext<string>,
  appointment: Appointment & { id: string },
): Encounter & { id: string } {
  const actor = (type: string) =>
    appointment.participant.find((one) => one.actor?.reference?.startsWith(`${type}/`))?.actor;
  const provider = actor('Practitioner');
  const fresh: Encounter & { id: string } = {
    resourceType: 'Encounter',
    id: context.newId(),
    meta: { profile: [US_CORE.encounter] },
    status: 'planned',
    class: { system: ACT_CODE, code: 'AMB', display: 'ambulatory' },
    type: [
      {
        coding: [{ system: SNOMED, code: '308335008', display: 'Patient encounter procedure' }],
        text: appointment.serviceType?.[0]?.text ?? 'Office visit',
      },
    ],
    ...(appointment.serviceType?.[0] ? { serviceType: appointment.serviceType[0] } : {}),
    subject: actor('Patient') as NonNullable<Encounter['subject']>,
    appointment: [{ reference: `Appointment/${appointment.id}` }],
    ...(provider ? { participant: [attending(provider)] } : {}),
    ...(appointment.description ? { reasonCode: [{ text: appointment.description }] } : {}),
  };
  return moveStage(fresh, 'arrived', context.now.toISOString());
}

const attending = (provider: {
  reference?: string;
  display?: string;
}): NonNullable<Encounter['participant']>[number] => ({
  type: [{ coding: [{ system: PARTICIPATION_TYPE, code: 'ATND', display: 'attender' }] }],
  individual: provider as NonNullable<NonNullable<Encounter['participant']>[number]['individual']>,
});

const OPEN: ReadonlySet<string> = new Set(['planned', 'arrived', 'triaged', 'in-progress', 'onleave']);

/** The visit of a patient that is under way on the board, if any. */
export async function openVisitOf(
  context: CommandContext<string>,
  patient: string,
): Promise<Encounter | undefined> {
  const found = await context.find('Encounter', {
    patient,
    status: [...OPEN].join(','),
    _sort: '-date',
    _count: '10',
  });
  return found.find((one) => one.extension?.some(({ url }) => url === EXT.encounterStage));
}
