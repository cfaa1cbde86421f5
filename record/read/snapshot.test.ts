import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { openSnapshot, type SnapshotAsked } from './snapshot.ts';

let database: TestDatabase;
const ids = Array.from({ length: 4_500 }, () => randomUUID());
beforeAll(async () => {
  database = await testDatabase();
  for (let at = 0; at < ids.length; at += 500) await write(ids.slice(at, at + 500));
}, 60_000);
afterAll(() => database?.close());

const write = (some: readonly string[]) =>
  database.store.commit({
    writes: some.map((id) => ({
      kind: 'create',
      id,
      resource: { resourceType: 'Organization', name: 'Clinic' },
    })),
    author: 'Device/medley',
  });

async function read(asked: SnapshotAsked, meanwhile?: () => Promise<unknown>): Promise<string[]> {
  const snapshot = await openSnapshot(database.pool, 1);
  const found: string[] = [];
  for await (const page of snapshot.pages(asked)) {
    found.push(...page.filter(({ deleted }) => !deleted).map(({ id }) => id));
    await meanwhile?.();
  }
  await snapshot.close();
  return found;
}

describe('the record at one moment', () => {
  it('is read whole, each resource once, over several pages', async () => {
    const found = await read({ type: 'Organization' });
    expect(found).toHaveLength(new Set(found).size);
    expect(new Set(found)).toEqual(new Set(ids));
  });
  it('while others write, as it was when it was opened', async () => {
    const late: string[] = [];
    const found = await read({ type: 'Organization' }, async () => {
      const fresh = Array.from({ length: 50 }, () => randomUUID());
      late.push(...fresh);
      await write(fresh);
    });
    expect(new Set(found)).toEqual(new Set(ids));
    expect((await read({ type: 'Organization' })).length).toBe(ids.length + late.length);
  });
  it('some by their ids, none twice', async () => {
    const some = ids.slice(100, 140);
    expect(new Set(await read({ type: 'Organization', ids: some }))).toEqual(new Set(some));
  });
});
