/** What the tests of FHIR REST share: a machine with every scope at a server of its own. */
import { afterAll, beforeAll } from 'vitest';
import type { OperationOutcome, Resource } from '#fhir/types.ts';
import { type Answered, type TestServer, testServer } from './test-server.ts';

export const BASE = 'http://localhost:80/fhir';
export const rosa = {
  resourceType: 'Patient',
  name: [{ family: 'Delgado', given: ['Rosa'] }],
  gender: 'female',
  birthDate: '1972-03-12',
};
const json = { 'content-type': 'application/fhir+json' };
type Headers = Record<string, string>;
type Send = Awaited<ReturnType<TestServer['machine']>>;

/** Opens the server before the tests of the file and closes it after them. */
export function fhirServer() {
  let server: TestServer;
  let machine: Send;
  beforeAll(async () => {
    server = await testServer();
    machine = await server.machine();
  });
  afterAll(() => server.close());
  const send: Send = (request) => machine(request);
  const get = (path: string, headers: Headers = {}) => send({ url: `/fhir/${path}`, headers });
  const post = (path: string, payload: object, headers: Headers = {}) =>
    send({
      method: 'POST',
      url: `/fhir/${path}`,
      payload: JSON.stringify(payload),
      headers: { ...json, ...headers },
    });
  const put = (path: string, payload: object, headers: Headers = {}) =>
    send({
      method: 'PUT',
      url: `/fhir/${path}`,
      payload: JSON.stringify(payload),
      headers: { ...json, ...headers },
    });
  const del = (path: string, headers: Headers = {}) =>
    send({ method: 'DELETE', url: `/fhir/${path}`, headers });
  const make = async (resource: object = rosa) =>
    (await post((resource as Resource).resourceType, resource)).json<Resource & { id: string }>();
  return {
    send,
    get,
    post,
    put,
    del,
    make,
    nobody: (url: string) => server.send({ url }),
    scoped: (scopes: string) => server.machine(scopes),
  };
}

export const issueOf = (answer: Answered) => answer.json<OperationOutcome>().issue?.[0];

export const vital = (patient: string, value: number, at: string) => ({
  resourceType: 'Observation',
  status: 'final',
  category: [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }],
    },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: at,
  valueQuantity: { value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
});
