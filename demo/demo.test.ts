import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#clinic/settings/public.ts';
import { parseEntry } from '#record/record.ts';
import { ROOMS } from '#server/rooms.ts';
import { type TestServer, testServer } from '#server/testing/test-server.ts';
import { VISIT } from './bookings.ts';
import { found } from './cast.ts';
import { seedDemo } from './seed.ts';
import { seedToday } from './today.ts';

const DAY = 86_400_000;
/** Noon in the clinic, so that the whole day lies around it. */
const noon = new Date(`${new Date().toISOString().slice(0, 10)}T17:00:00Z`);

/** People of every age; what the generated patients bring besides is not needed for a day. */
const people = Array.from({ length: 60 }, (_, at) => ({
  resourceType: 'Patient',
  id: `person-${at}`,
  identifier: [{ system: 'http://hospital.smarthealthit.org', value: `person-${at}` }],
  telecom: [{ system: 'phone', value: '555-010-0000' }],
  name: [{ given: ['Ana'], family: `Person${at}` }],
  gender: at % 2 ? 'male' : 'female',
  birthDate: `${1936 + ((at * 7) % 80)}-03-12`,
}));

let server: TestServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medley-demo-'));
  server = await testServer({ rooms: ROOMS });
  writeFileSync(join(folder, 'people.ndjson'), people.map((one) => JSON.stringify(one)).join('\n'));
  await seedDemo(server.context, () => {}, folder);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const day = (at: Date) => at.toISOString().slice(0, 10);
const visitsOf = async (at: Date) =>
  (await found(server.context, 'Encounter', { _count: '500' })).filter(({ id }) =>
    id.startsWith(`${VISIT}${day(at)}`),
  );
/** Of a person who came before with another weight, the rule asks for a second look: that story goes on without it. */
const unexpected = (refusals: readonly string[]) =>
  refusals.filter((one) => one !== 'rooming/record-vital: needs-confirmation');
const open = (visits: readonly { status: string }[]) =>
  visits.filter(({ status }) => ['arrived', 'triaged', 'in-progress'].includes(status));

describe('the demo clinic', () => {
  it('has the settings of a clinic, its address included', async () => {
    const { store } = server.context;
    const settings = await readSettings({
      rows: (sql, values) => store.rows(sql, values),
      clinic: { id: 1, name: '', zone: 'America/New_York', state: '', demo: true },
    });
    expect(settings.clinic).toMatchObject({ line: '48 Harbor Street', city: 'Boston', state: 'MA' });
  });

  it('is in the middle of a day: people waiting, in rooms, ready, with a provider, and gone', async () => {
    const tomorrow = new Date(noon.getTime() + DAY);
    expect(unexpected(await seedToday(server.context, tomorrow))).toEqual([]);
    const visits = await visitsOf(tomorrow);
    expect(open(visits).length).toBeGreaterThan(8);
    expect(visits.filter(({ status }) => status === 'finished').length).toBeGreaterThan(5);
    const results = await found(server.context, 'Task', { code: 'review-result', _count: '50' });
    expect(results.length).toBeGreaterThan(0);
  });

  it('begins another day with other people and has closed the one before', async () => {
    const first = new Date(noon.getTime() + DAY);
    const second = new Date(noon.getTime() + 2 * DAY);
    const before = await visitsOf(first);
    expect(unexpected(await seedToday(server.context, second))).toEqual([]);
    const after = await visitsOf(second);
    expect(open(after).length).toBe(open(before).length);
    expect(open(await visitsOf(first))).toEqual([]);
    expect(after.map(({ subject }) => subject?.reference)).not.toEqual(
      before.map(({ subject }) => subject?.reference),
    );
    const rooms = await server.context.store.readMany([{ type: 'Location', id: 'room-1' }]);
    expect(rooms.map((entry) => parseEntry(entry))).toMatchObject([{ operationalStatus: { code: 'O' } }]);
  });

  it('is left alone when it is started again on the same day', async () => {
    const second = new Date(noon.getTime() + 2 * DAY);
    const before = await visitsOf(second);
    await seedToday(server.context, new Date(second.getTime() + 600_000));
    expect(await visitsOf(second)).toEqual(before);
  });
});
