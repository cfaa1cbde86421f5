import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBusyDay } from '#clinic/flow/testing/busy-day.ts';
import type { Board } from '#clinic/flow/views/board.contract.ts';
import { ROOMS } from './rooms.ts';
import { type Desk, type TestServer, testServer } from './testing/test-server.ts';

let server: TestServer;
let ma: Desk;
let leadMa: Desk;
beforeAll(async () => {
  server = await testServer({ rooms: ROOMS });
  await server.context.store.commit({
    writes: aBusyDay(new Date()).map((resource) => ({ kind: 'create', resource, id: resource.id })),
    author: 'Device/medley',
  });
  [ma, leadMa] = [await server.signIn('ma'), await server.signIn('lead-ma')];
});
afterAll(() => server.close());

const board = async (desk: Desk) => (await desk.view('flow/board', {})).json<{ data: Board }>().data;

describe('one board for many workstations', () => {
  it('tells in the trail of each who looked whose records it showed her', async () => {
    const shown = await board(ma);
    expect((await board(ma)).now).toBe(shown.now);
    const { gate } = server.context;
    const manager = {
      ...gate.system('test'),
      roles: ['manager' as const],
      kind: 'person' as const,
      owner: true,
    };
    const { rows } = await gate.audit.search(manager, { action: 'view', count: 50 });
    const looks = rows.filter(({ operation }) => operation === 'flow/board');
    expect(looks).toHaveLength(2);
    for (const { patients } of looks)
      expect([...patients].sort()).toEqual(
        expect.arrayContaining(shown.cards.map(({ patient }) => patient).sort()),
      );
  });

  it('shows a change to whoever asks after it, at once', async () => {
    const assistantOf = async (desk: Desk) =>
      (await board(desk)).cards.find(({ encounter }) => encounter === 'visit-7')?.assistant;
    await assistantOf(ma);
    await leadMa.command('flow/take-visit', { encounter: 'visit-7' });
    expect(await assistantOf(ma)).toBe('staff-lead-ma');
    await ma.command('flow/take-visit', { encounter: 'visit-7' });
    expect(await assistantOf(leadMa)).toBe('staff-ma');
    expect(await assistantOf(ma)).toBe('staff-ma');
  });
});
