import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../pool.ts';
import type { FeedEvent, RecordStore, Write } from '../record.ts';
import { openStore } from '../store.ts';
import { TEST_ZONE, type TestDatabase, testDatabase } from '../testing/database.ts';

const author = 'Practitioner/maria';
const create = (id: string): Write => ({
  kind: 'create',
  id,
  resource: { resourceType: 'Patient', name: [{ family: id }] },
});
const task = (id: string, patient: string): Write => ({
  kind: 'create',
  id,
  resource: {
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    for: { reference: `Patient/${patient}` },
  },
});

/** Resolves with the events when `enough` of them have been heard. */
function hears(store: RecordStore, enough: (events: readonly FeedEvent[]) => boolean): Promise<FeedEvent[]> {
  return new Promise((resolve) => {
    const heard: FeedEvent[] = [];
    const stop = store.onChange((events) => {
      heard.push(...events);
      if (!enough(heard)) return;
      stop();
      resolve(heard);
    });
  });
}

/** Everything behind a position, up to a marker that is written last. */
async function readAll(store: RecordStore, from: string): Promise<FeedEvent[]> {
  const marker = randomUUID();
  await store.commit({ writes: [create(marker)], author });
  const all: FeedEvent[] = [];
  for (let position = from; ; ) {
    const page = await store.changesAfter(position, 50);
    all.push(...page.events);
    position = page.position;
    if (all.some((event) => event.id === marker)) return all.filter((event) => event.id !== marker);
  }
}

describe('the change feed', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('tells what was written, in order, with the patient, and resumes', async () => {
    const { store } = database;
    const { position } = await store.changesAfter(undefined, 10);
    await store.commit({ writes: [create('f1')], author });
    await store.commit({ writes: [task('t1', 'f1')], author });
    await store.commit({ writes: [{ kind: 'delete', type: 'Task', id: 't1' }], author });
    const events = await readAll(store, position);
    expect(events).toMatchObject([
      { type: 'Patient', id: 'f1', version: 1, deleted: false, patient: 'f1' },
      { type: 'Task', id: 't1', version: 1, deleted: false, patient: 'f1' },
      { type: 'Task', id: 't1', version: 2, deleted: true, patient: 'f1' },
    ]);
    const later = await readAll(store, events[1]?.position ?? '');
    expect(later[0]).toMatchObject({ id: 't1', version: 2 });
  });

  it('says nothing of what was rolled back', async () => {
    const { store } = database;
    const { position } = await store.changesAfter(undefined, 10);
    await expect(
      store.commit({ writes: [create('f2')], statements: [{ sql: 'select 1/0', values: [] }], author }),
    ).rejects.toThrow();
    expect(await readAll(store, position)).toEqual([]);
  });

  it('skips nothing and repeats nothing while eight write and one transaction stays open', async () => {
    const { store, pool } = database;
    let { position } = await store.changesAfter(undefined, 10);
    const slow = await pool.connect();
    await slow.query('begin');
    await slow.query(`insert into record.change (clinic, era, ordinal, key, updated, version, deleted, type)
      select 1, 1, 1, key, 0, 7, false, 'Patient' from record.resource where id = 'f1'`);
    const written: string[] = [];
    let writing = true;
    const seen: FeedEvent[] = [];
    const reader = (async () => {
      for (;;) {
        // What others of this cluster have open holds the feed back for a moment: an empty page is not the end.
        const done = !writing && seen.length > written.length;
        const page = await store.changesAfter(position, 20);
        seen.push(...page.events);
        position = page.position;
        if (done) return;
      }
    })();
    const writer = async () => {
      for (let n = 0; n < 25; n++) {
        const id = randomUUID();
        await store.commit({ writes: [create(id), task(`t${id}`, id)], author });
        written.push(id, `t${id}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, writer));
    await slow.query('commit');
    slow.release();
    writing = false;
    await reader;
    expect(seen.filter((event) => event.version === 7)).toHaveLength(1);
    expect(
      seen
        .filter((event) => event.version === 1)
        .map((event) => event.id)
        .sort(),
    ).toEqual(written.sort());
  });

  it('calls back at once in its own process', async () => {
    const { store } = database;
    const heard = hears(store, (events) => events.some((event) => event.id === 'f3'));
    await store.commit({ writes: [create('f3')], author });
    const events = await heard;
    expect(events.filter((event) => event.id === 'f3')).toHaveLength(1);
  });

  it('reaches a second server soon, once', async () => {
    const pool = openPool(database.url, 3);
    const other = await openStore({ pool, clinic: 1, zone: TEST_ZONE });
    try {
      const ready = hears(other, (events) => events.some((event) => event.id === 'warm'));
      await database.store.commit({ writes: [create('warm')], author });
      await ready;
      const heard = hears(other, (events) => events.some((event) => event.id === 'f4'));
      const sent = performance.now();
      await database.store.commit({ writes: [create('f4')], author });
      await heard;
      expect(performance.now() - sent).toBeLessThan(500);
    } finally {
      await other.close();
      await pool.end();
    }
  });

  it('resumes without a gap from the position of an event that was told at once', async () => {
    const { store } = database;
    const heard = hears(store, (events) => events.some((event) => event.id === 'f5'));
    await store.commit({ writes: [create('f5')], author });
    const told = (await heard).find((event) => event.id === 'f5');
    await store.commit({ writes: [create('f6')], author });
    const after = await readAll(store, told?.position ?? '');
    expect(after.map((event) => event.id)).toContain('f6');
  });
});
