import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deriving, startDeriving } from './derive.ts';
import { type Derived, type Room, room } from './room.ts';
import { type TestClinic, testClinic } from './testing/clinic.ts';

/** A room that keeps the birth dates of patients. */
const birthdays = (name: string): Derived<'Patient'> => ({
  name,
  type: 'Patient',
  put: (clinic, patients) => ({
    sql: `insert into public.birthday (clinic, patient, born) select $1, * from unnest($2::text[], $3::text[])
          on conflict (patient) do update set born = excluded.born`,
    values: [clinic, patients.map(({ id }) => id), patients.map(({ birthDate }) => birthDate ?? '')],
  }),
  drop: (_, ids) => ({ sql: 'delete from public.birthday where patient = any($1::text[])', values: [ids] }),
});
const roomOf = (name: string): Room =>
  room({ name: 'birthdays', writes: [], commands: [], views: [], derives: [birthdays(name)] });

let clinic: TestClinic;
const failures: unknown[] = [];
const follow = (name = 'birthdays/1'): Deriving =>
  startDeriving({
    store: clinic.database.store,
    clinic: 1,
    rooms: [roomOf(name)],
    onFailure: (_, error) => failures.push(error),
  });
const rows = async () =>
  (await clinic.database.pool.query<{ patient: string; born: string }>('select patient, born from birthday'))
    .rows;
const bornOf = async (id: string) => (await rows()).find(({ patient }) => patient === id)?.born;

beforeAll(async () => {
  clinic = await testClinic({ rooms: [] });
  await clinic.database.pool.query('create table birthday (clinic int, patient text primary key, born text)');
}, 60_000);
afterAll(() => clinic?.close());

describe('derived rows', () => {
  it('[K7] are made of what was there before, follow what is written, and go when it is deleted', async () => {
    const before = await clinic.aPatient({ born: '1950-01-01' });
    const following = follow();
    await following.caughtUp();
    expect(await bornOf(before.id)).toBe('1950-01-01');
    const after = await clinic.aPatient({ born: '1960-01-01' });
    await following.caughtUp();
    expect(await bornOf(after.id)).toBe('1960-01-01');
    await clinic.database.store.commit({
      writes: [{ kind: 'delete', type: 'Patient', id: before.id }],
      author: 'Device/medley',
    });
    await following.caughtUp();
    expect(await bornOf(before.id)).toBeUndefined();
    await following.stop();
  });
  it('[K7] what was written while nobody followed is caught up, and only that is read again', async () => {
    const missed = await clinic.aPatient({ born: '1970-01-01' });
    expect(await bornOf(missed.id)).toBeUndefined();
    await clinic.database.pool.query("update birthday set born = 'left alone'");
    const following = follow();
    // The feed shows it as soon as nothing older is running in the cluster, where other tests are at work.
    await expect.poll(() => bornOf(missed.id)).toBe('1970-01-01');
    await following.stop();
  });
  it('[K7] under a new name everything is made anew', async () => {
    await clinic.database.pool.query('delete from birthday');
    const following = follow('birthdays/2');
    await following.caughtUp();
    await following.stop();
    expect(await rows()).toHaveLength(2);
    expect(failures).toEqual([]);
  });
  it('[K7] what breaks is told and tried again', async () => {
    await clinic.database.pool.query('alter table birthday rename to away');
    const following = follow('birthdays/3');
    await expect.poll(() => failures.length, { timeout: 5000 }).toBeGreaterThan(0);
    await clinic.database.pool.query('alter table away rename to birthday; delete from birthday');
    await following.caughtUp();
    await following.stop();
    expect(await rows()).toHaveLength(2);
  });
});
