import { secretMatches } from '../accounts/secret.ts';
import type { Unlock } from '../gate.ts';
import { type Desk, endSession, findSession, handOut, noteOf } from './desk.ts';

const TRIES = 5;

/** Opens a locked session by PIN (or password, for an account without one). The fifth wrong one ends the session. */
export async function unlock(desk: Desk, cookie: string, secret: string): Promise<Unlock> {
  const { pool, clinic } = desk.store;
  const held = await findSession(desk, cookie);
  if (!held) return { ok: false, refused: 'signed-out' };
  // The try is counted before it is judged: guesses sent together do not each count as the first.
  const { rows } = await pool.query<{ tries: number }>(
    'update gate.session set tries = tries + 1 where clinic = $1 and token = $2 and tries < $3 returning tries',
    [clinic, held.token, TRIES],
  );
  const tries = rows[0]?.tries;
  const expected = held.account.pin ?? held.account.password;
  if (tries !== undefined && expected !== null && (await secretMatches(expected, secret.slice(0, 1000)))) {
    const at = desk.now();
    await pool.query(
      'update gate.session set locked = false, turned = null, tries = 0, seen = $3 where clinic = $1 and token = $2',
      [clinic, held.token, new Date(at)],
    );
    Object.assign(held, { locked: false, turned: null, seenMs: at, savedMs: at });
    await noteOf(desk, held, { action: 'unlock' });
    return { ok: true, session: handOut(desk, held) };
  }
  await noteOf(desk, held, { action: 'unlock-failed', outcome: 'refused', reason: 'wrong PIN' });
  if (tries !== undefined && tries < TRIES)
    return { ok: false, refused: 'wrong-pin', triesLeft: TRIES - tries };
  await endSession(desk, held, 'too many wrong PINs');
  return { ok: false, refused: 'signed-out' };
}
