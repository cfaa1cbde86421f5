import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FhirFailure } from '#fhir/outcome.ts';
import type { Patient } from '#fhir/types.ts';
import { parseEntry, VersionConflict, type Write } from '../record.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';

const author = 'Practitioner/maria';
const patient = (family: string): Patient => ({ resourceType: 'Patient', name: [{ family }] });
const create = (id: string, resource: Patient = patient('Rivera')): Write => ({
  kind: 'create',
  id,
  resource,
});

describe('what is written', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('is read back as it was stored, with id, version and time', async () => {
    const { store } = database;
    const [entry] = await store.commit({ writes: [create('p1', patient('O\'Brien "Ö" \\ 🩺'))], author });
    const read = await store.read('Patient', 'p1');
    expect(read).toEqual(entry);
    const resource = read ? parseEntry<Patient>(read) : undefined;
    expect(resource?.name?.[0]?.family).toBe('O\'Brien "Ö" \\ 🩺');
    expect(resource?.meta.versionId).toBe('1');
    expect(resource?.meta.lastUpdated).toBe(entry?.updated);
  });

  it('keeps every version, and a tombstone when it is deleted', async () => {
    const { store } = database;
    await store.commit({ writes: [create('p2', patient('One'))], author });
    await store.commit({ writes: [{ kind: 'update', resource: { ...patient('Two'), id: 'p2' } }], author });
    await store.commit({ writes: [{ kind: 'delete', type: 'Patient', id: 'p2' }], author });
    expect(await store.read('Patient', 'p2')).toMatchObject({ version: 3, deleted: true, content: '' });
    expect((await store.vread('Patient', 'p2', 1))?.content).toContain('One');
    expect((await store.vread('Patient', 'p2', 2))?.content).toContain('Two');
    expect(await store.vread('Patient', 'p2', 4)).toBeUndefined();
    const { entries } = await store.history({ type: 'Patient', id: 'p2' });
    expect(entries.map((entry) => entry.version)).toEqual([3, 2, 1]);
    const restored = await store.commit({
      writes: [{ kind: 'update', resource: { ...patient('Two'), id: 'p2' } }],
      author,
    });
    expect(restored[0]).toMatchObject({ version: 4, deleted: false });
  });

  it('has a history in pages that ends with the first version', async () => {
    const { store } = database;
    await store.commit({ writes: [create('p3')], author });
    for (let n = 2; n <= 5; n++)
      await store.commit({
        writes: [{ kind: 'update', resource: { ...patient(`V${n}`), id: 'p3' } }],
        author,
      });
    const seen: number[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await store.history({
        type: 'Patient',
        id: 'p3',
        count: 2,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.entries.map((entry) => entry.version));
      cursor = page.next;
      more = cursor !== undefined;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
    const ofType = await store.history({ type: 'Patient', count: 3 });
    expect(ofType.entries.map((entry) => `${entry.id}/${entry.version}`)).toEqual(['p3/5', 'p3/4', 'p3/3']);
    expect(ofType.entries[1]?.content).toContain('V4');
  });

  it('is refused with the current version when another was faster, and nothing of it is kept', async () => {
    const { store } = database;
    await store.commit({ writes: [create('p4')], author });
    await store.commit({
      writes: [{ kind: 'update', resource: { ...patient('Other'), id: 'p4' }, ifVersion: 1 }],
      author,
    });
    const late = store.commit({
      writes: [
        create('p4-more'),
        { kind: 'update', resource: { ...patient('Late'), id: 'p4' }, ifVersion: 1 },
      ],
      author,
    });
    await expect(late).rejects.toMatchObject({ name: 'VersionConflict', current: 2 });
    expect(await store.read('Patient', 'p4-more')).toBeUndefined();
    await expect(store.commit({ writes: [create('p4')], author })).rejects.toBeInstanceOf(VersionConflict);
  });

  it('lets exactly one of many simultaneous updates of one version win', async () => {
    const { store } = database;
    await store.commit({ writes: [create('p5')], author });
    const update = (n: number) =>
      store.commit({
        writes: [{ kind: 'update', resource: { ...patient(`W${n}`), id: 'p5' }, ifVersion: 1 }],
        author,
      });
    const results = await Promise.allSettled(Array.from({ length: 16 }, (_, n) => update(n)));
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of results)
      if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(VersionConflict);
    expect((await store.read('Patient', 'p5'))?.version).toBe(2);
  });

  it('keeps every one of many updates that name no version', async () => {
    const { store } = database;
    await store.commit({ writes: [create('p6')], author });
    const update = (n: number) =>
      store.commit({ writes: [{ kind: 'update', resource: { ...patient(`W${n}`), id: 'p6' } }], author });
    await Promise.all(Array.from({ length: 6 }, (_, n) => update(n)));
    expect((await store.read('Patient', 'p6'))?.version).toBe(7);
  });

  it('is all or nothing with the statements of a room', async () => {
    const { store, pool } = database;
    await pool.query('create table quantum (clinic int, room text, primary key (clinic, room))');
    const booking = (id: string) =>
      store.commit({
        writes: [create(id)],
        statements: [{ sql: 'insert into quantum values ($1, $2)', values: [1, 'room 3'], name: 'claim' }],
        author,
      });
    await booking('p7');
    await expect(booking('p8')).rejects.toMatchObject({ code: '23505' });
    expect(await store.read('Patient', 'p8')).toBeUndefined();
    expect(await store.rows('select room from quantum')).toEqual([{ room: 'room 3' }]);
  });

  it('creates on update only when that was asked for', async () => {
    const { store } = database;
    const write: Write = { kind: 'update', resource: { ...patient('New'), id: 'p9' } };
    await expect(store.commit({ writes: [write], author })).rejects.toMatchObject({ status: 404 });
    const [made] = await store.commit({ writes: [{ ...write, createIfMissing: true }], author });
    expect(made?.version).toBe(1);
  });

  it('may not refer to nothing, and the place is named', async () => {
    const { store } = database;
    const note = (subject: string): Write => ({
      kind: 'create',
      id: `flag-${subject.replaceAll('/', '-')}`,
      resource: {
        resourceType: 'Flag',
        status: 'active',
        code: { text: 'x' },
        subject: { reference: subject },
      },
    });
    const refused = await store
      .commit({ writes: [note('Patient/nobody')], author })
      .catch((problem: unknown) => problem);
    expect(refused).toBeInstanceOf(FhirFailure);
    expect((refused as FhirFailure).findings).toMatchObject([
      { code: 'not-found', expression: 'Flag.subject.reference' },
    ]);
    await store.commit({ writes: [note('Patient/p1')], author });
    await store.commit({ writes: [create('p10'), note('Patient/p10')], author });
    await store.commit({ writes: [note('Patient/later')], author, checkReferences: false });
    await store.commit({ writes: [{ kind: 'delete', type: 'Patient', id: 'p10' }], author });
    const [flag] = [note('Patient/p10')];
    if (flag?.kind !== 'create') throw new Error('a flag');
    const corrected: Write = {
      kind: 'update',
      resource: { ...flag.resource, id: flag.id } as Patient & { id: string },
    };
    await expect(store.commit({ writes: [corrected], author })).resolves.toMatchObject([{ version: 2 }]);
    await expect(store.commit({ writes: [note('Patient/p2/_history/1')], author })).resolves.toHaveLength(1);
  });
});
