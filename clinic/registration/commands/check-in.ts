import { changes, command } from '#capability/command.ts';
import { moveStage, stageOf } from '#clinic/flow/rules/stage.ts';
import { EXT } from '#fhir/medley.ts';
import { idOf } from '#fhir/reference.ts';
import type { Encounter } from '#fhir/types.ts';
import { confirm } from '../rules/fields.ts';
import { checkIn } from './check-in.contract.ts';

export const checkInCommand = command(checkIn, async (context, input) => {
  if (!input.heard.name || !input.heard.birthDate) return context.refuse('identity-not-heard', 'heard');
  const encounter = await context.read('Encounter', input.encounter);
  if (encounter.status === 'finished' || encounter.status === 'cancelled')
    return context.refuse('visit-over', 'encounter');
  if (stageOf(encounter) !== 'arrived') return context.refuse('already-checked-in', 'encounter');
  const patientId = idOf(encounter.subject, 'Patient') ?? '';
  const appointmentId = idOf(encounter.appointment?.[0], 'Appointment');
  const [patient, appointment] = await Promise.all([
    context.read('Patient', patientId),
    appointmentId ? context.readIfAny('Appointment', appointmentId) : undefined,
  ]);
  const at = context.now.toISOString();
  const by = { reference: context.who.reference, display: context.who.display };
  const confirmed = confirm(
    patient,
    [...new Set([...input.confirmed, 'name' as const, 'birth-date' as const])],
    { at, by },
  );
  const moved = withCopay(moveStage(encounter, 'checked-in', at), input.copayCents);
  return changes(
    { stage: 'checked-in' },
    confirmed,
    moved,
    ...(appointment ? [{ ...appointment, status: 'checked-in' as const }] : []),
  );
});

/** Money in integer cents, noted on the visit. */
function withCopay<E extends Encounter>(encounter: E, cents: number | undefined): E {
  if (cents === undefined) return encounter;
  const others = (encounter.extension ?? []).filter(({ url }) => url !== EXT.copayCents);
  return { ...encounter, extension: [...others, { url: EXT.copayCents, valueInteger: cents }] };
}
