/**
 * Rows that a room derives from resources, whoever wrote them: a command, FHIR, an import, another server. They follow
 * the feed a moment behind, from where they were when the server went; from nothing they are made of everything.
 */
import type { ResourceType } from '#fhir/types.ts';
import { type FeedEvent, parseEntry, type RecordStore, type Statement } from '#record/record.ts';
import type { AnyDerived, Room } from './room.ts';

export interface Deriving {
  /** Resolves when everything that is in the record now is followed. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface DeriveOptions {
  readonly store: RecordStore;
  readonly clinic: number;
  readonly rooms: readonly Room[];
  /** Told of what broke; it is tried again after a moment. */
  readonly onFailure: (name: string, error: unknown) => void;
}

const BATCH = 500;
const AGAIN_MS = 1000;
/** What is written close together is derived together: under load a few transactions a second, not one for each write. */
const PAUSE_MS = 250;
const AUTHOR = 'Device/medley';

/** Follows the record for all rooms that derive something. */
export function startDeriving(options: DeriveOptions): Deriving {
  const all = options.rooms
    .flatMap(({ derives }) => derives ?? [])
    .map((derived) => follow(options, derived));
  return {
    caughtUp: async () => void (await Promise.all(all.map((one) => one.caughtUp()))),
    stop: async () => void (await Promise.all(all.map((one) => one.stop()))),
  };
}

function follow({ store, clinic, onFailure }: DeriveOptions, derived: AnyDerived): Deriving {
  const waiting = new Set<string>();
  let position: string | undefined;
  let begun = false;
  let stopped = false;
  let working: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const hear = (events: readonly FeedEvent[]) => {
    const before = waiting.size;
    for (const { type, id } of events) if (type === derived.type) waiting.add(id);
    // The position is kept only when something was derived: hearing the same twice does no harm.
    if (waiting.size > before) position = events.at(-1)?.position ?? position;
    if (waiting.size > 0 && begun) soon(PAUSE_MS);
  };
  const work = async (): Promise<void> => {
    if (!begun) {
      for (const id of await missed({ store, clinic, derived })) waiting.add(id);
      hear(store.toldAhead());
      begun = true;
      const { position: now } = await store.changesAfter(undefined, 1);
      position ??= now;
    }
    for (let more = true; more && waiting.size > 0 && !stopped; ) {
      const ids = [...waiting].slice(0, BATCH);
      const reached = position;
      for (const id of ids) waiting.delete(id);
      try {
        const last = waiting.size === 0 && reached !== undefined;
        await derive({ store, clinic, derived }, ids, last ? [reachedRow({ clinic, derived }, reached)] : []);
        more = waiting.size >= BATCH;
      } catch (error) {
        for (const id of ids) waiting.add(id);
        throw error;
      }
    }
  };
  const wake = (): void => {
    if (stopped || working) return;
    clearTimeout(timer);
    timer = undefined;
    working = work()
      .then(() => true)
      .catch((error) => {
        onFailure(derived.name, error);
        return false;
      })
      .then((fine) => {
        working = undefined;
        if (!fine || waiting.size > 0) soon(fine ? PAUSE_MS : AGAIN_MS);
      });
  };
  const soon = (ms: number): void => {
    if (stopped || working || timer) return;
    timer = setTimeout(wake, ms);
    timer.unref();
  };
  const silence = store.onChange(hear);
  wake();
  return {
    async caughtUp() {
      while (working || waiting.size > 0) {
        wake();
        await working;
      }
    },
    async stop() {
      stopped = true;
      silence();
      clearTimeout(timer);
      await working;
    },
  };
}

type Place = Pick<DeriveOptions, 'store' | 'clinic'> & { readonly derived: AnyDerived };

/** What was written since the rows were last made; everything when they never were. */
async function missed({ store, clinic, derived }: Place): Promise<readonly string[]> {
  const [row] = await store.rows<{ position: string }>(
    'select position from capability.derived where clinic = $1 and name = $2',
    [clinic, derived.name],
  );
  if (!row) {
    const all = await store.rows<{ id: string }>(
      'select id from record.current where clinic = $1 and type = $2',
      [clinic, derived.type],
    );
    return all.map(({ id }) => id);
  }
  const ids: string[] = [];
  for (let at = row.position, more = true; more; ) {
    const { events, position } = await store.changesAfter(at, 1000);
    ids.push(...events.filter(({ type }) => type === derived.type).map(({ id }) => id));
    more = events.length === 1000;
    at = position;
  }
  return ids;
}

async function derive(
  { store, clinic, derived }: Place,
  ids: readonly string[],
  also: readonly Statement[],
): Promise<void> {
  const type: ResourceType = derived.type;
  const found = (await store.readMany(ids.map((id) => ({ type, id })))).map((entry) => parseEntry(entry));
  const here = new Set(found.map(({ id }) => id));
  const gone = ids.filter((id) => !here.has(id));
  const statements = [
    // The room's own derivation, of the one type that it asked for.
    ...(found.length > 0 ? [derived.put(clinic, found as never)] : []),
    ...(gone.length > 0 ? [derived.drop(clinic, gone)] : []),
    ...also,
  ];
  await store.commit({ writes: [], statements, author: AUTHOR });
}

const reachedRow = ({ clinic, derived }: Omit<Place, 'store'>, position: string): Statement => ({
  sql: `insert into capability.derived (clinic, name, position) values ($1, $2, $3)
        on conflict (clinic, name) do update set position = excluded.position`,
  values: [clinic, derived.name, position],
});
