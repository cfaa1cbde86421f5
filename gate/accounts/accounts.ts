/** Accounts on PostgreSQL. Every change is one transaction with its audit row. */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Trail } from '../audit/trail.ts';
import { authorOf } from '../author.ts';
import { inTransaction } from '../database.ts';
import type { Account, AccountChange, AccountRefusal, NewAccount } from '../gate.ts';
import type { Principal } from '../principal.ts';
import { type AccountColumns, accountFrom, foldName, knownRoles } from './account.ts';
import { hashSecret, secretMatches } from './secret.ts';
import { judgePassword, judgePin } from './secret-rules.ts';

export interface AccountStore {
  readonly pool: Pool;
  readonly clinic: number;
  readonly trail: Trail;
  /** Told when rights or secrets of an account changed, so that caches forget it. */
  readonly onChange: (account: string) => void;
}

const refuse = (refused: AccountRefusal['refused'], at: string, because?: string): AccountRefusal => ({
  refused,
  at,
  ...(because === undefined ? {} : { because }),
});
export const isRefusal = (answer: Account | AccountRefusal): answer is AccountRefusal => 'refused' in answer;

/** What is wrong with the secrets of this account; demo accounts, which only a demo lets in, may have simple ones. */
export function judgeSecrets(
  account: { name: string; display: string; demo?: boolean },
  secrets: { password?: string; pin?: string },
): AccountRefusal | undefined {
  if (account.demo) return undefined;
  const password = secrets.password === undefined ? undefined : judgePassword(secrets.password, account);
  if (password) return refuse('password-weak', 'password', password);
  const pin = secrets.pin === undefined ? undefined : judgePin(secrets.pin);
  return pin ? refuse('pin-weak', 'pin', pin) : undefined;
}

/** Writes into the trail, in the caller's transaction, that `by` changed the rights of an account. */
export async function notePrivilege(
  store: AccountStore,
  client: PoolClient,
  change: { by: Principal; account: string; what: string },
): Promise<void> {
  const { sql, values, name } = store.trail.statement([
    {
      ...authorOf(change.by),
      action: 'privilege-change',
      outcome: 'success',
      operation: `account ${change.account}`,
      reason: change.what,
    },
  ]);
  await client.query({ text: sql, values: [...values], ...(name === undefined ? {} : { name }) });
}

/** Inserts the account; undefined when the name is taken. */
export async function insertAccount(
  store: AccountStore,
  client: PoolClient,
  account: NewAccount,
): Promise<Account | undefined> {
  const { rows } = await client.query<AccountColumns>(
    `insert into gate.account (clinic, id, name, folded, display, roles, owner, practitioner, language, password, pin, demo)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (clinic, folded) do nothing returning *`,
    [
      store.clinic,
      randomUUID(),
      account.name.trim(),
      foldName(account.name),
      account.display.trim(),
      knownRoles(account.roles),
      account.owner ?? false,
      account.practitioner,
      account.language ?? 'en',
      account.password === undefined ? null : await hashSecret(account.password),
      account.pin === undefined ? null : await hashSecret(account.pin),
      account.demo ?? false,
    ],
  );
  return rows[0] && accountFrom(rows[0]);
}

/** Owners are made, changed and unmade by owners (and the clinic itself), or a manager could make herself one. */
export const mayTouchOwner = (by: Principal): boolean => by.kind === 'system' || by.owner;

export async function createAccount(
  store: AccountStore,
  by: Principal,
  account: NewAccount,
): Promise<Account | AccountRefusal> {
  if (foldName(account.name) === '') return refuse('name-empty', 'name');
  if (account.owner && !mayTouchOwner(by)) return refuse('owner-only', 'owner');
  const weak = judgeSecrets(account, account);
  if (weak) return weak;
  return inTransaction(store.pool, async (client) => {
    const created = await insertAccount(store, client, account);
    if (!created) return refuse('name-taken', 'name');
    await notePrivilege(store, client, { by, account: created.id, what: `created as ${rights(created)}` });
    return created;
  });
}

const rights = ({ roles, owner }: Pick<Account, 'roles' | 'owner'>) =>
  [...roles, ...(owner ? ['owner'] : [])].join(' ') || 'nobody';

export async function changeAccount(
  store: AccountStore,
  by: Principal,
  target: { id: string; change: AccountChange },
): Promise<Account | AccountRefusal> {
  const { id, change } = target;
  const answer = await inTransaction(store.pool, async (client) => {
    // The clinic's owners are locked together, so that two hands cannot each remove the other last one.
    const { rows: before } = await client.query<AccountColumns>(
      'select * from gate.account where clinic = $1 and (id::text = $2 or owner) order by id for update',
      [store.clinic, id],
    );
    const found = before.find((row) => row.id === id);
    if (!found) return refuse('account-missing', '');
    if ((found.owner || change.owner) && !mayTouchOwner(by)) return refuse('owner-only', 'owner');
    const staysOwner = (change.owner ?? found.owner) && !(change.disabled ?? found.disabled);
    const others = before.some((row) => row.id !== id && row.owner && !row.disabled && row.password !== null);
    if (found.owner && !found.disabled && !staysOwner && !others)
      return refuse('last-owner', change.disabled ? 'disabled' : 'owner');
    const { rows } = await client.query<AccountColumns>(
      `update gate.account set display = $3, roles = $4, owner = $5, practitioner = $6, language = $7, disabled = $8
       where clinic = $1 and id = $2 returning *`,
      [
        store.clinic,
        id,
        change.display ?? found.display,
        change.roles ? knownRoles(change.roles) : found.roles,
        change.owner ?? found.owner,
        change.practitioner ?? found.practitioner,
        change.language ?? found.language,
        change.disabled ?? found.disabled,
      ],
    );
    const [row] = rows;
    if (!row) return refuse('account-missing', '');
    const changed = accountFrom(row);
    if (changed.disabled)
      await client.query('delete from gate.session where clinic = $1 and account = $2', [store.clinic, id]);
    await notePrivilege(store, client, {
      by,
      account: id,
      what: `${rights(accountFrom(found))} to ${changed.disabled ? 'disabled' : rights(changed)}`,
    });
    return changed;
  });
  store.onChange(id);
  return answer;
}

/** Changes one's own password or PIN after the password was given again. */
export async function changeSecret(
  store: AccountStore,
  by: Principal,
  secrets: { current: string; password?: string; pin?: string },
): Promise<Account | AccountRefusal> {
  const found = await findColumns(store, by.account);
  if (!found) return refuse('account-missing', '');
  if (found.password === null || !(await secretMatches(found.password, secrets.current)))
    return refuse('password-wrong', 'current');
  const weak = judgeSecrets(found, secrets);
  if (weak) return weak;
  const password = secrets.password === undefined ? null : await hashSecret(secrets.password);
  const pin = secrets.pin === undefined ? null : await hashSecret(secrets.pin);
  return inTransaction(store.pool, async (client) => {
    await client.query(
      'update gate.account set password = coalesce($3, password), pin = coalesce($4, pin) where clinic = $1 and id = $2',
      [store.clinic, found.id, password, pin],
    );
    await notePrivilege(store, client, {
      by,
      account: found.id,
      what: password === null ? 'changed PIN' : 'changed password',
    });
    return accountFrom({ ...found, password: password ?? found.password, pin: pin ?? found.pin });
  });
}

async function findColumns({ pool, clinic }: AccountStore, id: string): Promise<AccountColumns | undefined> {
  const { rows } = await pool.query<AccountColumns>(
    'select * from gate.account where clinic = $1 and id::text = $2',
    [clinic, id],
  );
  return rows[0];
}

export async function findAccount(store: AccountStore, id: string): Promise<Account | undefined> {
  const found = await findColumns(store, id);
  return found && accountFrom(found);
}

export async function accountByName(
  { pool, clinic }: AccountStore,
  name: string,
): Promise<AccountColumns | undefined> {
  const { rows } = await pool.query<AccountColumns>(
    'select * from gate.account where clinic = $1 and folded = $2',
    [clinic, foldName(name)],
  );
  return rows[0];
}

export async function listAccounts({ pool, clinic }: AccountStore): Promise<Account[]> {
  const { rows } = await pool.query<AccountColumns>(
    'select * from gate.account where clinic = $1 order by folded',
    [clinic],
  );
  return rows.map(accountFrom);
}
