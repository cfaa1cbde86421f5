/** Jobs and files of exports in their tables. */
import type { Pool } from 'pg';
import { newId } from '#capability/new-id.ts';
import type { ExportAsked } from './asked.ts';

export type Status = 'accepted' | 'running' | 'done' | 'failed' | 'cancelled';

export interface Job {
  readonly id: string;
  readonly account: string;
  readonly status: Status;
  readonly url: string;
  readonly asked: ExportAsked;
  readonly snapshot: Date | null;
  readonly total: number;
  readonly finished: number;
  readonly expires: Date | null;
  readonly failure: string | null;
}

export interface Part {
  readonly kind: 'output' | 'deleted';
  readonly type: string;
  readonly number: number;
  readonly count: number;
}

const COLUMNS = 'id, account, status, url, asked, snapshot, total, finished, expires, failure';
/** A server that has not said so for this long is taken for dead, and its job begins anew. */
const LEASE_SECONDS = 60;

export type Jobs = ReturnType<typeof openJobs>;

/** Everything exports do in their tables, of one clinic. */
export function openJobs(pool: Pool, clinic: number) {
  const one = async (text: string, values: readonly unknown[]): Promise<Job | undefined> =>
    (await pool.query<Job>(text, [clinic, ...values])).rows[0];
  return {
    async accept(account: string, url: string, asked: ExportAsked): Promise<string> {
      const id = newId();
      await pool.query(
        "insert into export.job (clinic, id, account, status, url, asked) values ($1, $2, $3, 'accepted', $4, $5)",
        [clinic, id, account, url, JSON.stringify(asked)],
      );
      return id;
    },
    find: (id: string) => one(`select ${COLUMNS} from export.job where clinic = $1 and id = $2`, [id]),
    /** The oldest that waits, or whose server is gone: claimed by one server, whatever number asks. */
    async claim(): Promise<Job | undefined> {
      const job = await one(
        `update export.job set status = 'running', leased = now(), finished = 0 where clinic = $1 and id = (
           select id from export.job where clinic = $1 and (status = 'accepted'
             or (status = 'running' and leased < now() - interval '${LEASE_SECONDS} seconds'))
           order by created for update skip locked limit 1)
         returning ${COLUMNS}`,
        [],
      );
      if (job) await pool.query('delete from export.part where clinic = $1 and job = $2', [clinic, job.id]);
      return job;
    },
    /** Says how far it is. False when it was cancelled meanwhile, or another server has it. */
    async goOn(
      id: string,
      { total, finished, snapshot }: { total: number; finished: number; snapshot: string },
    ) {
      const { rowCount } = await pool.query(
        `update export.job set leased = now(), total = $3, finished = $4, snapshot = $5
         where clinic = $1 and id = $2 and status = 'running'`,
        [clinic, id, total, finished, snapshot],
      );
      return rowCount === 1;
    },
    async add(id: string, part: Part, bytes: Buffer): Promise<void> {
      await pool.query(
        'insert into export.part (clinic, job, kind, type, number, count, bytes) values ($1, $2, $3, $4, $5, $6, $7)',
        [clinic, id, part.kind, part.type, part.number, part.count, bytes],
      );
    },
    async end(id: string, { status, failure, hours }: { status: Status; failure?: string; hours: number }) {
      await pool.query(
        `update export.job set status = $3, failure = $4, expires = now() + make_interval(hours => $5)
         where clinic = $1 and id = $2 and status = 'running'`,
        [clinic, id, status, failure ?? null, hours],
      );
    },
    parts: async (id: string): Promise<Part[]> =>
      (
        await pool.query<Part>(
          'select kind, type, number, count from export.part where clinic = $1 and job = $2 order by kind, type, number',
          [clinic, id],
        )
      ).rows,
    bytes: async (id: string, { kind, type, number }: Omit<Part, 'count'>): Promise<Buffer | undefined> =>
      (
        await pool.query<{ bytes: Buffer }>(
          'select bytes from export.part where clinic = $1 and job = $2 and kind = $3 and type = $4 and number = $5',
          [clinic, id, kind, type, number],
        )
      ).rows[0]?.bytes,
    /** Ends it wherever it is and takes its files away. */
    async cancel(id: string): Promise<void> {
      await pool.query(
        "update export.job set status = 'cancelled', expires = now() where clinic = $1 and id = $2",
        [clinic, id],
      );
      await pool.query('delete from export.part where clinic = $1 and job = $2', [clinic, id]);
    },
    /** Files past their day; the job itself stays as a line of what was asked, for a month. */
    async tidy(): Promise<void> {
      await pool.query(
        `delete from export.part p using export.job j
         where p.clinic = $1 and j.clinic = p.clinic and j.id = p.job and j.expires < now()`,
        [clinic],
      );
      await pool.query("delete from export.job where clinic = $1 and expires < now() - interval '30 days'", [
        clinic,
      ]);
    },
  };
}
