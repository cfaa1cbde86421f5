import { expect, it } from 'vitest';
import { notes } from '#capability/testing/notes-room.ts';
import { testServer } from './testing/test-server.ts';

it('[S2] while the record cannot be reached everything says so, with when to try again', async () => {
  const server = await testServer({ rooms: [notes] });
  const send = await server.machine();
  const ma = await server.signIn('ma');
  // Whoever asks from now on gets no connection.
  void server.context.pool.end();
  const answers = await Promise.all([
    send({ url: '/fhir/Patient/x' }),
    send({ url: '/fhir/Patient?name=x' }),
    send({ method: 'POST', url: '/fhir/Patient', payload: { resourceType: 'Patient' } }),
    ma.view('notes/flags-of', { patient: 'x' }),
    ma.command('notes/raise-flag', { patient: 'x', words: 'x' }),
    ma.send({ method: 'PUT', url: '/api/draft/notes/x', payload: { field: 'a', value: 1, base: 0 } }),
    server.send({ url: '/readyz' }),
  ]);
  for (const answer of answers) {
    expect(answer.statusCode).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect((await server.send({ url: '/healthz' })).statusCode).toBe(200);
  await server.close().catch(() => undefined);
});
