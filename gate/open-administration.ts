/** The gate without its doors to the record: accounts, sessions, machines, audit. Enough for the command line. */
import type { Pool } from 'pg';
import { openAccounts } from './accounts/open-accounts.ts';
import { openEra } from './audit/era.ts';
import { openSealer } from './audit/sealer.ts';
import { searchAudit } from './audit/search.ts';
import { openTrail, type Trail } from './audit/trail.ts';
import { verifyAudit } from './audit/verify.ts';
import { authorOf } from './author.ts';
import { decide } from './checks.ts';
import type { Asked, Decision } from './decision.ts';
import type { Audit, Gate } from './gate.ts';
import { openOauth } from './oauth/open-oauth.ts';
import type { Principal } from './principal.ts';
import { GateRefusal } from './refusal.ts';
import { openSessions } from './sessions/sessions.ts';
import { openThrottle } from './sessions/throttle.ts';
import { openTidy } from './tidy.ts';

export interface AdministrationOptions {
  readonly pool: Pool;
  readonly clinic: number;
  /** Where the head of the audit chain is anchored, outside the database; absent = not anchored. */
  readonly anchorFile?: string;
  /** e.g. `http://localhost:8080/oauth`. */
  readonly issuer: string;
  /** Demo accounts may sign in. */
  readonly demo: boolean;
  /** Until the screens lock; 5 unless said. */
  readonly idleMinutes?: number;
  /** How long rows of the trail wait to be sealed into a block; a second unless said. */
  readonly sealAfterMs?: number;
  /** Told when sealing the chain or tidying up failed; both are tried again. */
  readonly onFailure?: (error: unknown) => void;
  /** Clock in ms, for tests. */
  readonly now?: () => number;
}

export type Administration = Pick<
  Gate,
  'accounts' | 'sessions' | 'audit' | 'oauth' | 'decide' | 'system' | 'close'
>;

/** The clinic itself, as the author of what no person asked for. */
const systemPrincipal = (clinic: number, name: string): Principal => ({
  kind: 'system',
  account: `system:${name}`,
  reference: 'Device/medley',
  display: `Medley (${name})`,
  roles: [],
  owner: false,
  scopes: [],
  clinic,
  workstation: 'server',
});

/** Opens it on a migrated database. Throws when the database cannot be reached. */
export async function openAdministration(
  options: AdministrationOptions,
): Promise<Administration & { trail: Trail }> {
  const { pool, clinic, demo, issuer } = options;
  const now = options.now ?? Date.now;
  const anchor = options.anchorFile === undefined ? {} : { anchorFile: options.anchorFile };
  const onFailure = options.onFailure ?? (() => {});
  const stopTidy = openTidy(pool, clinic, onFailure);
  const sealer = openSealer({ pool, clinic, ...anchor, waitMs: options.sealAfterMs ?? 1000, onFailure });
  const trail = openTrail({ pool, clinic, era: await openEra(pool, clinic), onRows: sealer.wake });
  const store = { pool, clinic, trail, onChange: (account: string) => sessions.forgetAccount(account) };
  const throttle = openThrottle(pool, clinic);
  const sessions = await openSessions({ store, throttle, demo, idleMinutes: options.idleMinutes ?? 5, now });
  const ask = (principal: Principal, asked: Asked): Decision => decide({ principal, asked, clinic });
  return {
    trail,
    accounts: openAccounts(store, (by, account) => sessions.signOutEverywhere(by, account)),
    sessions,
    audit: {
      note: trail.note,
      noteOf: (principal, note) => trail.note({ ...authorOf(principal), ...note }),
      search: reviewing({ pool, clinic, trail, decide: ask }),
      verify: () => verifyAudit({ pool, clinic, ...anchor }),
      seal: sealer.seal,
    },
    oauth: openOauth({ store: { pool, clinic, trail }, issuer, now }),
    decide: ask,
    system: (name) => systemPrincipal(clinic, name),
    async close() {
      await stopTidy();
      await trail.drain();
      await sealer.stop();
    },
  };
}

interface Review {
  readonly pool: Pool;
  readonly clinic: number;
  readonly trail: Trail;
  readonly decide: Gate['decide'];
}

/** Reading the trail is a task like another, and is in the trail. */
const reviewing =
  ({ pool, clinic, trail, decide: ask }: Review): Audit['search'] =>
  async (by, query) => {
    const decision = ask(by, {
      kind: 'act',
      act: { kind: 'view', name: 'audit/search', task: 'O02', writes: [] },
    });
    const patients = query.patient === undefined ? [] : [query.patient];
    const note = {
      ...authorOf(by),
      action: 'audit-read',
      query: Object.keys(query).join(' '),
      patients,
    } as const;
    if (!decision.allow) {
      await trail.note({ ...note, outcome: 'refused', reason: decision.code });
      throw new GateRefusal(decision);
    }
    const page = await searchAudit(pool, clinic, query);
    await trail.note({ ...note, outcome: 'success' });
    return page;
  };
