/**
 * What the gate offers the floors above. Opened once by `openGate` (open-gate.ts), handed down, never fetched.
 * Everything that touches the record goes through `for` (one call, one decision, one audit row) or `perform`
 * (a command or a view: one decision about the task, every read and write inside it decided too).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Commit, Entry, FeedEvent, RecordReader } from '#record/record.ts';
import type { AuditNote, AuditPage, AuditQuery } from './audit/row.ts';
import type { Act, Asked, Decision } from './decision.ts';
import type { Principal, Role } from './principal.ts';

/** The record behind the gate. Refusals are thrown as `GateRefusal` (a FhirFailure 403). */
export interface GatedRecord extends RecordReader {
  /** As `RecordStore.commit`; the author is the principal, the audit rows are in the same transaction. */
  commit(commit: Omit<Commit, 'author'>): Promise<Entry[]>;
}
/** What is done with a file: looked at, printed, or taken out of the clinic's record. */
export type FileUse = 'look' | 'print' | 'export';
export interface OpenRecord extends GatedRecord {
  /** The newest version of a Binary, audited as what is done with it. */
  file(id: string, use: FileUse): Promise<Entry | undefined>;
}
/** What a command or view gets: rows of its room too, and a word for the audit row that `perform` writes. */
export interface GatedAct extends GatedRecord {
  rows<T extends Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
    name?: string,
  ): Promise<T[]>;
  /** Whose records this act has shown so far. */
  patientsSeen(): ReadonlySet<string>;
  /** It shows these too, by an answer that was composed for somebody of the same rights: audited as if read here. */
  sees(patients: Iterable<string>): void;
  /** The act ended without doing it (a declared refusal): audited as refused with this code. */
  refused(code: string): void;
}

export interface Gate {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly audit: Audit;
  readonly oauth: Oauth;
  /** Pure; see checks.ts. */
  decide(principal: Principal, asked: Asked): Decision;
  /** The record as this principal may use it over FHIR: each call decided, narrowed and audited before it answers. */
  for(principal: Principal): OpenRecord;
  /** Decides the act, runs it, audits it (one `view` row with every patient seen; a row for each write) and answers. */
  perform<T>(principal: Principal, act: Act, run: (record: GatedAct) => Promise<T>): Promise<T>;
  /** May this principal be told of this change? Types it may not read are never announced. */
  mayHear(principal: Principal, event: FeedEvent): boolean;
  /** The principal of work on a clock and of imports. */
  system(name: string): Principal;
  /** Seals what is pending and stops timers. The pool is the caller's. */
  close(): Promise<void>;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly display: string;
  readonly roles: readonly Role[];
  readonly owner: boolean;
  /** `Practitioner/…` */
  readonly practitioner: string;
  readonly disabled: boolean;
  readonly language: 'en' | 'es';
  readonly hasPassword: boolean;
  readonly hasPin: boolean;
  readonly demo: boolean;
}
export interface NewAccount {
  readonly name: string;
  readonly display: string;
  readonly roles: readonly Role[];
  readonly owner?: boolean;
  readonly practitioner: string;
  readonly language?: 'en' | 'es';
  readonly password?: string;
  readonly pin?: string;
  /** Signs in only while the gate is opened in demo mode. */
  readonly demo?: boolean;
}
export type AccountChange = Partial<
  Pick<NewAccount, 'display' | 'roles' | 'owner' | 'practitioner' | 'language'>
> & { readonly disabled?: boolean };
/** `at` is the field of the form. */
export type AccountRefusal = {
  readonly refused:
    | 'name-taken'
    | 'name-empty'
    | 'password-weak'
    | 'pin-weak'
    | 'last-owner'
    | 'owner-only'
    | 'link-invalid'
    | 'password-wrong'
    | 'account-missing';
  readonly at: string;
  readonly because?: string;
};
export interface LinkTarget {
  readonly purpose: 'owner' | 'invitation' | 'reset';
  /** Absent for the owner's first link: that account is made by redeeming it. */
  readonly account?: Account;
  readonly expires: string;
}

/** Changes take effect at once here and within 5 s in other processes. `by` is audited as privilege-change. */
export interface Accounts {
  create(by: Principal, account: NewAccount): Promise<Account | AccountRefusal>;
  change(by: Principal, id: string, change: AccountChange): Promise<Account | AccountRefusal>;
  list(): Promise<Account[]>;
  find(id: string): Promise<Account | undefined>;
  byName(name: string): Promise<Account | undefined>;
  /** Changes one's own; every session of the account ends, this one too: sign in anew. */
  changePassword(by: Principal, current: string, next: string): Promise<Account | AccountRefusal>;
  changePin(by: Principal, password: string, pin: string): Promise<Account | AccountRefusal>;
  /** Throws 403 when somebody who is no owner asks for an owner's link. One-time token for `/link/<token>`; owner 24 h, invitation 72 h, reset 1 h. Earlier ones of the account end. */
  link(by: Principal, purpose: 'owner'): Promise<string>;
  link(by: Principal, purpose: 'invitation' | 'reset', account: string): Promise<string>;
  openLink(token: string): Promise<LinkTarget | undefined>;
  /** `account` is needed for the owner's link only. */
  redeem(
    token: string,
    secrets: { password: string; pin?: string; account?: Omit<NewAccount, 'password' | 'pin'> },
  ): Promise<Account | AccountRefusal>;
}

export interface SessionCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    readonly httpOnly: true;
    readonly sameSite: 'strict';
    readonly secure: boolean;
    readonly path: '/';
    readonly maxAge: number;
  };
}
export interface Session {
  readonly id: string;
  readonly principal: Principal;
  readonly language: 'en' | 'es';
  /** For the `x-medley-csrf` header; bound to the session. */
  readonly csrf: string;
  /** True hides everything: only unlock and sign-out may be answered. */
  readonly locked: boolean;
  /** The patient (id) who holds the screen to sign: only what says that it may be asked then is answered, for her. */
  readonly turned?: string;
  readonly idleSeconds: number;
  readonly hasPin: boolean;
}
export interface SessionSummary {
  readonly id: string;
  readonly workstation: string;
  readonly started: string;
  readonly seen: string;
  readonly locked: boolean;
}
export type SignIn =
  | { readonly ok: true; readonly session: Session; readonly cookie: SessionCookie }
  /** `refused`: unknown name, wrong password and disabled account answer alike. */
  | { readonly ok: false; readonly refused: 'sign-in-failed' }
  | { readonly ok: false; readonly refused: 'throttled'; readonly retryAfterSeconds: number };
export type Unlock =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly refused: 'wrong-pin'; readonly triesLeft: number }
  /** The session ended: full sign-in. */
  | { readonly ok: false; readonly refused: 'signed-out' };

export interface Sessions {
  readonly cookieName: string;
  signIn(
    credentials: { name: string; password: string },
    from: { address: string; workstation: string; secure: boolean },
  ): Promise<SignIn>;
  /** By the cookie's value. Cached (5 s): usually no query. Does not count as activity. */
  find(cookie: string | undefined): Promise<Session | undefined>;
  /** The hand of the user moved (a command, a draft, a view she opened; not a refetch or an event stream). Cheap. */
  touch(session: Session): void;
  csrfMatches(session: Session, header: string | undefined): boolean;
  lock(session: Session): Promise<void>;
  /** Turns the screen to a patient (id) until the PIN; a turned session turns to nobody else. */
  turn(session: Session, patient: string): Promise<void>;
  /** By PIN, or by password where the account has no PIN. Five tries, then the session ends. */
  unlock(cookie: string, pin: string): Promise<Unlock>;
  signOut(session: Session): Promise<void>;
  /** All sessions of the account, everywhere. */
  signOutEverywhere(by: Principal, account: string): Promise<number>;
  list(account: string): Promise<SessionSummary[]>;
  setLanguage(session: Session, language: 'en' | 'es'): Promise<Session>;
  /** Minutes until the lock, 2 to 15 (DOMAIN E4); of the clinic, kept by the caller. */
  setIdleMinutes(minutes: number): void;
  /** For the Set-Cookie that takes the cookie away. */
  expiredCookie(secure: boolean): SessionCookie;
}

export interface Audit {
  /** Durable when it resolves; many callers share one insert. */
  note(note: AuditNote): Promise<void>;
  /** A note in the name of a principal. */
  noteOf(
    principal: Principal,
    note: Omit<AuditNote, 'account' | 'display' | 'roles' | 'workstation'>,
  ): Promise<void>;
  /** Itself audited as audit-read. Refused unless O02. */
  search(by: Principal, query: AuditQuery): Promise<AuditPage>;
  verify(): Promise<ChainReport>;
  /** Seals everything that is settled now. */
  seal(): Promise<number>;
}
export interface ChainReport {
  readonly sound: boolean;
  readonly blocks: number;
  readonly rows: number;
  /** Rows written but not sealed yet. */
  readonly pending: number;
  readonly faults: readonly { readonly block: number; readonly row?: string; readonly what: string }[];
}

export interface MachineClient {
  readonly client_id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created: string;
  readonly disabled: boolean;
}
export interface Oauth {
  /** Node handler for everything under the mount (`/oauth`): wants the raw, unread request. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** For `/fhir/.well-known/smart-configuration`; `origin` as the caller reached us, e.g. `https://clinic.example`. */
  smartConfiguration(origin: string): Readonly<Record<string, unknown>>;
  /** Cached (5 s). Undefined: unknown, expired, revoked, or its client disabled. */
  principalOfToken(bearer: string): Promise<Principal | undefined>;
  createClient(
    by: Principal,
    client: { name: string; scopes?: readonly string[]; jwks?: { keys: readonly Record<string, unknown>[] } },
  ): Promise<{ client_id: string; client_secret?: string; scopes: readonly string[] }>;
  listClients(): Promise<MachineClient[]>;
  /** Its tokens end too. */
  disableClient(by: Principal, clientId: string): Promise<boolean>;
}
