import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aPerson, from, PASSWORD, PIN, signedIn, type TestGate, testGate } from '../testing/test-gate.ts';

const MINUTE = 60_000;
let here: TestGate;
beforeAll(async () => {
  here = await testGate();
});
beforeEach(() => {
  here.clock.aheadMs = 0;
});
afterAll(() => here.close());

/** Counts the queries that something sends. */
async function queriesDuring(work: () => Promise<unknown>): Promise<number> {
  const query = here.pool.query.bind(here.pool);
  let count = 0;
  here.pool.query = ((...parameters: Parameters<typeof query>) => {
    count += 1;
    return query(...parameters);
  }) as typeof here.pool.query;
  await work();
  here.pool.query = query;
  return count;
}

describe('signing in', () => {
  test('[S1] gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const account = await aPerson(here);
    const answer = await here.gate.sessions.signIn(
      { name: ` ${account.name.toUpperCase()}`, password: PASSWORD },
      { ...from(), secure: true },
    );
    expect(answer).toMatchObject({
      ok: true,
      cookie: { name: 'medley', options: { httpOnly: true, sameSite: 'strict', secure: true, path: '/' } },
    });
    if (!answer.ok) return;
    expect(answer.session.principal).toMatchObject({
      kind: 'person',
      account: account.id,
      roles: ['ma'],
      clinic: 1,
      workstation: 'Room 3 @ 10.0.0.7',
    });
    expect(Buffer.from(answer.cookie.value, 'base64url')).toHaveLength(32);
    const { rows } = await here.pool.query<{ all: string }>(
      `select string_agg(s::text, '') as all from gate.session s`,
    );
    expect(rows[0]?.all).not.toContain(answer.cookie.value);
    expect(rows[0]?.all).not.toContain(Buffer.from(answer.cookie.value, 'base64url').toString('hex'));
  });

  test('[S2] a forged, clipped, foreign or strange cookie opens nothing', async () => {
    const { cookie } = await signedIn(here.gate, await aPerson(here));
    const elsewhere = await here.another({ clinic: 2 });
    expect(await elsewhere.sessions.find(cookie)).toBeUndefined();
    const last = cookie.endsWith('A') ? 'B' : 'A';
    for (const forged of [
      randomBytes(32).toString('base64url'),
      cookie.slice(0, -1),
      cookie.slice(0, 42) + last,
      '',
      "' or 1=1 --",
      '\0'.repeat(43),
      undefined,
    ]) {
      expect(await here.gate.sessions.find(forged)).toBeUndefined();
      expect(await here.gate.sessions.unlock(forged ?? '', PIN)).toEqual({
        ok: false,
        refused: 'signed-out',
      });
    }
  });

  test('[S3] the CSRF token belongs to the session', async () => {
    const one = await signedIn(here.gate, await aPerson(here));
    const two = await signedIn(here.gate, await aPerson(here));
    const { csrfMatches } = here.gate.sessions;
    expect(csrfMatches(one.session, one.session.csrf)).toBe(true);
    for (const wrong of [
      undefined,
      '',
      one.cookie,
      two.session.csrf,
      one.session.csrf.toLowerCase(),
      `${one.session.csrf} `,
    ]) {
      expect(csrfMatches(one.session, wrong)).toBe(false);
    }
    expect((await here.gate.sessions.find(one.cookie))?.csrf).toBe(one.session.csrf);
  });

  test('[S4] is found again without a query', async () => {
    const { cookie } = await signedIn(here.gate, await aPerson(here));
    expect(
      await queriesDuring(async () => {
        for (let at = 0; at < 100; at += 1) {
          const session = await here.gate.sessions.find(cookie);
          if (session) here.gate.sessions.touch(session);
        }
      }),
    ).toBe(0);
  });
});

describe('throttling', () => {
  const wrong = (gate: TestGate['gate'], name: string, address: string) =>
    gate.sessions.signIn({ name, password: 'not the kettle' }, from(address));

  test('[S5] closes an account for fifteen minutes after five failures, for the right password too, and after a restart', async () => {
    const account = await aPerson(here);
    for (let at = 0; at < 5; at += 1)
      expect(await wrong(here.gate, account.name, `10.1.0.${at}`)).toEqual({
        ok: false,
        refused: 'sign-in-failed',
      });
    for (const gate of [here.gate, await here.another()]) {
      const answer = await gate.sessions.signIn(
        { name: account.name, password: PASSWORD },
        from('10.1.0.99'),
      );
      expect(answer).toMatchObject({ ok: false, refused: 'throttled' });
      if (!answer.ok && answer.refused === 'throttled') expect(answer.retryAfterSeconds).toBeGreaterThan(800);
    }
  });

  test('[S5] treats a name nobody has like one that exists', async () => {
    const account = await aPerson(here);
    const known = [];
    const unknown = [];
    for (let at = 0; at < 7; at += 1) {
      known.push((await wrong(here.gate, account.name, '10.2.0.1')) as { refused: string });
      unknown.push((await wrong(here.gate, 'nobody-at-all', '10.2.0.2')) as { refused: string });
    }
    expect(unknown.map(({ refused }) => refused)).toEqual(known.map(({ refused }) => refused));
  });

  test('[S5] lets five of fifty guesses sent at once be judged', async () => {
    const account = await aPerson(here);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => wrong(here.gate, account.name, `10.3.${at}.1`)),
    );
    expect(answers.filter((answer) => !answer.ok && answer.refused === 'sign-in-failed')).toHaveLength(5);
  });

  test('[S5] stops one address that tries name after name', async () => {
    const answers = [];
    for (let at = 0; at < 27; at += 1) answers.push(await wrong(here.gate, `guess-${at}`, '10.4.0.1'));
    expect(answers.filter((answer) => !answer.ok && answer.refused === 'throttled')).toHaveLength(2);
  });

  test('[S5] forgets the slips of who then got it right', async () => {
    const account = await aPerson(here);
    for (let round = 0; round < 3; round += 1) {
      for (let at = 0; at < 3; at += 1) await wrong(here.gate, account.name, '10.5.0.1');
      expect(
        await here.gate.sessions.signIn({ name: account.name, password: PASSWORD }, from('10.5.0.1')),
      ).toMatchObject({ ok: true });
    }
  });

  test('[S6] takes as long for an unknown name as for a wrong password', async () => {
    const took = { known: [] as number[], unknown: [] as number[] };
    for (let at = 0; at < 12; at += 1) {
      const account = at % 4 === 0 ? await aPerson(here) : undefined;
      const name = { known: account?.name ?? (await aPerson(here)).name, unknown: `nobody-${at}` };
      for (const kind of ['known', 'unknown'] as const) {
        const start = performance.now();
        await wrong(here.gate, name[kind], `10.6.${at}.1`);
        took[kind].push(performance.now() - start);
      }
    }
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
    expect(median(took.unknown) / median(took.known)).toBeGreaterThan(0.5);
    expect(median(took.unknown) / median(took.known)).toBeLessThan(2);
  });
});

describe('the lock', () => {
  test('[S7] comes after the idle minutes, not while hands are at work, and holds for every process', async () => {
    const { session, cookie } = await signedIn(here.gate, await aPerson(here));
    here.clock.aheadMs = 4 * MINUTE;
    const working = await here.gate.sessions.find(cookie);
    expect(working?.locked).toBe(false);
    if (working) here.gate.sessions.touch(working);
    here.clock.aheadMs = 8 * MINUTE;
    expect((await here.gate.sessions.find(cookie))?.locked).toBe(false);
    here.clock.aheadMs = 9.1 * MINUTE;
    const idle = await here.gate.sessions.find(cookie);
    expect(idle?.locked).toBe(true);
    if (idle) here.gate.sessions.touch(idle);
    here.gate.sessions.touch(session);
    expect((await here.gate.sessions.find(cookie))?.locked).toBe(true);
    expect((await (await here.another()).sessions.find(cookie))?.locked).toBe(true);
  });

  test('[S7] waits two to fifteen minutes, whatever is set', async () => {
    const { cookie } = await signedIn(here.gate, await aPerson(here));
    here.gate.sessions.setIdleMinutes(600);
    expect((await here.gate.sessions.find(cookie))?.idleSeconds).toBe(900);
    here.gate.sessions.setIdleMinutes(0);
    expect((await here.gate.sessions.find(cookie))?.idleSeconds).toBe(120);
    here.gate.sessions.setIdleMinutes(5);
  });

  test('[S8] opens by PIN in well under two seconds, and is in the trail', async () => {
    const account = await aPerson(here);
    const { session, cookie } = await signedIn(here.gate, account);
    await here.gate.sessions.lock(session);
    expect((await here.gate.sessions.find(cookie))?.locked).toBe(true);
    const start = performance.now();
    expect(await here.gate.sessions.unlock(cookie, PIN)).toMatchObject({
      ok: true,
      session: { locked: false, csrf: session.csrf },
    });
    expect(performance.now() - start).toBeLessThan(2000);
    expect((await here.gate.sessions.find(cookie))?.locked).toBe(false);
    const { rows } = await here.gate.audit.search(here.by, { account: account.id });
    expect(rows.map(({ action }) => action)).toEqual(['unlock', 'lock', 'sign-in']);
  });

  test('[S8] ends the session at the fifth wrong PIN, however fast they come', async () => {
    const { session, cookie } = await signedIn(here.gate, await aPerson(here));
    await here.gate.sessions.lock(session);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        here.gate.sessions.unlock(cookie, `50${String(at).padStart(2, '0')}`),
      ),
    );
    expect(answers.filter((answer) => !answer.ok && answer.refused === 'wrong-pin')).toHaveLength(4);
    expect(await here.gate.sessions.unlock(cookie, PIN)).toEqual({ ok: false, refused: 'signed-out' });
    expect(await here.gate.sessions.find(cookie)).toBeUndefined();
  });

  test('[S8] takes the password where there is no PIN', async () => {
    const account = await here.gate.accounts.create(here.by, {
      name: 'pinless',
      display: 'No Pin',
      roles: ['ma'],
      practitioner: 'Practitioner/p',
      password: PASSWORD,
    });
    if ('refused' in account) throw new Error(account.refused);
    const { session, cookie } = await signedIn(here.gate, account);
    expect(session.hasPin).toBe(false);
    await here.gate.sessions.lock(session);
    expect(await here.gate.sessions.unlock(cookie, PIN)).toMatchObject({ ok: false, triesLeft: 4 });
    expect(await here.gate.sessions.unlock(cookie, PASSWORD)).toMatchObject({ ok: true });
  });
});

describe('the end of a session', () => {
  test('[S9] comes after twelve hours at work, and after four untouched', async () => {
    const account = await aPerson(here);
    const busy = await signedIn(here.gate, account);
    for (let minutes = 4; minutes < 12 * 60; minutes += 4) {
      here.clock.aheadMs = minutes * MINUTE;
      const session = await here.gate.sessions.find(busy.cookie);
      expect(session?.locked).toBe(false);
      if (session) here.gate.sessions.touch(session);
    }
    here.clock.aheadMs = 12 * 60 * MINUTE + 1000;
    expect(await here.gate.sessions.find(busy.cookie)).toBeUndefined();
    const left = await signedIn(here.gate, account);
    here.clock.aheadMs += 4 * 60 * MINUTE + 1000;
    expect(await here.gate.sessions.find(left.cookie)).toBeUndefined();
    expect(await here.gate.sessions.unlock(left.cookie, PIN)).toEqual({ ok: false, refused: 'signed-out' });
  });

  test('[S9] comes by hand, here or everywhere', async () => {
    const account = await aPerson(here);
    const sessions = [
      await signedIn(here.gate, account),
      await signedIn(here.gate, account),
      await signedIn(here.gate, account),
    ] as const;
    expect(await here.gate.sessions.list(account.id)).toHaveLength(3);
    await here.gate.sessions.signOut(sessions[0].session);
    expect(await here.gate.sessions.find(sessions[0].cookie)).toBeUndefined();
    expect(await here.gate.sessions.list(account.id)).toMatchObject([
      { workstation: 'Room 3 @ 10.0.0.7', locked: false },
      { locked: false },
    ]);
    expect(await here.gate.sessions.signOutEverywhere(here.by, account.id)).toBe(2);
    for (const { cookie } of sessions) expect(await here.gate.sessions.find(cookie)).toBeUndefined();
  });

  test('[S10] comes at once when the account is disabled here, and within five seconds when elsewhere', async () => {
    const elsewhere = await here.another();
    const [one, two] = [await aPerson(here), await aPerson(here)];
    const cookies = [
      (await signedIn(here.gate, one)).cookie,
      (await signedIn(here.gate, two)).cookie,
    ] as const;
    await here.gate.accounts.change(here.by, one.id, { disabled: true });
    expect(await here.gate.sessions.find(cookies[0])).toBeUndefined();
    expect(await here.gate.sessions.signIn({ name: one.name, password: PASSWORD }, from('10.7.0.1'))).toEqual(
      { ok: false, refused: 'sign-in-failed' },
    );
    await elsewhere.accounts.change(here.by, two.id, { disabled: true });
    here.clock.aheadMs = 5001;
    expect(await here.gate.sessions.find(cookies[1])).toBeUndefined();
  });

  test('[S10] new roles hold in open sessions at once', async () => {
    const account = await aPerson(here);
    const { cookie } = await signedIn(here.gate, account);
    await here.gate.accounts.change(here.by, account.id, { roles: ['front-desk'] });
    expect((await here.gate.sessions.find(cookie))?.principal.roles).toEqual(['front-desk']);
  });
});
