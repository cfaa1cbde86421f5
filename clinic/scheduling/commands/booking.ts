import type { CommandContext, Undoing } from '#capability/command.ts';
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
  // Claims before appointments: one that is seen and that no appointment stands for is surely left over.
  const claims = await claimsOn(context, wish);
  const [atProvider, ofPatient] = await Promise.all([
    context.find('Appointment', { actor: `Practitioner/${wish.provider}`, date, _count: '500' }),
    context.find('Appointment', { actor: `Patient/${wish.patient}`, date, _count: '100' }),
  ]);
  const span = { start: wish.start.getTime(), end: wish.start.getTime() + wish.minutes * 60_000 };
  const standing = (all: readonly Stored<Appointment>[]) =>
    all.filter((one) => one.id !== wish.appointment && holdsTime(one) && overlaps(span, spanOf(one)));
  const inTheWay = { provider: standing(atProvider), patient: standing(ofPatient) };
  const held = new Set([...inTheWay.provider, ...inTheWay.patient].map(({ id }) => id));
  const leftOver = claims.filter(({ appointment }) => !held.has(appointment)).map(({ token }) => token);
  const claim = claimStatement(context.clinic.id, wish, leftOver);
  if (inTheWay.patient.length > 0) return { conflict: 'patient-busy', claim };
  if (!wish.double && inTheWay.provider.length > 0) return { conflict: 'slot-taken', claim };
  return { claim };
}

const claimsOn = (
  { rows, clinic }: CommandContext<string>,
  wish: Wish,
): Promise<{ appointment: string; token: string }[]> =>
  rows(
    `select distinct appointment, token::text from room_scheduling.claim
     where clinic = $1 and resource = any($2::text[]) and quantum = any($3::bigint[])`,
    [clinic.id, resourcesOf(wish), quantaOf(wish.start.getTime(), wish.minutes)],
  );

/** [D2] A double booking claims a place of its own beside the provider's. */
const resourcesOf = ({ appointment, patient, provider, double }: Wish): string[] => [
  `Practitioner/${provider}${double ? `#${appointment}` : ''}`,
  `Patient/${patient}`,
];

const claimStatement = (clinic: number, claim: Wish, leftOver: readonly string[]): Statement => ({
  name: 'scheduling-take',
  sql: 'select room_scheduling.take($1, $2, $3::text[], $4::bigint[], $5::uuid[])',
  values: [
    clinic,
    claim.appointment,
    resourcesOf(claim),
    quantaOf(claim.start.getTime(), claim.minutes),
    leftOver,
  ],
});

/** [D3] Frees what an appointment held. */
export const freeStatement = (clinic: number, appointment: string): Statement => ({
  name: 'scheduling-free',
  sql: 'delete from room_scheduling.claim where clinic = $1 and appointment = $2',
  values: [clinic, appointment],
});

/** [D8] Undo puts an appointment back, and with it its claim; if the time was given away meanwhile, nothing is undone. */
export const claimsFollow: Undoing = (clinic, writes) =>
  writes.flatMap((write): Statement[] => {
    if (write.kind === 'delete') return write.type === 'Appointment' ? [freeStatement(clinic, write.id)] : [];
    const { resource } = write;
    if (resource.resourceType !== 'Appointment' || !resource.id) return [];
    if (!holdsTime(resource)) return [freeStatement(clinic, resource.id)];
    const { start, end } = spanOf(resource);
    const claim: Wish = {
      appointment: resource.id,
      patient: actorOf(resource, 'Patient') ?? '',
      provider: actorOf(resource, 'Practitioner') ?? '',
      start: new Date(start),
      minutes: (end - start) / 60_000,
      double: resource.comment !== undefined,
    };
    return [claimStatement(clinic, claim, [])];
  });

export const shownName = (who: Practitioner): string =>
  who.name?.[0]?.text ?? [...(who.name?.[0]?.given ?? []), who.name?.[0]?.family ?? ''].join(' ');
