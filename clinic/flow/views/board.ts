import { type SharedContext, sharedView } from '#capability/command.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { dayBounds, dayOf } from '#fhir/clinic-day.ts';
import { CS, EXT, TASK } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import { idOf } from '#fhir/reference.ts';
import type { Appointment, Encounter, Location, Patient, Stored } from '#fhir/types.ts';
import { currentRoom } from '../commands/rooms.ts';
import { clinicRooms, clinicStaff } from '../public.ts';
import { stageHistory, stageOf } from '../rules/stage.ts';
import { ticketOf } from '../rules/ticket.ts';
import { waitingSince } from '../rules/waiting.ts';
import { boardView, type Card, type Expected, type RoomTile } from './board.contract.ts';

const OPEN = 'arrived,triaged,in-progress';

export const boardViewView = sharedView(boardView, 100, async (context) => {
  const parts = await readParts(context);
  const cards = parts.encounters.filter(onBoard).map((encounter) => cardOf(encounter, parts));
  return {
    now: context.now.toISOString(),
    cards,
    expected: parts.appointments
      .filter(({ status }) => status === 'booked')
      .map((one) => expectedOf(one, parts.people)),
    rooms: parts.rooms.map((room) => tileOf(room, cards)),
    staff: parts.staff,
    limits: parts.settings.limits.waiting,
    lateMinutes: parts.settings.limits.lateMinutes,
    noShowMinutes: parts.settings.limits.noShowMinutes,
    finished: parts.appointments.filter(({ status }) => status === 'fulfilled').length,
  };
});

const onBoard = (encounter: Encounter): boolean =>
  encounter.extension?.some(({ url }) => url === EXT.encounterStage) ?? false;

async function readParts(context: SharedContext) {
  const { start, end } = dayBounds(dayOf(context.now, context.clinic.zone), context.clinic.zone);
  const [encounters, appointments, rooms, staff, settings, calls] = await Promise.all([
    context.find('Encounter', { status: OPEN, date: `ge${start}`, _count: '300' }),
    context.find('Appointment', { date: [`ge${start}`, `lt${end}`], _sort: 'date', _count: '1000' }),
    clinicRooms(context),
    clinicStaff(context),
    readSettings(context),
    context.find('Task', { code: `${CS.task}|${TASK.providerNow}`, status: 'requested', _count: '50' }),
  ]);
  const wanted = [
    ...encounters.flatMap(({ subject }) => idOf(subject, 'Patient') ?? []),
    ...appointments.filter(({ status }) => status === 'booked').flatMap((one) => patientOf(one) ?? []),
  ];
  const people = new Map((await context.readMany('Patient', wanted)).map((one) => [one.id, one]));
  const called = new Set(calls.map(({ focus }) => focus?.reference));
  const slots = new Map(appointments.map((one) => [one.id, one.start ?? '']));
  return { encounters, appointments, rooms, staff, settings, people, called, slots };
}

type Parts = Awaited<ReturnType<typeof readParts>>;

const patientOf = ({ participant }: Appointment): string | undefined =>
  participant.map(({ actor }) => idOf(actor, 'Patient')).find(Boolean);
const practitionerOf = ({ participant }: Appointment): string =>
  participant.map(({ actor }) => idOf(actor, 'Practitioner')).find(Boolean) ?? '';

function cardOf(encounter: Stored<Encounter>, { people, called, slots }: Parts): Card {
  const patient = people.get(idOf(encounter.subject, 'Patient') ?? '');
  const history = stageHistory(encounter);
  const current = history.at(-1) ?? { stage: stageOf(encounter), start: encounter.period?.start ?? '' };
  const appointment = idOf(encounter.appointment?.[0], 'Appointment') ?? '';
  const slot = slots.get(appointment) ?? '';
  return {
    encounter: encounter.id,
    appointment,
    ...personOf(patient),
    stage: stageOf(encounter),
    since: current.start,
    waitingSince: waitingSince(current, slot || undefined),
    arrived: history[0]?.start ?? '',
    slot,
    visitType: encounter.serviceType?.coding?.[0]?.code ?? '',
    reason: encounter.reasonCode?.[0]?.text ?? '',
    provider: participantOf(encounter, 'ATND'),
    assistant: participantOf(encounter, 'PPRF'),
    room: currentRoom(encounter) ?? '',
    call: called.has(`Encounter/${encounter.id}`),
    ticket: ticketOf(encounter.id),
  };
}

const personOf = (patient: Stored<Patient> | undefined) => ({
  patient: patient?.id ?? '',
  name: displayName(patient?.name),
  birthDate: patient?.birthDate ?? '',
  sex: patient?.gender ?? '',
});

const participantOf = (encounter: Encounter, role: string): string =>
  idOf(
    encounter.participant?.find(({ type }) =>
      type?.some(({ coding }) => coding?.some(({ code }) => code === role)),
    )?.individual,
    'Practitioner',
  ) ?? '';

const expectedOf = (
  appointment: Stored<Appointment>,
  people: ReadonlyMap<string, Stored<Patient>>,
): Expected => ({
  appointment: appointment.id,
  patient: patientOf(appointment) ?? '',
  name: displayName(people.get(patientOf(appointment) ?? '')?.name),
  slot: appointment.start ?? '',
  provider: practitionerOf(appointment),
  visitType: appointment.serviceType?.[0]?.coding?.[0]?.code ?? '',
  reason: appointment.description ?? '',
});

const tileOf = (room: Stored<Location>, cards: readonly Card[]): RoomTile => ({
  id: room.id,
  name: room.name ?? '',
  state: room.operationalStatus?.code ?? 'U',
  encounter: cards.find((card) => card.room === room.id)?.encounter ?? '',
  since: room.meta.lastUpdated,
});
