import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OperationOutcome } from '#fhir/types.ts';
import { fhirServer, issueOf, rosa } from '../testing/fhir-server.ts';
import type { Answered } from '../testing/test-server.ts';

const { get, post, del, make, scoped } = fhirServer();
const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient';
const asked = (...parameter: unknown[]) => ({ resourceType: 'Parameters', parameter });
/** Severities and places of what was found. */
const told = (answer: Answered) => {
  expect(answer.statusCode).toBe(200);
  return answer
    .json<OperationOutcome>()
    .issue.map(({ severity, expression }) => `${severity} ${expression ?? ''}`.trim());
};

describe('$validate', () => {
  it('tells everything that is wrong, one finding each, with its place, and stores nothing', async () => {
    const wrong = { ...rosa, gender: 'bogus', birthDate: '1972-13-01', hat: 'red' };
    const places = told(await post('Patient/$validate', wrong));
    expect(places.toSorted()).toEqual([
      'error Patient.birthDate',
      'error Patient.gender',
      'error Patient.hat',
    ]);
    expect(told(await post('Patient/$validate', rosa))).toEqual(['information']);
  });

  it('holds it against a profile, named in Parameters or in the query', async () => {
    const inBody = asked({ name: 'resource', resource: rosa }, { name: 'profile', valueCanonical: US_CORE });
    expect(told(await post('Patient/$validate', inBody))).toContain('error Patient.identifier');
    expect(told(await post(`Patient/$validate?profile=${US_CORE}`, rosa))).toContain(
      'error Patient.identifier',
    );
    expect(told(await post(`Patient/$validate?profile=${US_CORE}|6.1.0&mode=profile`, rosa))[0]).toMatch(
      /^error/,
    );
    expect(
      told(await post('Patient/$validate?profile=http://hl7.org/fhir/StructureDefinition/Patient', rosa)),
    ).toEqual(['information']);
    const other = `http://hl7.org/fhir/us/core/StructureDefinition/us-core-encounter`;
    expect(told(await post(`Patient/$validate?profile=${other}`, rosa))).toEqual([
      'error Patient.meta.profile',
    ]);
  });

  it('refuses a profile that is not known here instead of finding nothing', async () => {
    for (const profile of ['http://example.org/StructureDefinition/x', `${US_CORE}|3.1.1`]) {
      const answer = await post(`Patient/$validate?profile=${profile}`, rosa);
      expect([answer.statusCode, issueOf(answer)?.code, issueOf(answer)?.expression]).toEqual([
        400,
        'not-supported',
        ['http.profile'],
      ]);
    }
  });

  it('of what is stored needs no body', async () => {
    const { id } = await make();
    expect(told(await get(`Patient/${id}/$validate`))).toEqual(['information']);
    expect(told(await get(`Patient/${id}/$validate?profile=${US_CORE}`))).toContain(
      'error Patient.identifier',
    );
  });

  it('for an update asks for the same id at an address that is there', async () => {
    const { id } = await make();
    const at = `Patient/${id}/$validate?mode=update`;
    expect(told(await post(at, { ...rosa, id }))).toEqual(['information']);
    expect(told(await post(at, { ...rosa, id: 'other' }))).toEqual(['error Patient.id']);
    expect(told(await post(`Patient/${randomUUID()}/$validate?mode=update`, rosa))).toEqual([
      'error Patient.id',
    ]);
    expect((await post('Patient/$validate?mode=update', rosa)).statusCode).toBe(400);
  });

  it('for a deletion asks whether there is something to delete', async () => {
    const { id } = await make();
    const at = `Patient/${id}/$validate?mode=delete`;
    expect(told(await get(at))).toEqual(['information']);
    await del(`Patient/${id}`);
    expect(told(await get(at))).toEqual(['error Patient.id']);
  });

  it('refuses a question that it cannot read', async () => {
    expect((await post('Patient/$validate?mode=guess', rosa)).statusCode).toBe(400);
    expect((await post('Patient/$validate?mode=profile', rosa)).statusCode).toBe(400);
    expect((await post('Patient/$validate?hat=red', rosa)).statusCode).toBe(400);
    expect((await post('Observation/$validate', rosa)).statusCode).toBe(400);
    expect((await post('Patient/$validate', asked())).statusCode).toBe(400);
    expect((await get('Patient/$validate')).statusCode).toBe(405);
  });

  it('of what is stored is for those who may read it', async () => {
    const { id } = await make();
    const other = await scoped('system/Observation.rs');
    expect((await other({ url: `/fhir/Patient/${id}/$validate` })).statusCode).toBe(403);
  });
});
