/** Drafts live on the server; these are their copies here. Outside React, so that the lock screen does not lose a letter. */
import { ApiFailure, call, failureFrom } from './api.ts';
import { connection } from './connection.ts';
import { onNews } from './events.ts';
import { type Store, store } from './store.ts';

export interface Conflict {
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly by: string;
  readonly version: number;
}
export interface DraftNow {
  readonly loaded: boolean;
  readonly values: Readonly<Record<string, unknown>>;
  readonly states: Readonly<Record<string, 'saving' | 'saved' | 'failed'>>;
  readonly savedAt: Readonly<Record<string, Date>>;
  readonly conflicts: Readonly<Record<string, Conflict>>;
  /** Others who are in this draft now. */
  readonly present: readonly string[];
}
interface Kept {
  readonly value: unknown;
  readonly version: number;
  readonly by: string;
  readonly at: string;
}

const DEBOUNCE = 300;
const PRESENCE = 15_000;
const AGAIN = 3000;
const EMPTY: DraftNow = { loaded: false, values: {}, states: {}, savedAt: {}, conflicts: {}, present: [] };

const without = <T>(from: Readonly<Record<string, T>>, key: string): Record<string, T> => {
  const { [key]: _, ...rest } = from;
  return rest;
};
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export class Draft {
  readonly now: Store<DraftNow> = store(EMPTY);
  private readonly key: string;
  private readonly versions = new Map<string, number>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Fields typed here and not yet accepted by the server. */
  private readonly dirty = new Set<string>();
  private readonly sending = new Map<string, Promise<void>>();
  /** Raised when the draft is dropped: what was asked before that is not shown any more. */
  private life = 0;
  private ending = false;

  constructor(key: string) {
    this.key = key;
  }

  private change(next: Partial<DraftNow>): void {
    this.now.set({ ...this.now.get(), ...next });
  }
  private path(): string {
    return `/api/draft/${this.key.split('/').map(encodeURIComponent).join('/')}`;
  }

  async load(): Promise<void> {
    const { life } = this;
    try {
      const { fields, present } = (await call({ method: 'GET', path: this.path() })) as {
        fields: Record<string, Kept>;
        present: readonly string[];
      };
      if (life !== this.life || this.ending) return;
      const values = { ...this.now.get().values };
      for (const [field, kept] of Object.entries(fields)) {
        if (this.dirty.has(field)) continue;
        values[field] = kept.value;
        this.versions.set(field, kept.version);
      }
      this.change({ loaded: true, values, present });
    } catch (error) {
      if (failureFrom(error).kind === 'missing') this.change({ loaded: true });
      else if (!this.now.get().loaded && failureFrom(error).kind === 'offline')
        setTimeout(() => void this.load(), AGAIN);
    }
  }

  /** Takes a value as typed; it is on screen now and on the server in 300 ms. */
  set(field: string, value: unknown): void {
    const now = this.now.get();
    this.dirty.add(field);
    this.change({ values: { ...now.values, [field]: value }, states: { ...now.states, [field]: 'saving' } });
    this.later(field, DEBOUNCE);
  }
  private later(field: string, ms: number): void {
    clearTimeout(this.timers.get(field));
    this.timers.set(
      field,
      setTimeout(() => void this.send(field), ms),
    );
  }

  private async send(field: string): Promise<void> {
    if (this.sending.has(field)) return this.later(field, DEBOUNCE);
    this.timers.delete(field);
    const sent = this.put(field).finally(() => this.sending.delete(field));
    this.sending.set(field, sent);
    return sent;
  }
  private async put(field: string): Promise<void> {
    const { life } = this;
    const value = this.now.get().values[field];
    try {
      const body = { field, value: value ?? null, base: this.versions.get(field) ?? 0 };
      const { version } = (await call({ method: 'PUT', path: this.path(), json: body, keepalive: true })) as {
        version: number;
      };
      if (life !== this.life) return;
      this.versions.set(field, version);
      if (same(this.now.get().values[field], value)) this.settle(field);
    } catch (error) {
      if (life === this.life) await this.refused(field, error);
    }
  }
  private settle(field: string): void {
    this.dirty.delete(field);
    const now = this.now.get();
    this.change({
      states: { ...now.states, [field]: 'saved' },
      savedAt: { ...now.savedAt, [field]: new Date() },
      conflicts: without(now.conflicts, field),
    });
  }

  private async refused(field: string, error: unknown): Promise<void> {
    const now = this.now.get();
    this.change({ states: { ...now.states, [field]: 'failed' } });
    const failure = error instanceof ApiFailure ? error.failure : undefined;
    if (failure?.kind === 'refused') return this.clash(field);
    this.later(field, AGAIN);
  }

  /** Somebody else wrote the field since: ask what, and show both, unless they wrote the same. */
  private async clash(field: string): Promise<void> {
    const answer = await call({ method: 'GET', path: this.path() }).catch(() => undefined);
    const kept = (answer as { fields?: Record<string, Kept> } | undefined)?.fields?.[field];
    if (!kept) return this.later(field, AGAIN);
    const now = this.now.get();
    const mine = now.values[field];
    this.versions.set(field, kept.version);
    if (same(mine, kept.value)) return this.settle(field);
    this.change({
      conflicts: {
        ...now.conflicts,
        [field]: { mine, theirs: kept.value, by: kept.by, version: kept.version },
      },
    });
  }

  /** Settles a clash: `mine` is sent again over theirs, `theirs` replaces what was typed here. */
  resolve(field: string, choice: 'mine' | 'theirs'): void {
    const now = this.now.get();
    const conflict = now.conflicts[field];
    if (!conflict) return;
    this.change({ conflicts: without(now.conflicts, field) });
    if (choice === 'mine') {
      this.set(field, conflict.mine);
      return;
    }
    this.change({ values: { ...this.now.get().values, [field]: conflict.theirs } });
    this.settle(field);
  }

  /** Sends what waits, now: before a command that reads the draft. */
  async flush(): Promise<void> {
    const fields = [...this.timers.keys()];
    for (const field of fields) clearTimeout(this.timers.get(field));
    await Promise.all([...this.sending.values(), ...fields.map((field) => this.send(field))]);
  }

  /** The page goes away: what is newer than the value under way follows it at once, as the version after it. */
  leave(): void {
    for (const [field, timer] of this.timers) {
      clearTimeout(timer);
      const base = (this.versions.get(field) ?? 0) + (this.sending.has(field) ? 1 : 0);
      const body = { field, value: this.now.get().values[field] ?? null, base };
      void call({ method: 'PUT', path: this.path(), json: body, keepalive: true }).catch(() => undefined);
    }
    this.timers.clear();
  }

  /** The draft became the record: nothing of it is kept. */
  async drop(): Promise<void> {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.dirty.clear();
    this.life += 1;
    this.ending = true;
    this.now.set({ ...EMPTY, loaded: true });
    // What is still on its way must not arrive behind the end.
    await Promise.all(this.sending.values());
    await call({ method: 'DELETE', path: this.path() }).catch(() => undefined);
    this.ending = false;
    this.life += 1;
    this.versions.clear();
  }
}

const drafts = new Map<string, Draft>();
/** The draft of this key, loaded when first asked for. */
export function draftOf(key: string): Draft {
  const known = drafts.get(key);
  if (known) return known;
  const made = new Draft(key);
  drafts.set(key, made);
  return made;
}

/** Sends what waits in every draft, now; resolves when the server has answered what is on its way. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...drafts.values()].map((draft) => draft.flush()));
}

const watched = new Map<string, number>();
/** Counts who shows a draft; a shown draft is renewed by events and by presence. */
export function watchDraft(key: string): () => void {
  watched.set(key, (watched.get(key) ?? 0) + 1);
  const draft = draftOf(key);
  void draft.load();
  const timer = setInterval(() => void draft.load(), PRESENCE);
  return () => {
    clearInterval(timer);
    watched.set(key, (watched.get(key) ?? 1) - 1);
    void draft.flush();
  };
}

const renew = (wanted: (key: string) => boolean) => {
  for (const [key, count] of watched) if (count > 0 && wanted(key)) void draftOf(key).load();
};
onNews((news) => renew((key) => news.gap || news.drafts.some((one) => one.key === key)));
let wasLive = false;
connection.subscribe(() => {
  const { live } = connection.get();
  // What was written between the first look and the opened stream was told to nobody here.
  if (live && !wasLive) renew(() => true);
  wasLive = live;
});
if (typeof addEventListener === 'function')
  addEventListener('pagehide', () => {
    for (const draft of drafts.values()) draft.leave();
  });
