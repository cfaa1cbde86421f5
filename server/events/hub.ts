import type { Announcement } from '#capability/announce.ts';
import { CLINIC_TOPIC } from '#capability/clinic-facts.ts';
import type { Gate } from '#gate/gate.ts';
import type { Principal } from '#gate/principal.ts';
import type { FeedEvent, RecordStore } from '#record/record.ts';

/** News without content for one workstation: what went stale, never what it says. */
export interface News {
  readonly changes: readonly { readonly type: string; readonly id: string; readonly patient?: string }[];
  readonly topics: readonly string[];
  readonly drafts: readonly { readonly key: string; readonly field: string; readonly by: string }[];
  /** The listener missed more than can be told: everything may be stale. */
  readonly reset?: true;
}

interface Listener {
  readonly principal: Principal;
  /** `position` is what the listener resumes from. */
  readonly hear: (news: News, position: string | undefined) => void;
}

export interface Hub {
  join(listener: Listener): () => void;
  /** What the principal missed since `position`; with `reset` when that was too much or too long ago. */
  missed(principal: Principal, position: string): Promise<{ news: News; position: string | undefined }>;
  close(): void;
}

export interface HubParts {
  readonly gate: Gate;
  readonly store: RecordStore;
  readonly clinic: number;
  /** May the principal take part in the drafts of this key? */
  readonly mayDraft: (principal: Principal, key: string) => boolean;
  readonly onAnnouncement: (listener: (announcement: Announcement) => void) => () => void;
}

const MOST_MISSED = 2000;
const NOTHING: News = { changes: [], topics: [], drafts: [] };
const RESET: News = { ...NOTHING, reset: true };

/** Passes the record's change feed and the announcements on, to each listener what the gate lets her hear. */
export function openHub({ gate, store, clinic, mayDraft, onAnnouncement }: HubParts): Hub {
  const listeners = new Set<Listener>();
  const tell = (newsFor: (principal: Principal) => News | undefined, position?: string) => {
    for (const { principal, hear } of listeners) {
      const news = newsFor(principal);
      if (news) hear(news, position);
    }
  };
  const changesFor = (principal: Principal, events: readonly FeedEvent[]): News | undefined => {
    const heard = events.filter((event) => gate.mayHear(principal, event));
    if (heard.length === 0) return undefined;
    return {
      ...NOTHING,
      changes: heard.map(({ type, id, patient }) => ({ type, id, ...(patient ? { patient } : {}) })),
    };
  };
  const stopFeed = store.onChange((events) => {
    if (events.length > MOST_MISSED) return tell(() => RESET, events.at(-1)?.position);
    tell((principal) => changesFor(principal, events), events.at(-1)?.position);
  });
  const stopAnnouncements = onAnnouncement((announcement) => {
    if (announcement.clinic !== clinic) return;
    if ('topic' in announcement) {
      const topics = [announcement.topic];
      return tell(() =>
        announcement.topic === CLINIC_TOPIC ? { ...RESET, topics } : { ...NOTHING, topics },
      );
    }
    const { draft } = announcement;
    tell((principal) => (mayDraft(principal, draft.key) ? { ...NOTHING, drafts: [draft] } : undefined));
  });
  return {
    join(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async missed(principal, from) {
      const ahead = store.toldAhead();
      const page = await store.changesAfter(from, MOST_MISSED).catch(() => undefined);
      if (!page || page.events.length >= MOST_MISSED) return { news: RESET, position: undefined };
      return { news: changesFor(principal, [...page.events, ...ahead]) ?? NOTHING, position: page.position };
    },
    close() {
      stopFeed();
      stopAnnouncements();
      listeners.clear();
    },
  };
}
