import type { Principal } from '#gate/principal.ts';

/** What a view came to for those who may see the same: its answer as JSON, and whose records are in it. */
export interface SharedAnswer {
  readonly json: string;
  readonly patients: ReadonlySet<string>;
}

export interface SharedViews {
  /** The answer that is being made or was just made for this question; else makes it. */
  get(question: Question, make: () => Promise<SharedAnswer>): Promise<SharedAnswer>;
  /** These types or topics have changed, or anything may have: whoever asks from now on is answered anew. */
  stale(names?: readonly string[]): void;
}

export interface Question {
  readonly view: string;
  readonly who: Principal;
  readonly input: unknown;
  readonly listens: readonly string[];
}

/** A clock inside an answer may be this late; what has changed is never. */
const OLDEST_MS = 2_000;

interface Kept {
  readonly made: Promise<SharedAnswer>;
  readonly at: number;
  readonly listens: readonly string[];
}

/**
 * Fifty workstations ask for the board when one card has moved: it is composed once for each set of rights. Only for
 * views that say so, because they show the same to everybody whom the gate gives the same rights.
 */
export function openSharedViews(now: () => number = () => performance.now()): SharedViews {
  const kept = new Map<string, Kept>();
  return {
    get(question, make) {
      const key = keyOf(question);
      const known = kept.get(key);
      if (known && now() - known.at < OLDEST_MS) return known.made;
      const fresh: Kept = { made: make(), at: now(), listens: question.listens };
      for (const [other, { at }] of kept) if (fresh.at - at >= OLDEST_MS) kept.delete(other);
      kept.set(key, fresh);
      // Whoever asks after a failure tries for herself.
      fresh.made.catch(() => kept.get(key) === fresh && kept.delete(key));
      return fresh.made;
    },
    stale(names) {
      for (const [key, { listens }] of kept)
        if (!names || names.some((name) => listens.includes(name))) kept.delete(key);
    },
  };
}

/** Everything the gate decides by, and nothing that only names her. */
const keyOf = ({ view, who, input }: Question): string =>
  JSON.stringify([
    view,
    input,
    who.clinic,
    who.kind,
    [...who.roles].sort(),
    who.owner,
    [...who.scopes].sort(),
  ]);
