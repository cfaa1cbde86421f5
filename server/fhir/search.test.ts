import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bundle, Resource } from '#fhir/types.ts';
import { BASE, fhirServer, rosa, vital } from '../testing/fhir-server.ts';

const { send, get, put, del, make } = fhirServer();

describe('history', () => {
  it('tells every version of a resource, newest first, the deletion too', async () => {
    const { id } = await make();
    await put(`Patient/${id}`, { ...rosa, id, gender: 'other' });
    await del(`Patient/${id}`);
    const { type, entry } = (await get(`Patient/${id}/_history`)).json<Bundle>();
    expect(type).toBe('history');
    expect(entry?.map(({ request }) => request?.method)).toEqual(['DELETE', 'PUT', 'POST']);
    expect(entry?.[0]?.resource).toBeUndefined();
    expect((await get(`Patient/${randomUUID()}/_history`)).statusCode).toBe(404);
  });

  it('of a type and of everything is paged', async () => {
    await Promise.all([make(), make(), make()]);
    const seen = new Set<string>();
    let url: string | undefined = '/fhir/Patient/_history?_count=2';
    for (let pages = 0; url !== undefined && pages < 200; pages += 1) {
      const page: Bundle = (await send({ url })).json<Bundle>();
      for (const { resource, response } of page.entry ?? []) {
        const version = `${resource?.id ?? randomUUID()} ${response?.etag}`;
        expect(seen.has(version)).toBe(false);
        seen.add(version);
      }
      url = page.link?.find(({ relation }) => relation === 'next')?.url?.replace(BASE, '/fhir');
    }
    expect(url).toBeUndefined();
    expect(seen.size).toBeGreaterThan(3);
    expect((await get('_history?_count=5')).json<Bundle>().entry).toHaveLength(5);
    expect((await get('_history?_count=x')).statusCode).toBe(400);
  });
});

describe('search', () => {
  it('finds by the official parameters, by GET and by POST alike', async () => {
    const family = `Zed${randomUUID().slice(0, 6)}`;
    const { id } = await make({ ...rosa, name: [{ family }] });
    const found = (await get(`Patient?name=${family.toLowerCase()}&birthdate=1972-03`)).json<Bundle>();
    expect(found.type).toBe('searchset');
    expect(found.entry).toEqual([
      {
        fullUrl: `${BASE}/Patient/${id}`,
        resource: expect.objectContaining({ id }),
        search: { mode: 'match' },
      },
    ]);
    expect(found.link?.[0]).toMatchObject({ relation: 'self' });
    const posted = await send({
      method: 'POST',
      url: '/fhir/Patient/_search',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `family=${family}`,
    });
    expect(posted.json<Bundle>().entry?.[0]?.resource?.id).toBe(id);
  });

  it('pages by links until all are seen once', async () => {
    const { id } = await make();
    for (let n = 0; n < 7; n += 1) await make(vital(id, 60 + n, `2026-01-0${n + 1}`));
    const values: number[] = [];
    let url: string | undefined =
      `/fhir/Observation?patient=${id}&code=http://loinc.org|8867-4&_sort=-date&_count=3`;
    while (url !== undefined) {
      const page: Bundle = (await send({ url })).json<Bundle>();
      for (const { resource } of page.entry ?? [])
        if (resource?.resourceType === 'Observation') values.push(resource.valueQuantity?.value ?? 0);
      url = page.link?.find(({ relation }) => relation === 'next')?.url?.replace(BASE, '/fhir');
    }
    expect(values).toEqual([66, 65, 64, 63, 62, 61, 60]);
  });

  it('counts, includes and shortens as asked', async () => {
    const { id } = await make();
    await make(vital(id, 71, '2026-01-01'));
    const counted = (await get(`Observation?patient=${id}&_summary=count`)).json<Bundle>();
    expect([counted.total, counted.entry]).toEqual([1, undefined]);
    const included = (await get(`Observation?patient=${id}&_include=Observation:patient`)).json<Bundle>();
    expect(included.entry?.map(({ search }) => search?.mode)).toEqual(['match', 'include']);
    const short = (await get(`Observation?patient=${id}&_elements=valueQuantity`)).json<Bundle>().entry?.[0]
      ?.resource as Resource;
    expect(Object.keys(short).sort()).toEqual([
      'code',
      'id',
      'meta',
      'resourceType',
      'status',
      'valueQuantity',
    ]);
    expect(short.meta?.tag?.[0]?.code).toBe('SUBSETTED');
    const summary = (await get(`Patient?_id=${id}&_summary=true`)).json<Bundle>().entry?.[0]?.resource;
    expect(summary).toMatchObject({ name: [{ family: 'Delgado' }] });
  });

  it('names what it did not understand, or refuses it when asked to be strict', async () => {
    const lenient = (await get('Patient?hat=red&_count=1')).json<Bundle>();
    expect(lenient.entry?.at(-1)?.search?.mode).toBe('outcome');
    expect((await get('Patient?hat=red', { prefer: 'handling=strict' })).statusCode).toBe(400);
    expect((await get('Patient?birthdate=never')).statusCode).toBe(400);
  });
});
