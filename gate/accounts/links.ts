/** One-time links: the owner's first, invitations, resets. Kept as hashes, they expire and work once. */
import type { PoolClient } from 'pg';
import { forbidden, notFound } from '#fhir/outcome.ts';
import { inTransaction } from '../database.ts';
import type { Account, AccountRefusal, LinkTarget, NewAccount } from '../gate.ts';
import type { Principal } from '../principal.ts';
import { type AccountColumns, accountFrom, foldName } from './account.ts';
import { type AccountStore, insertAccount, judgeSecrets, mayTouchOwner, notePrivilege } from './accounts.ts';
import { hashSecret } from './secret.ts';
import { newToken, tokenHash } from './token.ts';

export type Purpose = LinkTarget['purpose'];
const HOURS: Readonly<Record<Purpose, number>> = { owner: 24, invitation: 72, reset: 1 };

/** The token of a new link; earlier unused ones for the same account (or the owner) stop working. */
export async function createLink(
  store: AccountStore,
  by: Principal,
  link: { purpose: Purpose; account?: string },
): Promise<string> {
  const token = newToken();
  await inTransaction(store.pool, async (client) => {
    await mustBeHers(client, { clinic: store.clinic, by, account: link.account });
    await client.query(
      'update gate.link set used = now() where clinic = $1 and used is null and account is not distinct from $2::uuid and ($2::uuid is not null or purpose = $3)',
      [store.clinic, link.account ?? null, link.purpose],
    );
    await client.query(
      `insert into gate.link (clinic, token, purpose, account, expires) values ($1, $2, $3, $4, now() + make_interval(hours => $5))`,
      [store.clinic, tokenHash(token), link.purpose, link.account ?? null, HOURS[link.purpose]],
    );
    await notePrivilege(store, client, {
      by,
      account: link.account ?? 'owner',
      what: `one-time link: ${link.purpose}`,
    });
  });
  return token;
}

/** Whoever holds a reset link can become that account. Throws 403, or 404 for an account that is none. */
async function mustBeHers(
  client: PoolClient,
  { clinic, by, account }: { clinic: number; by: Principal; account: string | undefined },
): Promise<void> {
  const question = 'select owner from gate.account where clinic = $1 and id::text = $2';
  const { rows } = await client.query<{ owner: boolean }>(question, [clinic, account ?? null]);
  if (account !== undefined && !rows[0]) throw notFound('There is no such account.');
  if (rows[0]?.owner !== false && !mayTouchOwner(by))
    throw forbidden('Only an owner may give out the link of an owner.');
}

interface Found {
  readonly purpose: Purpose;
  readonly expires: Date;
  readonly account: AccountColumns | null;
}
const FIND = `select l.purpose, l.expires, to_jsonb(a) as account from gate.link l
  left join gate.account a on a.clinic = l.clinic and a.id = l.account
  where l.clinic = $1 and l.token = $2 and l.used is null and l.expires > now() and (l.account is null or not a.disabled)`;

/** Whom a link is for; undefined when it is unknown, used, expired, or its account disabled. */
export async function openLink(
  { pool, clinic }: AccountStore,
  token: string,
): Promise<LinkTarget | undefined> {
  const { rows } = await pool.query<Found>(FIND, [clinic, tokenHash(token)]);
  const [found] = rows;
  if (!found) return undefined;
  return {
    purpose: found.purpose,
    expires: found.expires.toISOString(),
    ...(found.account ? { account: accountFrom(found.account) } : {}),
  };
}

type Secrets = { password: string; pin?: string; account?: Omit<NewAccount, 'password' | 'pin'> };
const invalid: AccountRefusal = { refused: 'link-invalid', at: '' };

/** Sets the secrets of the link's account (or makes the owner's), uses the link up and ends the account's sessions. */
export async function redeemLink(
  store: AccountStore,
  token: string,
  secrets: Secrets,
): Promise<Account | AccountRefusal> {
  const { rows } = await store.pool.query<Found>(FIND, [store.clinic, tokenHash(token)]);
  const [found] = rows;
  if (!found) return invalid;
  const target = found.account ?? secrets.account;
  if (!target) return { refused: 'name-empty', at: 'name' };
  if (foldName(target.name) === '') return { refused: 'name-empty', at: 'name' };
  const weak = judgeSecrets({ name: target.name, display: target.display }, secrets);
  if (weak) return weak;
  const password = await hashSecret(secrets.password);
  const pin = secrets.pin === undefined ? null : await hashSecret(secrets.pin);
  const answer = await inTransaction(store.pool, async (client): Promise<Account | AccountRefusal> => {
    let id = found.account?.id;
    if (id === undefined && secrets.account) {
      const created = await insertAccount(store, client, { ...secrets.account, owner: true, demo: false });
      if (!created) return { refused: 'name-taken', at: 'name' };
      id = created.id;
    }
    const used = await client.query(
      'update gate.link set used = now() where clinic = $1 and token = $2 and used is null',
      [store.clinic, tokenHash(token)],
    );
    if (used.rowCount !== 1 || id === undefined) throw new LinkUsed();
    const { rows: changed } = await client.query<AccountColumns>(
      'update gate.account set password = $3, pin = coalesce($4, pin) where clinic = $1 and id = $2 returning *',
      [store.clinic, id, password, pin],
    );
    const [row] = changed;
    if (!row) throw new LinkUsed();
    await client.query('delete from gate.session where clinic = $1 and account = $2', [store.clinic, id]);
    await notePrivilege(store, client, {
      by: selfOf(store.clinic, row),
      account: id,
      what: `redeemed a one-time link: ${found.purpose}`,
    });
    return accountFrom(row);
  }).catch((error: unknown) => {
    if (error instanceof LinkUsed) return invalid;
    throw error;
  });
  if (!('refused' in answer)) store.onChange(answer.id);
  return answer;
}

/** Somebody else used the link in the same moment: nothing of this transaction stays. */
class LinkUsed extends Error {}

const selfOf = (clinic: number, row: AccountColumns): Principal => ({
  kind: 'person',
  account: row.id,
  reference: row.practitioner,
  display: row.display,
  roles: accountFrom(row).roles,
  owner: row.owner,
  scopes: [],
  clinic,
  workstation: '',
});
