import type { CommandContext } from '#capability/command.ts';
import { dayBounds } from '#fhir/clinic-day.ts';
import { idOf } from '#fhir/reference.ts';
import type { Appointment, Practitioner, Stored } from '#fhir/types.ts';
import type { Statement } from '#record/record.ts';
import { holdsTime, overlaps, quantaOf } from '../rules/quanta.ts';

export interface Wish {
  readonly appointment: string;
  readonly patient: string;
  readonly provider: string;
  readonly start: Date;
  readonly minutes: number;
  readonly double: boolean;
}

export const actorOf = (
  appointment: Appointment,
  type: 'Patient' | 'Practitioner' | 'Location',
): string | undefined => {
  for (const { actor } of appointment.participant ?? []) {
    const id = idOf(actor, type);
    if (id) return id;
  }
  return undefined;
};

export const spanOf = ({ start, end }: Appointment): { start: number; end: number } => ({
  start: Date.parse(start ?? ''),
  end: Date.parse(end ?? ''),
});

/** [D1][D7] What stands in the way of a wish: nothing, the provider's time, or the patient's. */
export async function conflictOf(
  context: CommandContext<string>,
  wish: Wish,
  day: string,
): Promise<{ conflict?: 'slot-taken' | 'patient-busy'; claim: Statement }> {
  const bounds = dayBounds(day, context.clinic.zone);
  const date = [`ge${bounds.start}`, `lt${bounds.end}`];
  const [atProvider, ofPatient] = await Promise.all([
    context.find('Appointment', { actor: `Practitioner/${wish.provider}`, date, _count: '500' }),
    context.find('Appointment', { actor: `Patient/${wish.patient}`, date, _count: '100' }),
  ]);
  const span = { start: wish.start.getTime(), end: wish.start.getTime() + wish.minutes * 60_000 };
  const inTheWay = (all: readonly Stored<Appointment>[]) =>
    all.some((one) => one.id !== wish.appointment && holdsTime(one) && overlaps(span, spanOf(one)));
  const gone = atProvider
    .filter((one) => !holdsTime(one) || !overlaps(span, spanOf(one)))
    .map(({ id }) => id);
  const claim = claimStatement(context.clinic.id, wish, gone);
  if (inTheWay(ofPatient)) return { conflict: 'patient-busy', claim };
  if (!wish.double && inTheWay(atProvider)) return { conflict: 'slot-taken', claim };
  return { claim };
}

/** [D2] A double booking claims a place of its own beside the provider's. */
function claimStatement(clinic: number, wish: Wish, gone: readonly string[]): Statement {
  const resource = `Practitioner/${wish.provider}${wish.double ? `#${wish.appointment}` : ''}`;
  return {
    name: 'scheduling-take',
    sql: 'select room_scheduling.take($1, $2, $3::text[], $4::bigint[], $5::text[])',
    values: [
      clinic,
      wish.appointment,
      [resource, `Patient/${wish.patient}`],
      quantaOf(wish.start.getTime(), wish.minutes),
      gone,
    ],
  };
}

/** [D3] Frees what an appointment held. */
export const freeStatement = (clinic: number, appointment: string): Statement => ({
  name: 'scheduling-free',
  sql: 'delete from room_scheduling.claim where clinic = $1 and appointment = $2',
  values: [clinic, appointment],
});

export const shownName = (who: Practitioner): string =>
  who.name?.[0]?.text ?? [...(who.name?.[0]?.given ?? []), who.name?.[0]?.family ?? ''].join(' ');
