/** The demo's today, built around this minute: booked, waiting, in rooms, ready, with the provider, gone home. */

import { requestFollowUp } from '#clinic/checkout/commands/request-follow-up.contract.ts';
import { closeVisit } from '#clinic/flow/commands/close-visit.contract.ts';
import { setPresence } from '#clinic/flow/commands/set-presence.contract.ts';
import { moveStage } from '#clinic/flow/rules/stage.ts';
import { handOver } from '#clinic/rooming/commands/hand-over.contract.ts';
import { recordVital } from '#clinic/rooming/commands/record-vital.contract.ts';
import { setReason } from '#clinic/rooming/commands/set-reason.contract.ts';
import { addDiagnosis } from '#clinic/visit/commands/add-diagnosis.contract.ts';
import { saveNote } from '#clinic/visit/commands/save-note.contract.ts';
import { signNote } from '#clinic/visit/commands/sign-note.contract.ts';
import { Temporal } from '#fhir/temporal.ts';
import type { Encounter } from '#fhir/types.ts';
import type { Principal } from '#gate/principal.ts';
import { parseEntry, type Write } from '#record/record.ts';
import type { ServerContext } from '#server/context.ts';
import { type Actor, actor } from './actor.ts';
import { appointmentOf, arrivalOf, SLOT, VISIT, visitId } from './bookings.ts';
import { castOf, found, type Part } from './cast.ts';
import { coverageOf } from './coverages.ts';
import { DEMO_CLINIC, DEMO_PEOPLE, DEMO_ROOMS } from './people.ts';
import { shownName } from './place.ts';
import { stagesOf } from './plan.ts';
import { resultsToReview } from './results.ts';

const minutes = (from: Date, by: number): Date => new Date(from.getTime() + by * 60_000);

/** Builds the day around `now`. Does nothing when the clinic has appointments today. Answers what was refused on the way. */
export async function seedToday(context: ServerContext, now = new Date()): Promise<readonly string[]> {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(DEMO_CLINIC.zone)
    .toPlainDate()
    .toString();
  if ((await found(context, 'Appointment', { date: today, _count: '1' })).length > 0) return [];
  const cast = (await castOf(context, today)).filter(({ slot }) => sameDay(minutes(now, slot.start), today));
  const staff = await staffOf(context);
  const hand = actor(context);
  await endEarlierDays(context, { hand, staff, today, now });
  await put(
    context,
    cast.flatMap((part) => [appointmentOf(part, now), ...arrivalOf(part, now)]),
  );
  await put(context, await coveragesOf(context, cast));
  const opened = minutes(now, -215);
  for (const { id } of DEMO_PEOPLE)
    await hand.act(
      staff('staff-lindqvist'),
      setPresence,
      { practitioner: id, onSite: id !== 'staff-ortega' },
      opened,
    );
  for (const part of cast.filter(({ slot }) => slot.room !== undefined))
    await play(context, { hand, staff, part, now });
  await putRooms(context, cast);
  await put(context, resultsToReview(cast, now));
  return hand.refusals;
}

interface Ending {
  readonly hand: Actor;
  readonly staff: Staff;
  readonly today: string;
  readonly now: Date;
}

/** Nobody worked in the demo since: what its earlier days left open is closed, as somebody would have at closing time. */
async function endEarlierDays(context: ServerContext, { hand, staff, today, now }: Ending): Promise<void> {
  const before = { date: `lt${today}`, _count: '500' };
  const visits = await found(context, 'Encounter', { status: 'arrived,triaged,in-progress', ...before });
  for (const { id } of visits.filter((one) => one.id.startsWith(VISIT)))
    await hand.act(staff('staff-lindqvist'), closeVisit, { encounter: id }, now);
  const booked = await found(context, 'Appointment', { status: 'booked,arrived', ...before });
  const missed = booked.filter(({ id }) => id.startsWith(SLOT));
  const writes = missed.map((one): Write => ({ kind: 'update', resource: { ...one, status: 'noshow' } }));
  await context.gate.for(context.gate.system('demo')).commit({ writes });
}

/** Insurance of those of the cast who have none. */
async function coveragesOf(context: ServerContext, cast: readonly Part[]): Promise<Made[]> {
  const made = cast.map(({ patient }, at) => coverageOf(patient, at));
  const known = await context.store.readMany(made.map(({ id }) => ({ type: 'Coverage', id })));
  return made.filter(({ id }) => !known.some((one) => one.id === id));
}

const sameDay = (at: Date, today: string): boolean =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(DEMO_CLINIC.zone)
    .toPlainDate()
    .toString() === today;

type Made = Extract<Write, { kind: 'create' }>['resource'] & { id: string };

async function put(context: ServerContext, resources: readonly Made[]): Promise<void> {
  const writes = resources.map((resource): Write => ({ kind: 'create', resource, id: resource.id }));
  await context.gate.for(context.gate.system('demo')).commit({ writes });
}

type Staff = (id: string) => Principal;

/** The people of the clinic as those who act. */
async function staffOf({ gate, config }: ServerContext): Promise<Staff> {
  const accounts = await gate.accounts.list();
  return (id) => {
    const person = DEMO_PEOPLE.find((one) => one.id === id);
    const account = accounts.find(({ practitioner }) => practitioner === `Practitioner/${id}`);
    if (!person || !account) throw new Error(`The demo has no account for ${id}.`);
    return {
      kind: 'person',
      account: account.id,
      reference: account.practitioner,
      display: shownName(person),
      roles: account.roles,
      owner: account.owner,
      scopes: [],
      clinic: config.clinic,
      workstation: 'demo',
    };
  };
}

interface Scene {
  readonly hand: Actor;
  readonly staff: Staff;
  readonly part: Part;
  readonly now: Date;
}

/** What happened in the room, stage by stage. */
async function play(context: ServerContext, scene: Scene): Promise<void> {
  const { slot } = scene.part;
  const encounter = visitId(scene.part);
  for (const { stage, at } of stagesOf(slot)) {
    const when = minutes(scene.now, at);
    if (stage === 'ready') await room(scene, { encounter, when });
    else if (stage !== 'arrived' && stage !== 'checked-in' && stage !== 'roomed')
      await move(context, { encounter, stage, when });
    if (stage === 'with-provider') await see(scene, { encounter, when });
    if (stage === 'discharge-ready' && slot.progress === 'done')
      await sign(scene, { encounter, when: minutes(when, 2) });
  }
  if (slot.progress === 'rooming')
    await begin(scene, { encounter, when: minutes(scene.now, (slot.arrived ?? 0) + 12) });
}

interface Moment {
  readonly encounter: string;
  readonly when: Date;
}

async function move(
  context: ServerContext,
  { encounter, stage, when }: Moment & { stage: Parameters<typeof moveStage>[1] },
): Promise<void> {
  const entry = await context.store.read('Encounter', encounter);
  if (!entry) return;
  const resource = moveStage(parseEntry<Encounter>(entry), stage, when.toISOString());
  await context.gate
    .for(context.gate.system('demo'))
    .commit({ writes: [{ kind: 'update', resource, ifVersion: entry.version }] });
}

const ASSISTANTS = ['staff-reyes', 'staff-tran'] as const;
const assistant = (scene: Scene): Principal =>
  scene.staff(scene.part.slot.provider === 'staff-nair' ? ASSISTANTS[1] : ASSISTANTS[0]);
const UNITS = { weight: 'lb', length: 'in' } as const;

/** The first minutes in the room: reason, blood pressure and pulse; the rest is still to do. */
async function begin({ hand, staff, part, now }: Scene, { encounter, when }: Moment): Promise<void> {
  const who = assistant({ hand, staff, part, now });
  await hand.act(who, setReason, { encounter, reason: part.story.reason, agenda: [] }, when);
  const first = Object.entries(part.story.vitals).slice(0, 2);
  for (const [vital, typed] of first)
    await hand.act(who, recordVital, vitalInput({ encounter, vital, typed }), when);
}

const vitalInput = ({ encounter, vital, typed }: { encounter: string; vital: string; typed: string }) => ({
  encounter,
  vital: vital as 'pulse',
  typed,
  reading: 1,
  prefer: UNITS,
  qualifiers: {},
});

async function room(scene: Scene, { encounter, when }: Moment): Promise<void> {
  const { hand, part } = scene;
  const who = assistant(scene);
  await hand.act(who, setReason, { encounter, reason: part.story.reason, agenda: [] }, minutes(when, -8));
  for (const [vital, typed] of Object.entries(part.story.vitals))
    await hand.act(who, recordVital, vitalInput({ encounter, vital, typed }), minutes(when, -5));
  await hand.act(who, handOver, { encounter, note: part.story.handOff }, when);
}

async function see({ hand, staff, part }: Scene, { encounter, when }: Moment): Promise<void> {
  const provider = staff(part.slot.provider);
  await hand.act(provider, saveNote, { encounter, sections: part.story.note }, minutes(when, 6));
  await hand.act(
    provider,
    addDiagnosis,
    { encounter, code: part.story.diagnosis, problem: false },
    minutes(when, 8),
  );
}

async function sign({ hand, staff, part }: Scene, { encounter, when }: Moment): Promise<void> {
  const provider = staff(part.slot.provider);
  const saved = await hand.act(provider, saveNote, { encounter, sections: part.story.note }, when);
  if (saved) await hand.act(provider, signNote, { encounter, version: saved.version }, when);
  if (part.story.followUp)
    await hand.act(
      staff('staff-whitfield'),
      requestFollowUp,
      { encounter, ...part.story.followUp, reason: '' },
      when,
    );
}

/** Rooms as they stand now: occupied, one to turn over, the others clean. */
async function putRooms(context: ServerContext, cast: readonly Part[]): Promise<void> {
  const taken = new Set(cast.filter(({ slot }) => slot.progress !== 'done').map(({ slot }) => slot.room));
  const leaving = cast.find(({ slot }) => slot.progress === 'discharge-ready')?.slot.room;
  const entries = await context.store.readMany(DEMO_ROOMS.map(({ id }) => ({ type: 'Location', id })));
  const writes = entries.map((entry): Write => {
    const location = parseEntry(entry);
    const code = taken.has(entry.id) ? 'O' : 'U';
    return {
      kind: 'update',
      resource: {
        ...location,
        operationalStatus: {
          system: 'http://terminology.hl7.org/CodeSystem/v2-0116',
          code: entry.id === leaving ? 'O' : code,
        },
      } as Made,
    };
  });
  await context.gate.for(context.gate.system('demo')).commit({ writes });
}
