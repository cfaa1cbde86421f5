/** A clinic for a test: a real database of its own, the gate, the rooms asked for, staff of every role, a still clock. */
import { randomUUID } from 'node:crypto';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Appointment, Encounter, Patient, Resource, ResourceType, Stored } from '#fhir/types.ts';
import { validateResource } from '#fhir/validate/validate.ts';
import type { Gate } from '#gate/gate.ts';
import { openGate } from '#gate/open-gate.ts';
import type { Principal, Role } from '#gate/principal.ts';
import { parseEntry } from '#record/record.ts';
import { type TestDatabase, testDatabase } from '#record/testing/database.ts';
import type { CommandAnswer } from '../answer.ts';
import { writeClinicFacts } from '../clinic-facts.ts';
import type { ClinicFacts, ResourceOf } from '../command.ts';
import type { CommandContract, InputOf, OutputOf, RefusalOf, ViewContract } from '../contract.ts';
import { startDeriving } from '../derive.ts';
import { newId } from '../new-id.ts';
import type { Room } from '../room.ts';
import { runCommand } from '../run-command.ts';
import { runView } from '../run-view.ts';
import { rooms as indexRooms, type Placed, type Runtime } from '../runtime.ts';
import { undo } from '../undo.ts';
import { type TestClock, testClock } from './clock.ts';
import {
  type AppointmentWish,
  aPrincipal,
  appointmentOfWish,
  type EncounterWish,
  encounterOfWish,
  type PatientWish,
  patientOfWish,
  theStaff,
} from './people.ts';

export interface TestClinicOptions {
  readonly rooms: readonly Room[];
  /** Where the clock stands; 9:30 on a Monday in the clinic's zone unless said. */
  readonly now?: string | Date;
  readonly facts?: Partial<ClinicFacts>;
}

/** How a command ended, typed by its contract. */
type AnswerOf<C> =
  | { readonly kind: 'done'; readonly result: OutputOf<C>; readonly undo?: string }
  | {
      readonly kind: 'refused';
      readonly refused: RefusalOf<C>;
      readonly at: string;
      readonly facts: Readonly<Record<string, string | number>>;
    }
  | Extract<CommandAnswer, { kind: 'issues' | 'changed-meanwhile' }>;

/** Somebody at her workstation. */
interface Hand {
  readonly who: Principal;
  /** Does it and answers how it ended. Throws GateRefusal where the gate says no. */
  run<C extends CommandContract>(contract: C, input: InputOf<C>, key?: string): Promise<AnswerOf<C>>;
  /** Does it and answers the result; throws when it was refused, naming the refusal. */
  done<C extends CommandContract>(contract: C, input: InputOf<C>): Promise<OutputOf<C>>;
  view<C extends ViewContract>(contract: C, input: InputOf<C>): Promise<OutputOf<C>>;
  undo(key: string): Promise<CommandAnswer>;
}

export interface TestClinic extends TestClock {
  readonly database: TestDatabase;
  readonly gate: Gate;
  readonly runtime: Runtime;
  as(role: Role | Principal): Hand;
  /** Puts resources into the record as they are (references must lead somewhere); answers them as stored. */
  save<T extends Resource>(...resources: readonly T[]): Promise<Stored<T>[]>;
  read<T extends ResourceType>(type: T, id: string): Promise<Stored<ResourceOf<T>>>;
  find<T extends ResourceType>(
    type: T,
    query: Readonly<Record<string, string>>,
  ): Promise<Stored<ResourceOf<T>>[]>;
  aPatient(wish?: PatientWish): Promise<Stored<Patient>>;
  anEncounter(wish: EncounterWish): Promise<Stored<Encounter>>;
  anAppointment(wish: AppointmentWish): Promise<Stored<Appointment>>;
  /** Waits until the rows that rooms derive from the record have followed it. */
  derived(): Promise<void>;
  close(): Promise<void>;
}

const MONDAY = '2026-11-23T14:30:00Z';

/** Opens a clinic; `close()` it after the tests of the file. */
export async function testClinic({ rooms, now = MONDAY, facts }: TestClinicOptions): Promise<TestClinic> {
  const database = await testDatabase();
  const clock = testClock(now);
  const { pool, store } = database;
  const clinic: ClinicFacts = {
    id: 1,
    name: 'Test Clinic',
    zone: 'America/New_York',
    state: 'MA',
    demo: true,
    ...facts,
  };
  const gate = await openGate({ pool, store, clinic: 1, issuer: 'http://localhost/oauth', demo: true });
  const runtime: Runtime = {
    gate,
    store,
    pool,
    rooms: indexRooms(rooms),
    clinic: () => clinic,
    validate: (resource) => validateResource(resource),
    now: clock.now,
  };
  const deriving = startDeriving({
    store,
    clinic: 1,
    rooms,
    onFailure: (name, error) => process.emitWarning(`${name}: ${String(error)}`),
  });
  const save = saver(runtime);
  await store.commit({ writes: [], statements: [writeClinicFacts(clinic)], author: 'Device/medley' });
  await save(...theStaff());
  return {
    ...clock,
    database,
    gate,
    runtime,
    save,
    as: (role) => hand(runtime, typeof role === 'string' ? aPrincipal(role) : role),
    async read(type, id) {
      const entry = await store.read(type, id);
      if (!entry || entry.deleted) throw new Error(`There is no ${type} ${id}.`);
      return parseEntry<ResourceOf<typeof type>>(entry) as Stored<ResourceOf<typeof type>>;
    },
    async find(type, query) {
      const request = parseSearch(type, Object.entries(query), { handling: 'strict', zone: clinic.zone });
      const { matches } = await store.search(request);
      return matches.map(
        (entry) => parseEntry<ResourceOf<typeof type>>(entry) as Stored<ResourceOf<typeof type>>,
      );
    },
    aPatient: async (wish = {}) => only(await save(patientOfWish(wish))),
    anEncounter: async (wish) => only(await save(encounterOfWish(wish, clock.now()))),
    anAppointment: async (wish) => only(await save(appointmentOfWish(wish))),
    derived: () => deriving.caughtUp(),
    async close() {
      await deriving.stop();
      await gate.close();
      await database.close();
    },
  };
}

function only<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('Nothing was saved.');
  return first;
}

const saver =
  ({ store }: Runtime): TestClinic['save'] =>
  async <T extends Resource>(...resources: readonly T[]) => {
    for (const resource of resources) {
      const wrong = validateResource(resource).find(({ severity }) => severity === 'error');
      if (wrong) throw new Error(`A test builds a wrong ${resource.resourceType}: ${wrong.message}`);
    }
    const entries = await store.commit({
      writes: resources.map((resource) => ({ kind: 'create', resource, id: resource.id ?? newId() })),
      author: 'Device/medley',
    });
    return entries.map((entry) => parseEntry<T>(entry));
  };

function placedOf<T>(table: ReadonlyMap<string, Placed<T>>, name: string): Placed<T> {
  const placed = table.get(name);
  if (!placed) throw new Error(`${name} is in none of the rooms of this test.`);
  return placed;
}

function hand(runtime: Runtime, who: Principal): Hand {
  const { commands, views } = runtime.rooms;
  const run: Hand['run'] = async (contract, input, key = randomUUID()) =>
    // Typed by the contract that was run.
    (await runCommand(runtime, placedOf(commands, contract.name), { who, key, input })) as AnswerOf<
      typeof contract
    >;
  return {
    who,
    run,
    async done(contract, input) {
      const answer = await run(contract, input);
      if (answer.kind === 'done') return answer.result;
      throw new Error(`${contract.name} was not done: ${JSON.stringify(answer)}`);
    },
    async view(contract, input) {
      const answer = await runView(runtime, placedOf(views, contract.name), { who, input });
      if (answer.kind === 'issues') throw new Error(`${contract.name}: ${JSON.stringify(answer.issues)}`);
      return answer.kind === 'written' ? JSON.parse(answer.json) : (answer.data as OutputOf<typeof contract>);
    },
    undo: (key) => undo(runtime, { who, key }),
  };
}
