import type { Pool } from 'pg';
import type { RecordStore } from '#record/record.ts';
import { openAccounts } from './accounts/open-accounts.ts';
import { openEra } from './audit/era.ts';
import { openSealer } from './audit/sealer.ts';
import { searchAudit } from './audit/search.ts';
import { openTrail } from './audit/trail.ts';
import { verifyAudit } from './audit/verify.ts';
import { authorOf } from './author.ts';
import { decide } from './checks.ts';
import type { Act, Asked, Decision } from './decision.ts';
import { openFhirDoor } from './door/fhir-door.ts';
import { performAct } from './door/perform.ts';
import type { Audit, Gate } from './gate.ts';
import { openOauth } from './oauth/open-oauth.ts';
import type { Principal } from './principal.ts';
import { GateRefusal } from './refusal.ts';
import { openSessions } from './sessions/sessions.ts';
import { openThrottle } from './sessions/throttle.ts';

export interface GateOptions {
  readonly pool: Pool;
  readonly store: RecordStore;
  readonly clinic: number;
  /** Where the head of the audit chain is anchored, outside the database; absent = not anchored. */
  readonly anchorFile?: string;
  /** e.g. `http://localhost:8080/oauth`. */
  readonly issuer: string;
  /** Demo accounts may sign in. */
  readonly demo: boolean;
  /** Until the screens lock; 5 unless said. */
  readonly idleMinutes?: number;
  /** Told when sealing the audit chain failed; it is tried again. */
  readonly onFailure?: (error: unknown) => void;
  /** Clock in ms, for tests. */
  readonly now?: () => number;
}

/** The folder of the gate's tables, schema `gate`, for the migrator. */
export const gateTables = new URL('./tables/', import.meta.url);

/** What everyone's screens show: its news concern them. */
const BOARD: Act = { kind: 'view', name: 'events', task: 'T48', writes: [] };

/** The clinic itself, as the author of work on a clock. */
export const systemPrincipal = (clinic: number, name: string): Principal => ({
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

/** Opens the gate on a migrated database. Throws when the database cannot be reached. */
export async function openGate(options: GateOptions): Promise<Gate> {
  const { pool, store, clinic } = options;
  const now = options.now ?? Date.now;
  const anchor = options.anchorFile === undefined ? {} : { anchorFile: options.anchorFile };
  const sealer = openSealer({ pool, clinic, ...anchor, onFailure: options.onFailure ?? (() => {}) });
  const trail = openTrail({ pool, clinic, era: await openEra(pool, clinic), onRows: sealer.wake });
  const ask = (principal: Principal, asked: Asked): Decision => decide({ principal, asked, clinic });
  const door = { store, trail, decide: ask };

  const accountStore = {
    pool,
    clinic,
    trail,
    onChange: (account: string) => sessions.forgetAccount(account),
  };
  const sessions = await openSessions({
    store: accountStore,
    throttle: openThrottle(pool, clinic),
    demo: options.demo,
    idleMinutes: options.idleMinutes ?? 5,
    now,
  });

  const audit: Audit = {
    note: trail.note,
    noteOf: (principal, note) => trail.note({ ...authorOf(principal), ...note }),
    async search(by, query) {
      const decision = ask(by, {
        kind: 'act',
        act: { kind: 'view', name: 'audit/search', task: 'O02', writes: [] },
      });
      const note = {
        action: 'audit-read',
        query: Object.keys(query).join(' '),
        patients: query.patient === undefined ? [] : [query.patient],
      } as const;
      if (!decision.allow) {
        await audit.noteOf(by, { ...note, outcome: 'refused', reason: decision.code });
        throw new GateRefusal(decision);
      }
      const page = await searchAudit(pool, clinic, query);
      await audit.noteOf(by, { ...note, outcome: 'success' });
      return page;
    },
    verify: () => verifyAudit({ pool, clinic, ...anchor }),
    seal: sealer.seal,
  };

  return {
    accounts: openAccounts(accountStore, (by, account) => sessions.signOutEverywhere(by, account)),
    sessions,
    audit,
    oauth: openOauth({ store: { pool, clinic, trail }, issuer: options.issuer, now }),
    decide: ask,
    for: (principal) => openFhirDoor(door, principal),
    perform: (principal, act, run) => performAct(door, principal, { act, run }),
    mayHear: (principal, { type }) =>
      ask(principal, { kind: 'fhir', verb: 'read', type }).allow ||
      ask(principal, { kind: 'fhir', verb: 'read', type, act: BOARD }).allow,
    system: (name) => systemPrincipal(clinic, name),
    async close() {
      await trail.drain();
      await sealer.stop();
    },
  };
}
