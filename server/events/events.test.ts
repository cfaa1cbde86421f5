import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notes } from '#capability/testing/notes-room.ts';
import { type Desk, type TestServer, testServer } from '../testing/test-server.ts';
import type { News } from './hub.ts';

let server: TestServer;
let ma: Desk;
let origin: string;
let patient: string;
const open: AbortController[] = [];

beforeAll(async () => {
  server = await testServer({ rooms: [notes] });
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  ma = await server.signIn('ma');
  const machine = await server.machine();
  patient = (
    await machine({ method: 'POST', url: '/fhir/Patient', payload: { resourceType: 'Patient' } })
  ).json<{ id: string }>().id;
});
afterAll(async () => {
  for (const line of open) line.abort();
  await server.close();
});

interface Heard {
  readonly id: string;
  readonly news: News;
  readonly at: number;
}

/** Listens as a workstation does. `until` resolves with the first news that fits. */
async function listen(desk: Desk, from?: string) {
  const abort = new AbortController();
  open.push(abort);
  const response = await fetch(`${origin}/api/events`, {
    headers: { cookie: desk.cookie, ...(from ? { 'last-event-id': from } : {}) },
    signal: abort.signal,
  });
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  const read = async () => {
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      rest += chunk;
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data)
          heard.push({
            id: /^id: (.*)$/m.exec(block)?.[1] ?? '',
            news: JSON.parse(data),
            at: performance.now(),
          });
      }
      for (const wake of waiting) wake();
    }
  };
  void read().catch(() => undefined);
  const until = async (fits: (news: News) => boolean): Promise<Heard> => {
    for (;;) {
      const found = heard.find(({ news }) => fits(news));
      if (found) return found;
      await new Promise<void>((wake) => waiting.add(wake));
    }
  };
  return { heard, until, status: response.status, close: () => abort.abort() };
}

const raise = async (words = 'x') =>
  (await ma.command('notes/raise-flag', { patient, words })).json<{ result: { flag: string } }>().result.flag;
const about = (id: string) => (news: News) => news.changes.some((change) => change.id === id);

describe('the event stream', () => {
  it('tells a change with its patient, a topic, and which draft is typed in', async () => {
    const line = await listen(ma);
    const flag = await raise();
    const { news } = await line.until(about(flag));
    expect(news.changes).toContainEqual({ type: 'Flag', id: flag, patient });
    await line.until(({ topics }) => topics.includes('flags'));
    const key = `notes/${randomUUID()}`;
    await ma.send({ method: 'PUT', url: `/api/draft/${key}`, payload: { field: 'a', value: 1, base: 0 } });
    const draft = await line.until(({ drafts }) =>
      drafts.some((one) => one.key === key && one.field === 'a'),
    );
    expect(draft.news.drafts[0]).toEqual({ key, field: 'a', by: 'Desk of ma' });
    line.close();
  });

  it('[S6] never tells a role of what it may not read', async () => {
    const biller = await listen(await server.signIn('biller'));
    const machine = await server.machine();
    const note = {
      resourceType: 'Provenance',
      recorded: '2026-01-01T00:00:00Z',
      target: [{ reference: `Patient/${patient}` }],
      agent: [{ who: { reference: 'Practitioner/staff-ma' } }],
    };
    const hidden = (await machine({ method: 'POST', url: '/fhir/Provenance', payload: note })).json<{
      id: string;
    }>().id;
    const shown = (
      await machine({ method: 'POST', url: '/fhir/Patient', payload: { resourceType: 'Patient' } })
    ).json<{ id: string }>().id;
    await biller.until(about(shown));
    expect(biller.heard.some(({ news }) => about(hidden)(news))).toBe(false);
    biller.close();
  });

  it('resumes after the last event that was seen', async () => {
    const line = await listen(ma);
    const first = await raise();
    const { id } = await line.until(about(first));
    line.close();
    const missed = await raise();
    const again = await listen(ma, id);
    // Some may be heard twice; nothing is missed.
    await again.until(about(missed));
    again.close();
  });

  it('tells what changed between signing in and opening the stream', async () => {
    const { position } = (await ma.send({ url: '/api/session' })).json<{ position: string }>();
    const missed = await raise();
    const line = await listen(ma, position);
    await line.until(about(missed));
    line.close();
  });

  it('resumes without a gap while a long transaction holds the feed back', async () => {
    const line = await listen(ma);
    const first = await raise();
    const { id } = await line.until(about(first));
    line.close();
    const long = await server.context.pool.connect();
    await long.query('begin');
    await long.query('select pg_current_xact_id()');
    try {
      const missed = await raise();
      const again = await listen(ma, id);
      await again.until(about(missed));
      again.close();
    } finally {
      await long.query('rollback');
      long.release();
    }
  });

  it('[S6] is silent while the session is locked and ends with it', async () => {
    const desk = await server.signIn('nurse');
    const line = await listen(desk);
    await desk.send({ method: 'POST', url: '/api/session/lock' });
    const flag = await raise();
    const other = await listen(ma);
    const seen = await raise();
    await other.until(about(seen));
    expect(line.heard.some(({ news }) => about(flag)(news))).toBe(false);
    expect((await listen(desk)).status).toBe(423);
  });

  it('reaches fifty workstations within a tenth of a second', async () => {
    const lines = await Promise.all(Array.from({ length: 50 }, () => listen(ma)));
    const times: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const began = performance.now();
      const flag = await raise();
      const answered = performance.now();
      const heard = await Promise.all(lines.map((line) => line.until(about(flag))));
      for (const { at } of heard) times.push(at - Math.max(began, answered - 5));
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.floor(times.length * share)];
    expect(at(0.5)).toBeLessThan(100);
    // The worst moments of a busy machine included.
    expect(at(0.95)).toBeLessThan(300);
    for (const line of lines) line.close();
  });
});
