import { type ViewContext, view } from '#capability/command.ts';
import { filingName, nameText, officialName } from '#fhir/names.ts';
import { idOf } from '#fhir/reference.ts';
import type { Practitioner, PractitionerRole, Stored } from '#fhir/types.ts';
import { ROLES } from '#gate/principal.ts';
import { ORGANIZATION } from '../commands/clinic-resources.ts';
import { isRoom } from '../commands/room-resource.ts';
import { readVersion } from '../public.ts';
import type { Clinic } from '../rules/settings.ts';
import { type StaffRow, settingsPage } from './settings-page.contract.ts';

export const settingsPageView = view(settingsPage, 100, async (context) => {
  const [{ version, settings }, locations, staff, saved] = await Promise.all([
    readVersion(context),
    context.find('Location', { _count: '200' }),
    staffOf(context),
    savedBy(context),
  ]);
  const rooms = locations.filter(isRoom).map((room) => ({
    id: room.id,
    name: room.name ?? '',
    closed: room.status !== 'active',
    inUse: room.operationalStatus?.code === 'O',
  }));
  return {
    version,
    ...(saved ? { saved } : {}),
    settings: version === 0 ? { ...settings, clinic: await knownClinic(context, settings.clinic) } : settings,
    rooms: rooms.sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true })),
    staff,
  };
});

/** Before anything was saved here: what the clinic's Organization (of an import, of the demo) already says. */
async function knownClinic({ readIfAny }: ViewContext, clinic: Clinic): Promise<Clinic> {
  const organization = await readIfAny('Organization', ORGANIZATION);
  const address = organization?.address?.[0];
  return {
    ...clinic,
    line: address?.line?.[0] ?? '',
    city: address?.city ?? '',
    postalCode: address?.postalCode ?? '',
    phone: organization?.telecom?.find(({ system }) => system === 'phone')?.value ?? '',
  };
}

async function savedBy({ rows, clinic, readIfAny }: ViewContext) {
  const [row] = await rows<{ at: Date; by: string }>(
    'select at, by from room_settings.setting where clinic = $1 order by version desc limit 1',
    [clinic.id],
  );
  if (!row) return undefined;
  const id = idOf({ reference: row.by }, 'Practitioner');
  const who = id ? await readIfAny('Practitioner', id) : undefined;
  return { by: nameText(officialName(who?.name)), at: new Date(row.at).toISOString() };
}

async function staffOf(context: ViewContext): Promise<StaffRow[]> {
  const [people, roles] = await Promise.all([
    context.find('Practitioner', { _count: '500' }),
    context.find('PractitionerRole', { _count: '500' }),
  ]);
  return people
    .map((person) =>
      staffRow(
        person,
        roles.find((role) => idOf(role.practitioner, 'Practitioner') === person.id),
      ),
    )
    .filter((row) => row.role !== '')
    .sort((one, other) => one.family.localeCompare(other.family));
}

function staffRow(person: Stored<Practitioner>, role: PractitionerRole | undefined): StaffRow {
  const name = officialName(person.name);
  const code = role?.code?.[0]?.coding?.find((one) => ROLES.some((known) => known === one.code))?.code;
  return {
    id: person.id,
    display: name?.text ?? filingName(name),
    prefix: name?.prefix?.[0] ?? '',
    given: name?.given?.[0] ?? '',
    family: name?.family ?? '',
    credential: name?.suffix?.[0] ?? '',
    role: ROLES.find((known) => known === code) ?? '',
    active: person.active !== false,
  };
}
