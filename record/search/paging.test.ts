import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Patient, Resource } from '#fhir/types.ts';
import type { Write } from '../record.ts';
import { TEST_ZONE, type TestDatabase, testDatabase } from '../testing/database.ts';

const author = 'Practitioner/maria';
const create = (resource: Resource & { id: string }): Write => ({
  kind: 'create',
  id: resource.id,
  resource,
});

describe('pages', () => {
  let database: TestDatabase;
  const found = async (type: string, query: string) => {
    const request = parseSearch(type, new URLSearchParams(query), { handling: 'strict', zone: TEST_ZONE });
    return (await database.store.search(request)).matches.map((entry) => entry.id).sort();
  };

  beforeAll(async () => {
    database = await testDatabase();
    const subject = { reference: 'Patient/jose' };
    await database.store.commit({
      author,
      writes: [
        create({ resourceType: 'Patient', id: 'ana' }),
        create({ resourceType: 'Patient', id: 'jose' }),
        create({
          resourceType: 'Encounter',
          id: 'open',
          status: 'in-progress',
          class: { code: 'AMB' },
          subject,
        }),
        create({
          resourceType: 'Observation',
          id: 'kg120',
          status: 'final',
          code: { text: 'Weight' },
          subject,
        }),
      ],
    });
  });
  afterAll(() => database.close());

  it('pages through everything once, in every order, while others write', async () => {
    const { store } = database;
    const flags = Array.from({ length: 40 }, (_, n) => `flag${n}`);
    const flag = (id: string, text: string): Resource & { id: string } => ({
      resourceType: 'Flag',
      id,
      status: 'active',
      code: { text },
      subject: { reference: 'Patient/ana' },
      period: { start: `2026-01-${String(1 + (Number(id.slice(4)) % 28)).padStart(2, '0')}` },
    });
    await store.commit({ author, writes: flags.map((id) => create(flag(id, 'first'))) });
    for (const query of [
      '',
      '_sort=date',
      '_sort=-date',
      '_sort=_id',
      '_sort=identifier',
      'patient=ana',
      'date=ge2026&_sort=-_id',
    ]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      let extra = 0;
      do {
        const request = parseSearch(
          'Flag',
          new URLSearchParams(`${query}&_count=7${cursor ? `&_cursor=${cursor}` : ''}`),
          { handling: 'strict', zone: TEST_ZONE },
        );
        const page = await store.search(request);
        seen.push(...page.matches.map((entry) => entry.id));
        cursor = page.next;
        extra += 1;
        const name = `more-${query.replace(/\W/g, '-')}-${extra}`;
        await store.commit({
          author,
          writes: [
            { kind: 'create', id: name, resource: flag('flag1', 'new') },
            { kind: 'update', resource: flag(`flag${extra}`, 'again') as Resource & { id: string } },
          ],
        });
      } while (cursor);
      const original = seen.filter((id) => id.startsWith('flag'));
      expect(original.sort(), query).toEqual([...flags].sort());
    }
  });

  it('forgets what a resource was, and what was deleted', async () => {
    const { store } = database;
    const person = (family: string): Patient & { id: string } => ({
      resourceType: 'Patient',
      id: 'moved',
      name: [{ family, given: ['Kim'] }],
      birthDate: '1999-09-09',
    });
    await store.commit({ author, writes: [create(person('Before'))] });
    await store.commit({ author, writes: [{ kind: 'update', resource: person('After') }] });
    expect(await found('Patient', 'family=before')).toEqual([]);
    expect(await found('Patient', 'family=after&given=kim&birthdate=1999')).toEqual(['moved']);
    await store.commit({ author, writes: [{ kind: 'delete', type: 'Patient', id: 'moved' }] });
    expect(await found('Patient', 'birthdate=1999')).toEqual([]);
    expect(
      await store.rows(`select count(*)::int as n from record.word where text in ('after', 'before')`),
    ).toEqual([{ n: 0 }]);
    expect((await store.everything('moved')).entries).toEqual([]);
  });

  it('gives everything of a patient, the patient first, in pages', async () => {
    const { store } = database;
    const all = await store.everything('jose');
    expect(all.entries.map((entry) => `${entry.type}/${entry.id}`)).toEqual([
      'Patient/jose',
      'Encounter/open',
      'Observation/kg120',
    ]);
    const first = await store.everything('jose', { count: 1 });
    const second = await store.everything('jose', {
      count: 1,
      ...(first.next ? { cursor: first.next } : {}),
    });
    expect([...first.entries, ...second.entries].map((entry) => entry.id)).toEqual(['jose', 'open', 'kg120']);
    expect(second.next).toBeUndefined();
  });
});
