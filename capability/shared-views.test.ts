import { describe, expect, it } from 'vitest';
import { openSharedViews } from './shared-views.ts';
import { aPrincipal } from './testing/people.ts';

const board = (role: 'ma' | 'nurse' | 'front-desk') => ({
  view: 'flow/board',
  who: aPrincipal(role),
  input: {},
  listens: ['Encounter', 'presence'],
});

/** Counts how often a board was composed. */
function composer() {
  let made = 0;
  const make = async () => ({ json: JSON.stringify({ made: ++made }), patients: new Set(['p1']) });
  return { make, count: () => made };
}

describe('an answer that serves many', () => {
  it('is composed once for those who ask with the same rights, and once for each other rights', async () => {
    const { get } = openSharedViews();
    const { make, count } = composer();
    const [one, other] = await Promise.all([get(board('ma'), make), get(board('ma'), make)]);
    expect(other).toBe(one);
    await get(board('front-desk'), make);
    await get({ ...board('ma'), who: { ...aPrincipal('ma'), owner: true } }, make);
    await get({ ...board('ma'), input: { day: '2026-11-24' } }, make);
    expect(count()).toBe(4);
  });

  it('is composed anew as soon as something it shows has changed', async () => {
    const { get, stale } = openSharedViews();
    const { make, count } = composer();
    await get(board('ma'), make);
    stale(['Observation']);
    await get(board('ma'), make);
    expect(count()).toBe(1);
    for (const changed of [['Encounter'], ['presence'], undefined]) {
      stale(changed);
      await get(board('ma'), make);
    }
    expect(count()).toBe(4);
  });

  it('grows no older than two seconds, and a failure is nobody else’s', async () => {
    let now = 0;
    const { get } = openSharedViews(() => now);
    const { make, count } = composer();
    await expect(get(board('ma'), () => Promise.reject(new Error('the database is away')))).rejects.toThrow();
    await get(board('ma'), make);
    now = 1_999;
    await get(board('ma'), make);
    expect(count()).toBe(1);
    now = 2_000;
    await get(board('ma'), make);
    expect(count()).toBe(2);
  });
});
