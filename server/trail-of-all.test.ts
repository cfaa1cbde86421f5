/**
 * Every read, search, write, export, print, sign-in, failure and privilege change stands in the audit trail, committed
 * before its answer leaves: while the trail cannot be written, nobody is answered.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditRow } from '#gate/audit/row.ts';
import { ROOMS } from './rooms.ts';
import { type Answered, type Desk, type TestServer, testServer } from './testing/test-server.ts';

let server: TestServer;
let manager: Desk;
let machine: Awaited<ReturnType<TestServer['machine']>>;
let readOnly: Awaited<ReturnType<TestServer['machine']>>;
let patient: string;
let binary: string;
const fhir = { 'content-type': 'application/fhir+json' };
const rosa = JSON.stringify({
  resourceType: 'Patient',
  name: [{ family: 'Delgado', given: ['Rosa'] }],
  gender: 'female',
});

beforeAll(async () => {
  server = await testServer({ rooms: ROOMS });
  manager = await server.signIn('manager');
  machine = await server.machine();
  readOnly = await server.machine('system/Observation.r');
  const made = await machine({ method: 'POST', url: '/fhir/Patient', headers: fhir, payload: rosa });
  patient = made.json<{ id: string }>().id;
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const sent = await manager.send({
    method: 'POST',
    url: `/api/file?patient=${patient}`,
    headers: { 'content-type': 'image/png' },
    payload: png,
  });
  binary = sent.json<{ binary: string }>().binary;
}, 60_000);
afterAll(() => server?.close());

interface Case {
  readonly what: string;
  readonly ask: () => Promise<Answered>;
  readonly status: number;
  readonly row: Partial<AuditRow>;
}
let accounts = 0;
const account = () => ({
  name: `nell-${++accounts}`,
  display: 'Nell Ames',
  roles: ['ma'],
  practitioner: 'Practitioner/staff-ma',
  password: 'four green kettles',
  pin: '8305',
});
const signIn =
  (password: string, name = 'manager-desk') =>
  () =>
    server.send({ method: 'POST', url: '/api/session', payload: { name, password } });

const CASES: readonly Case[] = [
  {
    what: 'a read',
    ask: () => machine({ url: `/fhir/Patient/${patient}` }),
    status: 200,
    row: { action: 'read', type: 'Patient', outcome: 'success' },
  },
  {
    what: 'a read on a screen',
    ask: () => manager.view('registration/patient-banner', { patient }),
    status: 200,
    row: { action: 'view', operation: 'registration/patient-banner', outcome: 'success' },
  },
  {
    what: 'a search',
    ask: () => machine({ url: '/fhir/Patient?family=Delgado' }),
    status: 200,
    row: { action: 'search', type: 'Patient', query: 'family', outcome: 'success' },
  },
  {
    what: 'a write',
    ask: () => machine({ method: 'POST', url: '/fhir/Patient', headers: fhir, payload: rosa }),
    status: 201,
    row: { action: 'create', type: 'Patient', version: 1, outcome: 'success' },
  },
  {
    what: 'an export',
    ask: () => manager.send({ method: 'GET', url: `/api/file/${binary}?as=export` }),
    status: 200,
    row: { action: 'export', type: 'Binary', outcome: 'success' },
  },
  {
    what: 'a print',
    ask: () => manager.send({ method: 'GET', url: `/api/file/${binary}?as=print` }),
    status: 200,
    row: { action: 'print', type: 'Binary', outcome: 'success' },
  },
  {
    what: 'a print of who looked',
    ask: () => manager.send({ method: 'GET', url: `/api/accesses/${patient}/en/all/_?as=print` }),
    status: 200,
    row: { action: 'print', operation: 'audit/accesses', outcome: 'success' },
  },
  {
    what: 'a sign-in',
    ask: signIn('seven quiet herons'),
    status: 200,
    row: { action: 'sign-in', outcome: 'success' },
  },
  { what: 'a failed sign-in', ask: signIn('wrong'), status: 422, row: { action: 'sign-in-failed' } },
  {
    what: 'a failed sign-in of nobody',
    ask: signIn('wrong', 'nobody'),
    status: 422,
    row: { action: 'sign-in-failed' },
  },
  {
    what: 'a failure: what the scopes do not allow',
    ask: () => readOnly({ url: `/fhir/Patient/${patient}` }),
    status: 403,
    row: { action: 'read', outcome: 'refused' },
  },
  {
    what: 'a failure: what the role does not allow',
    ask: async () =>
      (await server.signIn('front-desk')).send({ method: 'POST', url: '/api/audit/search', payload: {} }),
    status: 403,
    row: { action: 'audit-read', outcome: 'refused' },
  },
  {
    what: 'a change of rights',
    ask: () => manager.send({ method: 'POST', url: '/api/accounts', payload: account() }),
    status: 201,
    row: { action: 'privilege-change', outcome: 'success' },
  },
  {
    what: 'reading the trail',
    ask: () => manager.send({ method: 'POST', url: '/api/audit/search', payload: { patient } }),
    status: 200,
    row: { action: 'audit-read', outcome: 'success' },
  },
];

/** Rows as another connection sees them: only what is committed. */
const trail = async () =>
  (
    await server.context.pool.query<AuditRow>(
      'select id, action, type, operation, query, outcome, version from gate.audit where clinic = 1',
    )
  ).rows;

describe('the trail holds, when the answer has come,', () => {
  it.each(CASES)('$what', async ({ ask, status, row }) => {
    const known = new Set((await trail()).map(({ id }) => id));
    const answer = await ask();
    const added = (await trail()).filter(({ id }) => !known.has(id));
    expect([answer.statusCode, answer.statusCode < 400 ? '' : answer.body]).toEqual([
      status,
      status < 400 ? '' : expect.any(String),
    ]);
    expect(added).toContainEqual(expect.objectContaining(row));
  });
});

describe('while the trail cannot be written, nobody is answered:', () => {
  it.each(CASES)('$what', async ({ ask, status }) => {
    const holder = await server.context.pool.connect();
    try {
      await holder.query('begin; lock table gate.audit in exclusive mode');
      let answered = false;
      const asked = ask().then((answer) => {
        answered = true;
        return answer;
      });
      await pause(250);
      expect(answered).toBe(false);
      await holder.query('rollback');
      expect((await asked).statusCode).toBe(status);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
  });
});
