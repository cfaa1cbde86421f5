import type { Statement } from '#record/record.ts';

/** PostgreSQL channel that carries announcements between servers. */
export const ANNOUNCE_CHANNEL = 'medley_announce';

/** News without content: a topic, or that a field of a draft changed. */
export type Announcement =
  | { readonly clinic: number; readonly topic: string }
  | {
      readonly clinic: number;
      readonly draft: { readonly key: string; readonly field: string; readonly by: string };
    };

/** Sends the news when the transaction commits, to every server. */
export const announcing = (announcement: Announcement): Statement => ({
  sql: 'select pg_notify($1, $2)',
  values: [ANNOUNCE_CHANNEL, JSON.stringify(announcement)],
});
