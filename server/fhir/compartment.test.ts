import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bundle } from '#fhir/types.ts';
import { BASE, fhirServer, issueOf, rosa, vital } from '../testing/fhir-server.ts';

const { send, get, post, make, scoped } = fhirServer();
const types = (bundle: Bundle) => bundle.entry?.map(({ resource }) => resource?.resourceType) ?? [];

/** A patient with two vital signs and a coverage, and another whose the coverage is too. */
async function family() {
  const [{ id: mother }, { id: child }] = [await make(), await make()];
  for (const n of [1, 2]) await make(vital(child, 90 + n, `2026-01-0${n}`));
  await make(vital(mother, 70, '2026-01-01'));
  await make({
    resourceType: 'Coverage',
    status: 'active',
    subscriber: { reference: `Patient/${mother}` },
    beneficiary: { reference: `Patient/${child}` },
    payor: [{ display: 'Commonwealth Care' }],
  });
  return { mother, child };
}

describe('a search in the compartment of a patient', () => {
  it('finds of a type what is hers, with the parameters of any search', async () => {
    const { child } = await family();
    const found = (await get(`Patient/${child}/Observation?_sort=-date&_count=1`)).json<Bundle>();
    expect(found.entry?.[0]?.resource).toMatchObject({ valueQuantity: { value: 92 } });
    const next = found.link?.find(({ relation }) => relation === 'next')?.url ?? '';
    expect(next).toContain(`${BASE}/Patient/${child}/Observation?`);
    const more = (await send({ url: next.replace(BASE, '/fhir') })).json<Bundle>();
    expect(more.entry?.[0]?.resource).toMatchObject({ valueQuantity: { value: 91 } });
    const posted = await send({
      method: 'POST',
      url: `/fhir/Patient/${child}/Observation/_search`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'date=2026-01-02',
    });
    expect(posted.json<Bundle>().entry).toHaveLength(1);
  });

  it('is of every patient that the compartment definition names, not only of the one whom it is about', async () => {
    const { mother, child } = await family();
    for (const id of [mother, child])
      expect(types((await get(`Patient/${id}/Coverage`)).json<Bundle>())).toEqual(['Coverage']);
    expect(types((await get(`Patient/${mother}/Observation`)).json<Bundle>())).toHaveLength(1);
    expect(types((await get(`Patient/${randomUUID()}/Observation`)).json<Bundle>())).toEqual([]);
  });

  it('with * finds every type, as far as it may be read', async () => {
    const { child } = await family();
    const all = types((await get(`Patient/${child}/*`)).json<Bundle>());
    expect(all).toEqual(['Patient', 'Coverage', 'Observation', 'Observation']);
    expect(types((await get(`Patient/${child}/*?_type=Coverage`)).json<Bundle>())).toEqual(['Coverage']);
    const some = await scoped('system/Patient.rs system/Coverage.rs');
    expect(types((await some({ url: `/fhir/Patient/${child}/*` })).json<Bundle>())).toEqual([
      'Patient',
      'Coverage',
    ]);
    expect((await some({ url: `/fhir/Patient/${child}/Observation` })).statusCode).toBe(403);
  });

  it('of an encounter finds what was made in it', async () => {
    const { id: patient } = await make();
    const visit = () =>
      make({
        resourceType: 'Encounter',
        status: 'arrived',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
        subject: { reference: `Patient/${patient}` },
      });
    const [{ id: one }, { id: other }] = [await visit(), await visit()];
    for (const [n, id] of [one, one, other].entries())
      await make({ ...vital(patient, 60 + n, '2026-01-01'), encounter: { reference: `Encounter/${id}` } });
    const found = (await get(`Encounter/${one}/Observation?_sort=-value-quantity`)).json<Bundle>();
    expect(found.entry?.map(({ resource }) => resource)).toMatchObject([
      { valueQuantity: { value: 61 } },
      { valueQuantity: { value: 60 } },
    ]);
    expect(found.link?.[0]?.url).toBe(`${BASE}/Encounter/${one}/Observation?_sort=-value-quantity`);
    expect(types((await get(`Encounter/${one}/Encounter`)).json<Bundle>())).toEqual(['Encounter']);
    expect(types((await get(`Encounter/${one}/Encounter?_id=${other}`)).json<Bundle>())).toEqual([]);
  });

  it('refuses by name what it does not do', async () => {
    const { id } = await make();
    expect(issueOf(await get(`Patient/${id}/Practitioner`))?.code).toBe('not-supported');
    expect(issueOf(await get('Encounter/x/Practitioner'))?.code).toBe('not-supported');
    expect(issueOf(await get('Encounter/x/*'))?.diagnostics).toContain('$everything');
    expect(issueOf(await get('Practitioner/x/Observation'))?.code).toBe('not-supported');
    expect((await get(`Patient/${id}/*?hat=red`)).statusCode).toBe(400);
    expect((await get(`Patient/${id}/Hat`)).statusCode).toBe(404);
    expect((await get(`Patient/${id}/Observation/x`)).statusCode).toBe(404);
    expect((await post(`Patient/${id}/Observation`, vital(id, 1, '2026-01-01'))).statusCode).toBe(405);
  });
});

describe('$everything', () => {
  it('takes its parameters from the query or from Parameters, and keeps them from page to page', async () => {
    const { child } = await family();
    const parameter = [
      { name: '_type', valueCode: 'Observation' },
      { name: '_count', valueInteger: 1 },
    ];
    const page = (
      await post(`Patient/${child}/$everything`, { resourceType: 'Parameters', parameter })
    ).json<Bundle>();
    expect(types(page)).toEqual(['Observation']);
    const next = page.link?.find(({ relation }) => relation === 'next')?.url ?? '';
    const last = (await send({ url: next.replace(BASE, '/fhir') })).json<Bundle>();
    expect(types(last)).toEqual(['Observation']);
    expect(last.entry?.[0]?.fullUrl).not.toBe(page.entry?.[0]?.fullUrl);
  });

  it('between two dates is the care of that time, with what has no date', async () => {
    const { child } = await family();
    const between = async (query: string) =>
      types((await get(`Patient/${child}/$everything?${query}`)).json<Bundle>()).filter(
        (type) => type !== 'Coverage',
      );
    expect(await between('start=2026-01-02')).toEqual(['Patient', 'Observation']);
    expect(await between('end=2026-01-01')).toEqual(['Patient', 'Observation']);
    expect(await between('start=2025-01&end=2025-02')).toEqual(['Patient']);
    expect((await get(`Patient/${child}/$everything?start=soon`)).statusCode).toBe(400);
  });

  it('refuses a parameter it does not know, at its place', async () => {
    const { id } = await make();
    const parameter = [
      { name: '_count', valueInteger: 1 },
      { name: 'hat', valueString: 'red' },
    ];
    const answer = await post(`Patient/${id}/$everything`, { resourceType: 'Parameters', parameter });
    expect([answer.statusCode, issueOf(answer)?.expression]).toEqual([400, ['Parameters.parameter[1].name']]);
    expect(issueOf(await get(`Patient/${id}/$everything?hat=red`))?.expression).toEqual(['http.hat']);
    expect((await post(`Patient/${id}/$everything`, rosa)).statusCode).toBe(400);
  });
});
