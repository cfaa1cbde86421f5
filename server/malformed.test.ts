import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notes } from '#capability/testing/notes-room.ts';
import { type Desk, type TestServer, testServer } from './testing/test-server.ts';

/** Requests in all; a run that finds nothing takes about a minute. */
const REQUESTS = 10_000;

let server: TestServer;
let machine: Awaited<ReturnType<TestServer['machine']>>;
let desk: Desk;
/** How often each status was answered: a run that is refused at the door would try nothing. */
const seen = new Map<number, number>();
beforeAll(async () => {
  server = await testServer({ rooms: [notes] });
  machine = await server.machine();
  desk = await server.signIn('ma');
  await machine({
    method: 'PUT',
    url: '/fhir/Patient/kept',
    payload: { resourceType: 'Patient', id: 'kept' },
  });
});
afterAll(() => server.close());

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());
const TYPES = [
  'Patient',
  'Observation',
  'Bundle',
  'Binary',
  'Encounter',
  'Hat',
  '',
  '_history',
  'metadata',
  '$x',
  '..',
];
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '%',
    '%00',
    '%ff',
    '\\u0000',
    '__proto__',
    'constructor',
    "'; drop table record.resource; --",
    '\ud800',
    '∞',
    '-1',
    '1e400',
    '9'.repeat(40),
  ),
);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    odd,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'resourceType',
        'id',
        'meta',
        'name',
        'entry',
        'request',
        'url',
        'method',
        'resource',
        'reference',
        'type',
        'code',
        'coding',
        'valueQuantity',
        'value',
        'text',
        'div',
        'contained',
        'extension',
        'key',
        'input',
        'field',
        'base',
      ),
      tie('any'),
      { maxKeys: 5 },
    ),
  ),
})).any;

/** A resource that is nearly right, with one thing put out of place. */
const bent = fc
  .tuple(fc.constantFrom('Patient', 'Observation', 'Encounter', 'Bundle'), value, value)
  .map(([resourceType, one, other]) => ({
    resourceType,
    type: 'transaction',
    name: one,
    birthDate: other,
    subject: { reference: one },
    code: other,
    entry: [{ fullUrl: one, resource: other, request: { method: 'POST', url: one } }],
  }));
const body = fc.oneof(
  value.map((made) => JSON.stringify(made) ?? ''),
  bent.map((made) => JSON.stringify(made)),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.nat(3000).map((depth) => '['.repeat(depth)),
  fc.nat(3000).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
);
const path = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...TYPES),
      odd,
      fc.constantFrom('', '_history', '$everything', '$validate', '_search', '../..'),
    )
    .map((parts) => `/fhir/${parts.map(encoded).join('/')}`),
  fc
    .tuple(fc.constantFrom(...TYPES), odd, odd)
    .map(([type, name, text]) => `/fhir/${type}?${encoded(name)}=${encoded(text)}`),
  fc
    .tuple(
      fc.constantFrom('Patient', 'Observation', 'Appointment'),
      fc.constantFrom(
        'name',
        'birthdate',
        'date',
        'value-quantity',
        '_id',
        '_sort',
        '_include',
        '_revinclude',
        '_has:Observation:patient:code',
        'subject:Patient.name',
        '_count',
        '_cursor',
        '_lastUpdated',
        '_elements',
        '_summary',
        'code-value-quantity',
        'identifier',
        '_since',
      ),
      odd,
    )
    .map(([type, name, text]) => `/fhir/${type}?${name}=${encoded(text)}`),
  fc.constantFrom(
    '/fhir',
    '/fhir/Patient',
    '/fhir/Observation',
    '/fhir/Patient/kept',
    '/fhir/Patient/$validate',
  ),
  fc.constantFrom(
    '/api/command/notes/raise-flag',
    '/api/view/notes/flags-of',
    '/api/undo',
    '/api/session',
    '/api/session/unlock',
    '/api/draft/notes/1',
    '/api/draft/notes/%00',
    '/api/file',
    '/api/file/x',
    '/api/link',
    '/fhir',
    '/fhir/Patient/_search',
    '/',
  ),
  odd.map((text) => `/${text.replace(/[^ -~]/g, '')}`),
);
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'),
  url: path,
  headers: fc.record(
    {
      'content-type': fc.constantFrom(
        'application/json',
        'application/json',
        'application/json',
        'application/fhir+json',
        'application/fhir+json',
        'application/fhir+json',
        'application/x-www-form-urlencoded',
        'text/plain',
        'application/json; charset=utf-16',
        'image/png',
        'x',
      ),
      'if-match': fc.constantFrom('W/"1"', '*', 'W/"99999999999999"', ''),
      'if-none-exist': fc.constantFrom('identifier=x', '_id', 'name:exact=%', '?'),
      'if-none-match': fc.constantFrom('*', '"'),
      'if-modified-since': fc.constantFrom('yesterday', 'Wed, 21 Oct 2015 07:28:00 GMT'),
      prefer: fc.constantFrom('return=minimal', 'handling=strict', 'x'),
      accept: fc.constantFrom(
        '*/*',
        'application/json',
        'text/html, */*;q=0.1',
        'application/fhir+json',
        'application/fhir+xml',
      ),
    },
    { requiredKeys: ['content-type'] },
  ),
  payload: body,
});

async function isOpen({ send }: Desk): Promise<boolean> {
  const answer = await send({ url: '/api/session' });
  return answer.statusCode === 200 && !answer.json<{ locked: boolean }>().locked;
}

it(`no request of ${REQUESTS} malformed ones breaks anything`, async () => {
  await fc.assert(
    fc.asyncProperty(request, fc.boolean(), async (made, atDesk) => {
      const { payload, ...bare } = made;
      const sent: InjectOptions =
        made.method === 'GET' || made.method === 'HEAD' ? bare : { ...bare, payload };
      const answer = await (atDesk ? desk.send(sent) : machine(sent)).catch((error: Error) => {
        // The harness itself refuses what no HTTP client could send.
        if (/Invalid URL|invalid path|unescaped/i.test(error.message)) return undefined;
        throw error;
      });
      if (answer) seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1);
      if (answer && answer.statusCode >= 500)
        throw new Error(`${made.method} answered ${answer.statusCode}: ${answer.body.slice(0, 300)}`);
      // A locked or ended session would make the rest of the run trivial.
      if (atDesk && /session/.test(made.url) && !(await isOpen(desk))) desk = await server.signIn('ma');
    }),
    { numRuns: REQUESTS },
  );
  const unread = (seen.get(401) ?? 0) + (seen.get(423) ?? 0);
  expect(unread).toBeLessThan(REQUESTS / 10);
  for (const status of [200, 400, 404, 415]) expect(seen.get(status)).toBeGreaterThan(REQUESTS / 200);
}, 300_000);
