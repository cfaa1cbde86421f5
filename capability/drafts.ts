import type { Pool } from 'pg';
import type { Principal } from '#gate/principal.ts';
import { ANNOUNCE_CHANNEL, type Announcement } from './announce.ts';

interface DraftField {
  readonly value: unknown;
  readonly version: number;
  /** Display of who typed it. */
  readonly by: string;
  /** FHIR instant. */
  readonly at: string;
}

interface Draft {
  readonly fields: Readonly<Record<string, DraftField>>;
  /** Others who have it open now. */
  readonly present: readonly string[];
}

type DraftSaved =
  | { readonly saved: true; readonly version: number }
  /** Somebody else typed into the field since `base`. */
  | { readonly saved: false; readonly value: unknown; readonly version: number; readonly by: string };

interface DraftEdit {
  readonly key: string;
  readonly field: string;
  readonly value: unknown;
  /** The version the typist saw; 0 when the field was empty. */
  readonly base: number;
}

const PRESENT_SECONDS = 30;

/** Fields as they are typed, kept for every workstation; what is here is not yet part of the record. */
export interface Drafts {
  open(who: Principal, key: string): Promise<Draft>;
  save(who: Principal, edit: DraftEdit): Promise<DraftSaved>;
  discard(who: Principal, key: string): Promise<void>;
}

export function openDrafts(pool: Pool, now: () => Date): Drafts {
  const tell = (clinic: number, draft: { key: string; field: string; by: string }) =>
    pool.query({
      name: 'capability.announce',
      text: 'select pg_notify($1, $2)',
      values: [ANNOUNCE_CHANNEL, JSON.stringify({ clinic, draft } satisfies Announcement)],
    });

  /** Notes that she has it open; true when she just came. */
  const appear = async ({ clinic, account, display }: Principal, key: string): Promise<boolean> => {
    const { rows } = await pool.query<{ came: boolean }>(APPEAR, [clinic, key, account, display, now()]);
    return rows[0]?.came ?? false;
  };

  return {
    async open(who, key) {
      if (await appear(who, key)) await tell(who.clinic, { key, field: '', by: who.display });
      const [fields, present] = await Promise.all([
        pool.query<{ field: string; value: unknown; version: number; by: string; at: Date }>(FIELDS, [
          who.clinic,
          key,
        ]),
        pool.query<{ display: string }>(PRESENT, [who.clinic, key, who.account, since(now())]),
      ]);
      const entries = fields.rows.map(
        ({ field, at, ...rest }) => [field, { ...rest, at: at.toISOString() }] as const,
      );
      return { fields: Object.fromEntries(entries), present: present.rows.map(({ display }) => display) };
    },
    async save(who, { key, field, value, base }) {
      const { clinic, account, display } = who;
      const saved = await pool.query<{ version: number }>({
        name: 'capability.draft-save',
        text: SAVE,
        values: [clinic, key, field, JSON.stringify(value), display, account, now(), base],
      });
      const version = saved.rows[0]?.version;
      await appear(who, key);
      if (version !== undefined) {
        await tell(clinic, { key, field, by: display });
        return { saved: true, version };
      }
      const { rows } = await pool.query<{ value: unknown; version: number; by: string }>(ONE, [
        clinic,
        key,
        field,
      ]);
      return { saved: false, value: null, version: 0, by: '', ...rows[0] };
    },
    async discard(who, key) {
      await pool.query('delete from capability.draft where clinic = $1 and key = $2', [who.clinic, key]);
      await tell(who.clinic, { key, field: '', by: who.display });
    },
  };
}

const since = (now: Date) => new Date(now.getTime() - PRESENT_SECONDS * 1000);

const APPEAR = `
with before as (select seen from capability.presence where clinic = $1 and key = $2 and account = $3)
insert into capability.presence (clinic, key, account, display, seen) values ($1, $2, $3, $4, $5)
on conflict (clinic, key, account) do update set seen = excluded.seen, display = excluded.display
returning coalesce((select seen < excluded_seen.at from before, (select $5::timestamptz - interval '${PRESENT_SECONDS} seconds' as at) excluded_seen), true) as came`;
const FIELDS =
  'select field, value, version, by, at from capability.draft where clinic = $1 and key = $2 order by field';
const PRESENT =
  'select display from capability.presence where clinic = $1 and key = $2 and account <> $3 and seen > $4 order by display';
const ONE = 'select value, version, by from capability.draft where clinic = $1 and key = $2 and field = $3';
/** The field moves on only from the version that was seen; a field that was discarded meanwhile starts anew. */
const SAVE = `
insert into capability.draft as d (clinic, key, field, value, version, by, account, at)
values ($1, $2, $3, $4::jsonb, 1, $5, $6, $7)
on conflict (clinic, key, field) do update
  set value = excluded.value, version = d.version + 1, by = excluded.by, account = excluded.account, at = excluded.at
  where d.version = $8
returning version`;
