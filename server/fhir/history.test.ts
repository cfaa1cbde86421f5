import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Bundle } from '#fhir/types.ts';
import { BASE, fhirServer, issueOf, rosa } from '../testing/fhir-server.ts';

const { send, get, put, make, scoped } = fhirServer();

/** `Type/id/version` of every entry, along the links. */
async function versions(path: string): Promise<string[]> {
  const seen: string[] = [];
  let url: string | undefined = `/fhir/${path}`;
  while (url !== undefined) {
    const page: Bundle = (await send({ url })).json<Bundle>();
    for (const { fullUrl, response } of page.entry ?? [])
      seen.push(`${fullUrl?.replace(`${BASE}/`, '')}/${response?.etag?.replace(/\D/g, '')}`);
    url = page.link?.find(({ relation }) => relation === 'next')?.url?.replace(BASE, '/fhir');
  }
  return seen;
}

describe('history', () => {
  it('of a resource, of its type and of everything since an instant is what was written from then on', async () => {
    const { id } = await make();
    await pause(5);
    const since = new Date().toISOString();
    await put(`Patient/${id}`, { ...rosa, id, gender: 'other' });
    await put(`Patient/${id}`, { ...rosa, id, gender: 'unknown' });
    const newer = [`Patient/${id}/3`, `Patient/${id}/2`];
    for (const level of [`Patient/${id}/`, 'Patient/', ''])
      for (const page of ['', '&_count=1'])
        expect(await versions(`${level}_history?_since=${since}${page}`)).toEqual(newer);
    expect(await versions(`Patient/${id}/_history`)).toHaveLength(3);
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await versions(`Patient/${id}/_history?_since=${later}`)).toEqual([]);
  });

  it('pages by links that keep what was asked for', async () => {
    const { id } = await make();
    for (let n = 0; n < 4; n += 1) await put(`Patient/${id}`, { ...rosa, id, active: n % 2 === 0 });
    const page = (await get(`Patient/${id}/_history?_count=2&_since=2020-01-01`)).json<Bundle>();
    expect(page.entry).toHaveLength(2);
    const next = new URL(page.link?.find(({ relation }) => relation === 'next')?.url ?? '');
    expect([next.searchParams.get('_count'), next.searchParams.get('_since')]).toEqual(['2', '2020-01-01']);
    const asked = [5, 4, 3, 2, 1].map((version) => `Patient/${id}/${version}`);
    expect(await versions(`Patient/${id}/_history?_count=2`)).toEqual(asked);
  });

  it('refuses what it cannot read and what it does not do, by name', async () => {
    const { id } = await make();
    for (const level of [`Patient/${id}/`, 'Patient/', ''])
      for (const wrong of [
        '_at=2026-01-01',
        '_since=lately',
        '_count=0',
        '_count=x',
        '_cursor=x',
        '_list=1',
      ]) {
        const answer = await get(`${level}_history?${wrong}`);
        expect(answer.statusCode).toBe(400);
        if (!wrong.startsWith('_cursor'))
          expect(issueOf(answer)?.expression).toEqual([`http.${wrong.split('=')[0]}`]);
      }
    expect((await get(`Patient/${id}/_history?hat=red`, { prefer: 'handling=strict' })).statusCode).toBe(400);
    const lenient = (await get(`Patient/${id}/_history?hat=red`)).json<Bundle>();
    expect(lenient.link?.[0]?.url).toBe(`${BASE}/Patient/${id}/_history`);
  });

  it('of everything is for those who may read everything', async () => {
    const some = await scoped('system/Patient.rs');
    expect((await some({ url: '/fhir/_history' })).statusCode).toBe(403);
    expect((await some({ url: '/fhir/Patient/_history' })).statusCode).toBe(200);
    expect((await some({ url: '/fhir/Observation/_history' })).statusCode).toBe(403);
  });
});
