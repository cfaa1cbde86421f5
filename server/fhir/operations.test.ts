import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bundle } from '#fhir/types.ts';
import { fhirServer, issueOf, rosa, vital } from '../testing/fhir-server.ts';

const json = { 'content-type': 'application/fhir+json' };
const { send, get, post, make, nobody, scoped } = fhirServer();

describe('operations', () => {
  it('$everything answers the patient first and all that is hers', async () => {
    const { id } = await make();
    await make(vital(id, 72, '2026-01-01'));
    await make(vital((await make()).id, 99, '2026-01-01'));
    const { entry } = (await get(`Patient/${id}/$everything`)).json<Bundle>();
    expect(entry?.map(({ resource }) => resource?.resourceType)).toEqual(['Patient', 'Observation']);
    expect(
      (await get(`Patient/${id}/$everything?_type=Observation`))
        .json<Bundle>()
        .entry?.every(({ resource }) => resource?.resourceType !== 'Condition'),
    ).toBe(true);
    expect((await get(`Patient/${randomUUID()}/$everything`)).statusCode).toBe(404);
    expect((await get('Patient/x/$nothing')).statusCode).toBe(404);
  });

  it('$validate says what is wrong and stores nothing', async () => {
    const wrong = await post('Patient/$validate', { ...rosa, gender: 'bogus' });
    expect([wrong.statusCode, issueOf(wrong)?.severity]).toEqual([200, 'error']);
    expect(issueOf(await post('Patient/$validate', rosa))?.severity).toBe('information');
    const parameter = [
      { name: 'resource', resource: rosa },
      { name: 'profile', valueUri: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient' },
    ];
    expect(
      issueOf(await post('Patient/$validate', { resourceType: 'Parameters', parameter }))?.severity,
    ).toBe('error');
  });
});

describe('what the server says of itself', () => {
  it('names every R4 type with its parameters and what can be done', async () => {
    const { rest, fhirVersion } = (await nobody('/fhir/metadata')).json();
    expect(fhirVersion).toBe('4.0.1');
    expect(rest[0].resource.length).toBeGreaterThan(140);
    const patient = rest[0].resource.find(({ type }: { type: string }) => type === 'Patient');
    expect(patient.searchParam).toContainEqual({ name: 'birthdate', type: 'date' });
    const operations = Object.fromEntries(
      rest[0].resource.map(({ type, operation }: { type: string; operation: { name: string }[] }) => [
        type,
        operation.map(({ name }) => name),
      ]),
    );
    expect(operations).toMatchObject({
      Patient: ['validate', 'everything', 'match', 'export'],
      Encounter: ['validate', 'everything'],
      Observation: ['validate', 'lastn'],
      ValueSet: ['validate', 'expand', 'validate-code'],
      CodeSystem: ['validate', 'validate-code', 'lookup'],
    });
    expect(patient.interaction.map(({ code }: { code: string }) => code)).toContain('patch');
  });

  it('leads SMART clients to the token endpoint', async () => {
    const config = (await nobody('/fhir/.well-known/smart-configuration')).json();
    expect(config.token_endpoint).toBe('http://localhost:80/oauth/token');
    expect(config.grant_types_supported).toContain('client_credentials');
  });
});

describe('forms', () => {
  it('are JSON only: XML is 406 or 415, each with an outcome', async () => {
    const { id } = await make();
    for (const answer of [
      await get(`Patient/${id}`, { accept: 'application/fhir+xml' }),
      await get(`Patient/${id}?_format=xml`),
      await send({
        method: 'POST',
        url: '/fhir/Patient',
        headers: { 'content-type': 'application/fhir+xml' },
        payload: '<Patient/>',
      }),
    ]) {
      expect([406, 415]).toContain(answer.statusCode);
      expect(issueOf(answer)?.code).toBe('not-supported');
    }
    expect(
      (await get(`Patient/${id}?_format=application/fhir+json`, { accept: 'text/html' })).statusCode,
    ).toBe(200);
    expect((await get(`Patient/${id}?_pretty=true`)).body).toContain('\n  "resourceType": "Patient"');
  });

  it('[S8] that cannot be read are 400 with an outcome, and too large ones 413', async () => {
    const broken = await send({
      method: 'POST',
      url: '/fhir/Patient',
      headers: json,
      payload: '{"resourceType": "Patient",',
    });
    expect([broken.statusCode, issueOf(broken)?.severity]).toEqual([400, 'error']);
    const large = await send({
      method: 'POST',
      url: '/fhir/Patient',
      headers: json,
      payload: Buffer.alloc(10 * 1024 * 1024 + 1, 32),
    });
    expect([large.statusCode, issueOf(large)?.code]).toEqual([413, 'too-long']);
  });

  it('of an unknown type or address are 404, and a wrong method is 405', async () => {
    expect((await get('Hat/1')).statusCode).toBe(404);
    expect((await get('Patient/1/2/3/4/5')).statusCode).toBe(404);
    expect(
      (await send({ method: 'PUT', url: '/fhir/Patient/_search', headers: json, payload: '{}' })).statusCode,
    ).toBe(405);
  });
});

describe('a machine', () => {
  it('does what its scopes say and nothing else', async () => {
    const reader = await scoped('system/Patient.rs');
    const { id } = await make();
    expect((await reader({ url: `/fhir/Patient/${id}` })).statusCode).toBe(200);
    expect((await reader({ url: '/fhir/Observation' })).statusCode).toBe(403);
    expect((await reader({ method: 'POST', url: '/fhir/Patient', payload: rosa })).statusCode).toBe(403);
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { method: 'POST', url: 'Patient' }, resource: rosa }],
    };
    expect((await reader({ method: 'POST', url: '/fhir', payload: bundle })).statusCode).toBe(403);
  });
});
