/** What other rooms may ask of the flow: who works here, who is on site, which rooms there are. */
import type { SharedContext } from '#capability/command.ts';
import { CS } from '#fhir/medley.ts';
import { idOf } from '#fhir/reference.ts';
import type { Location, Practitioner, Stored } from '#fhir/types.ts';

// The front desk's screens arrive patients too.
export { arrive } from './commands/arrive.contract.ts';
export { moveToStage } from './commands/move-to-stage.contract.ts';
export { walkIn } from './commands/walk-in.contract.ts';

/** Ids of the clinic's own resources (clinic/settings README, S1). */
const ORGANIZATION = 'Organization/clinic';
const SITE = 'Location/site-main';

export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly onSite: boolean;
}

const nameOf = (who: Practitioner): string =>
  who.name?.[0]?.text ?? [...(who.name?.[0]?.given ?? []), who.name?.[0]?.family ?? ''].join(' ').trim();

/** Ids of those whose last word today was "here". */
export async function onSite(context: SharedContext): Promise<ReadonlySet<string>> {
  const rows = await context.rows<{ practitioner: string; on_site: boolean }>(
    `select distinct on (practitioner) practitioner, on_site from room_flow.presence
     where clinic = $1 and at > $2::timestamptz - interval '24 hours' order by practitioner, at desc`,
    [context.clinic.id, context.now],
  );
  return new Set(rows.filter(({ on_site }) => on_site).map(({ practitioner }) => practitioner));
}

/** Everybody who works in the clinic, by family name. */
export async function clinicStaff(context: SharedContext): Promise<StaffMember[]> {
  const roles = (
    await context.find('PractitionerRole', { organization: ORGANIZATION, _count: '300' })
  ).filter(({ active }) => active !== false);
  const [people, here] = await Promise.all([
    context.readMany(
      'Practitioner',
      roles.flatMap(({ practitioner }) => idOf(practitioner, 'Practitioner') ?? []),
    ),
    onSite(context),
  ]);
  const roleOf = (id: string) =>
    roles
      .find(({ practitioner }) => idOf(practitioner, 'Practitioner') === id)
      ?.code?.[0]?.coding?.find(({ system }) => system === CS.role)?.code ?? '';
  return people
    .map((one) => ({
      id: one.id,
      name: nameOf(one),
      role: roleOf(one.id),
      onSite: here.has(one.id),
      family: one.name?.[0]?.family ?? '',
    }))
    .sort((a, b) => a.family.localeCompare(b.family))
    .map(({ family: _family, ...one }) => one);
}

/** The clinic's open rooms, in the order of their names. */
export async function clinicRooms(context: SharedContext): Promise<Stored<Location>[]> {
  const found = await context.find('Location', { partof: SITE, _count: '200' });
  return found
    .filter(
      ({ status, physicalType }) =>
        status !== 'inactive' && physicalType?.coding?.some(({ code }) => code === 'ro'),
    )
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'en', { numeric: true }));
}
