import { describe, expect, it } from 'vitest';
import type { Bundle, Observation } from '#fhir/types.ts';
import { fhirServer, issueOf, vital } from '../testing/fhir-server.ts';

const { get, post, make, scoped } = fhirServer();
const LOINC = 'http://loinc.org';
const measured = (patient: string, value: number, at: string, ...codes: string[]) => ({
  ...vital(patient, value, at),
  code: { coding: codes.map((code) => ({ system: LOINC, code })) },
});
const values = (bundle: Bundle) =>
  bundle.entry?.map(({ resource }) => (resource as Observation).valueQuantity?.value) ?? [];
const ask = async (query: string) => values((await get(`Observation/$lastn?${query}`)).json<Bundle>());

describe('$lastn', () => {
  it('is the newest of each code, or as many as asked for, newest first', async () => {
    const { id } = await make();
    for (const [value, at] of [
      [61, '2026-01-01'],
      [63, '2026-01-03'],
      [62, '2026-01-02'],
    ] as const)
      await make(measured(id, value, at, '8867-4'));
    await make(measured(id, 16, '2025-06-01', '9279-1'));
    expect(await ask(`patient=${id}`)).toEqual([63, 16]);
    expect(await ask(`patient=${id}&max=2`)).toEqual([63, 62, 16]);
    expect(await ask(`subject=Patient/${id}&code=${LOINC}|8867-4&max=9`)).toEqual([63, 62, 61]);
    expect(await ask(`patient=${id}&category=vital-signs&date=lt2026-01-03`)).toEqual([62, 16]);
    expect(await ask(`patient=${id}&category=laboratory`)).toEqual([]);
  });

  it('takes codes that share a coding for the same', async () => {
    const { id } = await make();
    await make(measured(id, 1, '2026-01-01', '59408-5'));
    await make(measured(id, 2, '2026-01-02', '2708-6'));
    await make(measured(id, 3, '2025-12-31', '59408-5', '2708-6'));
    expect(await ask(`patient=${id}`)).toEqual([2]);
    expect(await ask(`patient=${id}&max=3`)).toEqual([2, 1, 3]);
  });

  it('takes its parameters from Parameters too', async () => {
    const { id } = await make();
    await make(measured(id, 60, '2026-01-01', '8867-4'));
    const parameter = [
      { name: 'patient', valueString: id },
      { name: 'max', valuePositiveInt: 2 },
    ];
    const answer = await post('Observation/$lastn', { resourceType: 'Parameters', parameter });
    expect(values(answer.json<Bundle>())).toEqual([60]);
  });

  it('is of one patient, and refuses what it cannot answer, by name', async () => {
    const { id } = await make();
    for (const [query, at] of [
      ['category=vital-signs', 'http.patient'],
      [`patient=${id}&max=0`, 'http.max'],
      [`patient=${id}&max=some`, 'http.max'],
      [`patient=${id}&_sort=code`, 'http._sort'],
      [`patient=${id}&hat=red`, 'http.hat'],
    ]) {
      const answer = await get(`Observation/$lastn?${query}`);
      expect([answer.statusCode, issueOf(answer)?.expression]).toEqual([400, [at]]);
    }
    expect((await get(`Patient/$lastn?patient=${id}`)).statusCode).toBe(404);
  });

  it('is for those only who may search observations', async () => {
    const other = await scoped('system/Patient.rs');
    expect((await other({ url: '/fhir/Observation/$lastn?patient=x' })).statusCode).toBe(403);
  });
});
