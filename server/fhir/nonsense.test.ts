/** Whatever is sent, the answer is an outcome with a reason, and never a failure of ours. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationOutcome } from '#fhir/types.ts';
import { fhirServer, rosa, vital } from '../testing/fhir-server.ts';
import type { Answered } from '../testing/test-server.ts';
import { JSON_PATCH } from './json-patch.ts';

const { send, make } = fhirServer();
const RUNS = { numRuns: 120 };

/** Refused with a reason, or done. */
function isHonest(answer: Answered): void {
  expect(answer.statusCode).toBeLessThan(500);
  if (answer.statusCode < 400) return;
  const { resourceType, issue } = answer.json<OperationOutcome>();
  expect(resourceType).toBe('OperationOutcome');
  expect(issue[0]?.diagnostics).toBeTruthy();
}

const json = fc.jsonValue({ maxDepth: 3 });
const pointer = fc.oneof(
  fc.constantFrom(
    '/name/0/given/-',
    '/gender',
    '/id',
    '/meta/versionId',
    '/__proto__/x',
    '/name/length',
    '/name/-',
    '',
    '/',
  ),
  fc.string().map((text) => `/${text}`),
);
const operation = fc.record(
  {
    op: fc.oneof(fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'), fc.string()),
    path: pointer,
    from: fc.oneof(pointer, json),
    value: json,
  },
  { requiredKeys: [] },
);
const parameter = fc.record(
  {
    name: fc.oneof(
      fc.constantFrom(
        'resource',
        'url',
        'code',
        'system',
        'coding',
        'codeableConcept',
        'valueSet',
        'count',
        'filter',
        'mode',
        'profile',
        'max',
        'patient',
      ),
      fc.string(),
    ),
    valueString: fc.oneof(
      fc.string(),
      fc.constantFrom('http://hl7.org/fhir/administrative-gender', '-1', '1'),
    ),
    valueCoding: json,
    resource: fc.oneof(
      json,
      fc.constant(rosa),
      fc.record({ resourceType: fc.constantFrom('ValueSet', 'Patient'), compose: json, name: json }),
    ),
  },
  { requiredKeys: ['name'] },
);
const OPERATIONS = [
  'Patient/$validate',
  'Patient/$match',
  'Observation/$lastn',
  'ValueSet/$expand',
  'ValueSet/$validate-code',
  'CodeSystem/$validate-code',
  'CodeSystem/$lookup',
] as const;

describe('nonsense', () => {
  it('in a patch', async () => {
    const { id } = await make();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.array(operation, { maxLength: 4 }), json), async (body) => {
        isHonest(
          await send({
            method: 'PATCH',
            url: `/fhir/Patient/${id}`,
            payload: JSON.stringify(body),
            headers: { 'content-type': JSON_PATCH },
          }),
        );
      }),
      RUNS,
    );
    expect((await send({ url: `/fhir/Patient/${id}` })).json()).toMatchObject({
      id,
      resourceType: 'Patient',
    });
  });

  it('in the parameters of an operation, sent or in the query', async () => {
    const { id } = await make();
    await make(vital(id, 70, '2026-01-01'));
    const body = fc.oneof(
      fc.record({
        resourceType: fc.constant('Parameters'),
        parameter: fc.array(parameter, { maxLength: 4 }),
      }),
      json,
    );
    const query = fc.array(
      fc.tuple(
        fc.constantFrom(
          'url',
          'code',
          'system',
          'count',
          'offset',
          'filter',
          'patient',
          'max',
          '_type',
          '_since',
          'start',
          'hat',
        ),
        fc.string(),
      ),
      { maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...OPERATIONS, `Patient/${id}/$everything`, `Patient/${id}/$validate`),
        body,
        query,
        async (operation, sent, asked) => {
          const url = `/fhir/${operation}?${new URLSearchParams(asked)}`;
          const headers = { 'content-type': 'application/fhir+json' };
          isHonest(await send({ method: 'POST', url, payload: JSON.stringify(sent), headers }));
          isHonest(await send({ url }));
        },
      ),
      RUNS,
    );
  });

  it('in the entries of a Bundle', async () => {
    const { id } = await make();
    const request = fc.record(
      {
        method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE'),
        url: fc.oneof(
          fc.constantFrom(
            `Patient/${id}`,
            'Patient',
            'Patient?identifier=x|y',
            'Patient/$validate',
            '$x',
            '',
            'Hat/1',
            `Patient/${id}/*`,
          ),
          fc.webPath(),
        ),
        ifMatch: fc.oneof(fc.constant('W/"1"'), fc.string()),
        ifNoneExist: fc.oneof(fc.constant('identifier=x|y'), fc.string()),
      },
      { requiredKeys: [] },
    );
    const resource = fc.oneof(
      fc.constant({ ...rosa, id }),
      json,
      fc.record({
        resourceType: fc.constant('Binary'),
        contentType: fc.constantFrom(JSON_PATCH, 'x'),
        data: fc.oneof(fc.string(), fc.constant('W10=')),
      }),
    );
    const entry = fc.oneof(
      fc.record({ request, resource, fullUrl: fc.string() }, { requiredKeys: [] }),
      json,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('batch', 'transaction'),
        fc.array(entry, { maxLength: 4 }),
        async (type, entries) => {
          const payload = JSON.stringify({ resourceType: 'Bundle', type, entry: entries });
          const headers = { 'content-type': 'application/fhir+json' };
          isHonest(await send({ method: 'POST', url: '/fhir', payload, headers }));
        },
      ),
      RUNS,
    );
  });

  it('in the query of a search, a history and a compartment', async () => {
    const { id } = await make();
    const names = [
      '_summary',
      '_elements',
      '_count',
      '_since',
      '_cursor',
      '_at',
      '_type',
      '_include',
      '_sort',
      'date',
      'code',
      'hat',
      '_format',
    ];
    const query = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.string()), {
      maxLength: 3,
    });
    const paths = [
      'Patient',
      `Patient/${id}`,
      `Patient/${id}/_history`,
      '_history',
      `Patient/${id}/Observation`,
      `Patient/${id}/*`,
      'Observation/$lastn',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), query, fc.boolean(), async (path, asked, strict) => {
        const headers = strict ? { prefer: 'handling=strict' } : {};
        isHonest(await send({ url: `/fhir/${path}?${new URLSearchParams(asked)}`, headers }));
      }),
      RUNS,
    );
  });
});
