import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bundle } from '#fhir/types.ts';
import { BASE, fhirServer, issueOf, vital } from '../testing/fhir-server.ts';

const { send, get, post, make, scoped } = fhirServer();
const types = (bundle: Bundle) => bundle.entry?.map(({ resource }) => resource?.resourceType) ?? [];
const visitOf = (patient: string) => ({
  resourceType: 'Encounter',
  status: 'in-progress',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference: `Patient/${patient}` },
});

/** A visit with two vital signs, a condition and a task; and another visit of the patient. */
async function aVisit() {
  const { id: patient } = await make();
  const { id } = await make(visitOf(patient));
  const { id: other } = await make(visitOf(patient));
  const encounter = { reference: `Encounter/${id}` };
  const subject = { reference: `Patient/${patient}` };
  for (const n of [1, 2]) await make({ ...vital(patient, 70 + n, `2026-01-0${n}`), encounter });
  await make({ ...vital(patient, 99, '2025-01-01'), encounter: { reference: `Encounter/${other}` } });
  await make({ resourceType: 'Condition', subject, encounter, code: { text: 'Cough' } });
  await make({ resourceType: 'Task', status: 'requested', intent: 'order', focus: encounter, for: subject });
  return id;
}

describe('Encounter/$everything', () => {
  it('is the encounter first, what was recorded in it, and whom it is about; nothing of another visit', async () => {
    const id = await aVisit();
    const bundle = (await get(`Encounter/${id}/$everything`)).json<Bundle>();
    expect(types(bundle)).toEqual([
      'Encounter',
      'Condition',
      'Observation',
      'Observation',
      'Patient',
      'Task',
    ]);
    expect(bundle.entry?.[0]?.fullUrl).toBe(`${BASE}/Encounter/${id}`);
  });

  it('is narrowed by type and time, and paged by links', async () => {
    const id = await aVisit();
    const kinds = async (query: string) =>
      types((await get(`Encounter/${id}/$everything?${query}`)).json<Bundle>());
    expect(await kinds('_type=Observation')).toEqual(['Observation', 'Observation']);
    expect(await kinds('_type=Encounter,Patient')).toEqual(['Encounter', 'Patient']);
    expect(await kinds(`_since=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
    const seen: unknown[] = [];
    let url: string | undefined = `/fhir/Encounter/${id}/$everything?_count=1`;
    while (url !== undefined) {
      const page: Bundle = (await send({ url })).json<Bundle>();
      expect(page.entry).toHaveLength(1);
      seen.push(...types(page));
      url = page.link?.find(({ relation }) => relation === 'next')?.url?.replace(BASE, '/fhir');
    }
    expect(seen).toEqual(['Encounter', 'Condition', 'Observation', 'Observation', 'Patient', 'Task']);
  });

  it('brings along only what may be read', async () => {
    const id = await aVisit();
    const some = await scoped('system/Encounter.rs system/Condition.rs');
    expect(types((await some({ url: `/fhir/Encounter/${id}/$everything` })).json<Bundle>())).toEqual([
      'Encounter',
      'Condition',
    ]);
    const none = await scoped('system/Observation.rs');
    expect((await none({ url: `/fhir/Encounter/${id}/$everything` })).statusCode).toBe(403);
  });

  it('of what is not there is 404; what it does not know is refused by name', async () => {
    expect((await get(`Encounter/${randomUUID()}/$everything`)).statusCode).toBe(404);
    const id = await aVisit();
    expect(issueOf(await get(`Encounter/${id}/$everything?start=2026`))?.expression).toEqual(['http.start']);
    expect((await get(`Encounter/${id}/$everything?_type=Hat`)).statusCode).toBe(400);
    expect((await get(`Encounter/${id}/$everything?_cursor=x`)).statusCode).toBe(400);
    expect((await post(`Encounter/${id}/$everything`, { resourceType: 'Parameters' })).statusCode).toBe(200);
  });
});
