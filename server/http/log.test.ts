import { afterAll, beforeAll, expect, it } from 'vitest';
import { notes } from '#capability/testing/notes-room.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';

const lines: string[] = [];
let server: TestServer;
beforeAll(async () => {
  server = await testServer({
    rooms: [notes],
    config: { logLevel: 'debug' },
    logTo: { write: (line) => void lines.push(line) },
  });
});
afterAll(() => server.close());

it('[S3] the log knows which kind of request took how long, and nobody’s name', async () => {
  const send = await server.machine();
  const ma = await server.signIn('ma');
  const secret = 'Zzyzxowitz';
  const rosa = { resourceType: 'Patient', name: [{ family: secret }], birthDate: '1972-03-12' };
  const { id } = (await send({ method: 'POST', url: '/fhir/Patient', payload: rosa })).json<{ id: string }>();
  await send({ url: `/fhir/Patient?name=${secret}&birthdate=1972-03-12` });
  await send({
    method: 'POST',
    url: '/fhir/Patient',
    payload: `{"name": "${secret}`,
    headers: { 'content-type': 'application/json' },
  });
  await send({ method: 'POST', url: '/fhir/Patient', payload: { ...rosa, gender: secret } });
  await ma.command('notes/raise-flag', { patient: id, words: secret });
  await ma.send({
    method: 'PUT',
    url: '/api/draft/notes/x',
    payload: { field: 'reason', value: secret, base: 0 },
  });
  await ma.send({ url: `/${secret}` });
  const log = lines.join('');
  expect(log).toContain('/fhir/*');
  expect(log).toContain('"ms"');
  expect(log).not.toContain(secret);
  expect(log).not.toContain('1972-03-12');
  expect(log).not.toContain(id);
});

it('[S1] a defect is logged by where it happened, without its message', async () => {
  lines.length = 0;
  const { runtime } = server.context;
  const placed = runtime.rooms.views.get('notes/flags-of');
  if (!placed) throw new Error('The notes room has a view.');
  const broken = {
    ...placed,
    operation: {
      ...placed.operation,
      handle: async () => Promise.reject(new TypeError('Rosa Zzyzxowitz is undefined')),
    },
  };
  (runtime.rooms.views as Map<string, unknown>).set('notes/flags-of', broken);
  const ma = await server.signIn('ma');
  const answer = await ma.view('notes/flags-of', { patient: 'x' });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('Zzyzxowitz');
  expect(lines.join('')).toContain('log.test.ts');
  expect(lines.join('')).not.toContain('Zzyzxowitz');
});
