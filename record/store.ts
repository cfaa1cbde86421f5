import type { Pool } from 'pg';
import { openEra } from './era.ts';
import { asking } from './failures.ts';
import { changesBehind, presentPosition } from './feed/changes.ts';
import { openHub } from './feed/hub.ts';
import { parsePosition, positionText } from './feed/position.ts';
import { everything } from './read/everything.ts';
import { history } from './read/history.ts';
import { readMany, readOne, readVersion } from './read/read.ts';
import type { RecordStore } from './record.ts';
import { search } from './search/search.ts';
import { openStatistics } from './statistics.ts';
import { commit } from './write/commit.ts';
import { ensureIndex } from './write/ensure-index.ts';

export interface StoreOptions {
  readonly pool: Pool;
  readonly clinic: number;
  /**
   * IANA zone of the clinic: dates without an offset are read in it, when they are stored and when they are asked for. A function
   * where the zone may change while we run (set-up); what was stored before is indexed anew at the next opening. */
  readonly zone: string | (() => string);
  /** Clock in ms since the epoch, for tests. */
  readonly now?: () => number;
}

/** A store also closes: before its pool, which it holds a listening connection of. */
export type OpenStore = RecordStore & { close(): Promise<void> };

/** Opens the record of one clinic on a migrated database. Indexes anew when the rules of indexing have changed. */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const { pool, clinic } = options;
  const { zone } = options;
  const zoneNow = typeof zone === 'string' ? () => zone : zone;
  const now = options.now ?? Date.now;
  const [era] = await asking(() =>
    Promise.all([openEra(pool, clinic), ensureIndex(pool, clinic, zoneNow())]),
  );
  const reading = { pool, clinic };
  const feed = { pool, clinic, era };
  const hub = openHub(feed, await presentPosition(feed));
  const statistics = openStatistics(pool);
  const onCommit: typeof hub.committed = (tx, events) => {
    hub.committed(tx, events);
    statistics.written(events.length);
  };
  const writing = { pool, clinic, era, now, knownLabels: new Set<string>(), onCommit };

  return {
    read: (type, id) => readOne(reading, type, id),
    readMany: (keys) => readMany(reading, keys),
    vread: (type, id, version) => readVersion(reading, { type, id, version }),
    history: (asked) => history(reading, asked),
    search: (request, scope) => search({ pool, clinic, zone: zoneNow(), now }, request, scope),
    everything: (patient, asked) => everything(reading, patient, asked),
    commit: (asked) => commit({ ...writing, zone: zoneNow() }, asked),
    changesAfter: async (position, limit) => {
      if (position === undefined) return { events: [], position: positionText(await presentPosition(feed)) };
      const read = await changesBehind(feed, parsePosition(position), limit);
      return { events: read.changes.map((change) => change.event), position: positionText(read.position) };
    },
    onChange: hub.onChange,
    toldAhead: hub.toldAhead,
    rows: async (sql, values = [], name) => {
      const found = await asking(() =>
        pool.query({ text: sql, values: [...values], ...(name ? { name } : {}) }),
      );
      return found.rows;
    },
    close: async () => {
      await hub.close();
      await statistics.settled();
    },
  };
}
