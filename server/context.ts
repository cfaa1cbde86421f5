import type { ServerResponse } from 'node:http';
import type { Pool } from 'pg';
import { CLINIC_TOPIC } from '#capability/clinic-facts.ts';
import { startDeriving } from '#capability/derive.ts';
import { type Drafts, openDrafts } from '#capability/drafts.ts';
import type { Room } from '#capability/room.ts';
import { rooms as indexRooms, type Rooms, type Runtime } from '#capability/runtime.ts';
import { openSharedViews, type SharedViews } from '#capability/shared-views.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { validateResource } from '#fhir/validate/validate.ts';
import type { Gate } from '#gate/gate.ts';
import type { RecordStore } from '#record/record.ts';
import type { ServerConfig } from './config.ts';
import { mayDraft } from './draft-access.ts';
import { type Announcements, openAnnouncements } from './events/announcements.ts';
import { type Hub, openHub } from './events/hub.ts';
import { type Facts, openFacts } from './facts.ts';
import { openPatientOfDraft } from './patient-of-draft.ts';

/** Everything a server is made of: built once, handed to whoever needs part of it. */
export interface ServerContext {
  readonly config: ServerConfig;
  readonly version: string;
  readonly pool: Pool;
  readonly store: RecordStore;
  readonly gate: Gate;
  readonly rooms: Rooms;
  readonly runtime: Runtime;
  readonly facts: Facts;
  readonly drafts: Drafts;
  readonly hub: Hub;
  /** Event streams that are open: ended first when the server goes. */
  readonly streams: Set<ServerResponse>;
  readonly patientOfDraft: (key: string) => Promise<string | undefined>;
  /** Ends what was opened here; pool, store and gate are the caller's. */
  close(): Promise<void>;
}

/** What has to be open before: the record and the gate on a migrated database. */
export interface ContextParts {
  readonly config: ServerConfig;
  readonly pool: Pool;
  readonly store: RecordStore;
  readonly gate: Gate;
  readonly rooms: readonly Room[];
  /** Read here when nobody has before. */
  readonly facts?: Facts;
  readonly version?: string;
  readonly now?: () => Date;
}

/** Builds the context. Throws when the database cannot be reached. */
export async function buildContext(parts: ContextParts): Promise<ServerContext> {
  const { config, pool, store, gate, version = '0.1.0', now = () => new Date() } = parts;
  const rooms = indexRooms(parts.rooms);
  const facts = parts.facts ?? (await openFacts(pool, config.clinic));
  await applyIdleMinutes({ gate, store, facts });
  const validate = (resource: unknown) => validateResource(resource);
  const shared = openSharedViews();
  const runtime: Runtime = { gate, store, pool, rooms, clinic: facts.current, validate, now, shared };
  const deriving = startDeriving({
    store,
    clinic: config.clinic,
    rooms: parts.rooms,
    onFailure: (name, error) =>
      process.emitWarning(`${name} is tried again: ${error instanceof Error ? error.name : 'it broke'}`),
  });
  const announcements = openAnnouncements(pool);
  const stopFacts = followFacts(announcements, {
    clinic: config.clinic,
    changed: async () => {
      await facts.reload();
      await applyIdleMinutes({ gate, store, facts });
    },
  });
  const stopSharing = followShared(shared, { store, announcements, clinic: config.clinic });
  const hub = openHub({
    gate,
    store,
    clinic: config.clinic,
    mayDraft: (principal, key) => mayDraft({ gate, rooms }, principal, key),
    onAnnouncement: announcements.on,
  });
  return {
    config,
    version,
    pool,
    store,
    gate,
    rooms,
    runtime,
    facts,
    drafts: openDrafts(pool, now),
    hub,
    streams: new Set(),
    patientOfDraft: openPatientOfDraft(store),
    async close() {
      stopFacts();
      stopSharing();
      await deriving.stop();
      hub.close();
      await announcements.close();
    },
  };
}

function followFacts(
  announcements: Announcements,
  { clinic, changed }: { clinic: number; changed: () => Promise<void> },
): () => void {
  return announcements.on((announcement) => {
    if (announcement.clinic === clinic && 'topic' in announcement && announcement.topic === CLINIC_TOPIC)
      void changed().catch(() => undefined);
  });
}

/** Before the workstations hear of a change: what they then ask for must not be the answer of before. */
function followShared(
  shared: SharedViews,
  { store, announcements, clinic }: { store: RecordStore; announcements: Announcements; clinic: number },
): () => void {
  const stopFeed = store.onChange((events) => shared.stale(events.map(({ type }) => type)));
  const stopTopics = announcements.on((announcement) => {
    if (announcement.clinic !== clinic || !('topic' in announcement)) return;
    shared.stale(announcement.topic === CLINIC_TOPIC ? undefined : [announcement.topic]);
  });
  return () => {
    stopFeed();
    stopTopics();
  };
}

/** The clinic's own minutes until a workstation locks. */
async function applyIdleMinutes({
  gate,
  store,
  facts,
}: Pick<ServerContext, 'gate' | 'store' | 'facts'>): Promise<void> {
  const { limits } = await readSettings({ rows: store.rows, clinic: facts.current() });
  gate.sessions.setIdleMinutes(limits.idleMinutes);
}
