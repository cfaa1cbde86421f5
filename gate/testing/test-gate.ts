/** A gate on a real, fresh database, with a clock that the test moves. For tests only. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { RecordStore } from '#record/record.ts';
import { testDatabase } from '#record/testing/database.ts';
import type { Account, Gate, NewAccount, Session } from '../gate.ts';
import { type GateOptions, openGate } from '../open-gate.ts';
import type { Principal, Role } from '../principal.ts';

export interface TestGate {
  readonly gate: Gate;
  readonly pool: Pool;
  readonly store: RecordStore;
  readonly anchorFile: string;
  /** Milliseconds the gate's clock is ahead. */
  readonly clock: { aheadMs: number };
  /** The clinic itself, who may do everything. */
  readonly by: Principal;
  /** Another gate on the same database: another process, or the same after a restart. */
  another(options?: Partial<GateOptions>): Promise<Gate>;
  close(): Promise<void>;
}

export const PASSWORD = 'blue kettle on the roof';
export const PIN = '4071';

export async function testGate(options: Partial<GateOptions> = {}): Promise<TestGate> {
  const database = await testDatabase();
  const { pool, store } = database;
  const folder = await mkdtemp(join(tmpdir(), 'medley-gate-'));
  const anchorFile = join(folder, 'audit-head.json');
  const clock = { aheadMs: 0 };
  const opened: Gate[] = [];
  const another = async (more: Partial<GateOptions> = {}) => {
    const gate = await openGate({
      pool,
      store,
      clinic: 1,
      anchorFile,
      issuer: 'http://localhost/oauth',
      demo: false,
      now: () => Date.now() + clock.aheadMs,
      onFailure: (error) => {
        throw error;
      },
      ...options,
      ...more,
    });
    opened.push(gate);
    return gate;
  };
  const gate = await another();
  return {
    gate,
    pool,
    store,
    anchorFile,
    clock,
    another,
    by: gate.system('test'),
    async close() {
      for (const one of opened) await one.close();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** An account that can sign in; its name is unique unless given. */
export async function aPerson(
  { gate, by }: Pick<TestGate, 'gate' | 'by'>,
  account: Partial<NewAccount> = {},
): Promise<Account> {
  const name = account.name ?? `person-${randomUUID().slice(0, 8)}`;
  const created = await gate.accounts.create(by, {
    display: 'Maria Reyes',
    roles: ['ma'],
    practitioner: 'Practitioner/maria',
    password: PASSWORD,
    pin: PIN,
    ...account,
    name,
  });
  if ('refused' in created)
    throw new Error(`the account was refused: ${created.refused} ${created.because ?? ''}`);
  return created;
}

export const from = (address = '10.0.0.7') => ({ address, workstation: 'Room 3', secure: false });

/** Signs the account in; throws when that fails. */
export async function signedIn(gate: Gate, account: Account): Promise<{ session: Session; cookie: string }> {
  const answer = await gate.sessions.signIn({ name: account.name, password: PASSWORD }, from());
  if (!answer.ok) throw new Error(`sign-in ${answer.refused}`);
  return { session: answer.session, cookie: answer.cookie.value };
}

/** The principal of somebody with these roles, without signing in. */
export const someone = (...roles: Role[]): Principal => ({
  kind: 'person',
  account: randomUUID(),
  reference: 'Practitioner/someone',
  display: 'Someone',
  roles,
  owner: false,
  scopes: [],
  clinic: 1,
  workstation: 'Room 3',
});
