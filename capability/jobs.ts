import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { runCommand } from './run-command.ts';
import type { Runtime } from './runtime.ts';

type Job = NonNullable<Runtime['rooms']['list'][number]['jobs']>[number];

export interface Jobs {
  /** Ends the clock and waits for the job that is running. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  /** Told of a job that broke; it is tried again at its next time. */
  readonly onFailure: (job: string, error: unknown) => void;
  /** How often the clock looks, in ms. */
  readonly everyMs?: number;
}

/** Any number that is ours; the clinic is the second key of the lock. */
const LOCK = 0x6d656432;
/** Receipts and abandoned drafts are kept this long. */
const KEEP = { receiptHours: 48, draftDays: 30 } as const;

/**
 * Work on a clock. Any number of servers may run this: the one that holds the advisory lock works, another takes over
 * when its connection ends.
 */
export function startJobs(runtime: Runtime, { onFailure, everyMs = 1000 }: JobsOptions): Jobs {
  const due = new Map<string, number>();
  const jobs = runtime.rooms.list.flatMap((room) => room.jobs ?? []);
  let holder: PoolClient | undefined;
  let working: Promise<void> | undefined;
  let stopped = false;

  const attend = async () => {
    if (!holder) {
      holder = await takeLock(runtime);
      holder?.once('error', () => {
        holder = undefined;
      });
    }
    if (!holder) return;
    if (isDue(due, { name: 'capability/tidy', everySeconds: 3600 })) await tidy(runtime);
    for (const job of jobs)
      if (!stopped && isDue(due, job)) await work(runtime, job).catch((error) => onFailure(job.name, error));
  };
  const timer = setInterval(() => {
    working ??= attend()
      .catch((error) => onFailure('clock', error))
      .finally(() => {
        working = undefined;
      });
  }, everyMs);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await working;
      holder?.release(true);
    },
  };
}

function isDue(
  due: Map<string, number>,
  { name, everySeconds }: Pick<Job, 'name' | 'everySeconds'>,
): boolean {
  const now = performance.now();
  if ((due.get(name) ?? 0) > now) return false;
  due.set(name, now + everySeconds * 1000);
  return true;
}

async function takeLock({ pool, clinic }: Runtime): Promise<PoolClient | undefined> {
  const client = await pool.connect();
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [
    LOCK,
    clinic().id,
  ]);
  if (rows[0]?.mine) return client;
  client.release();
  return undefined;
}

async function work(runtime: Runtime, job: Job): Promise<void> {
  const placed = runtime.rooms.commands.get(job.command);
  if (!placed) throw new Error(`The job ${job.name} runs ${job.command}, which does not exist.`);
  const who = runtime.gate.system(`job:${job.name}`);
  const answer = await runCommand(runtime, placed, { who, key: randomUUID(), input: job.input });
  if (answer.kind === 'issues')
    throw new Error(`The job ${job.name} gives ${job.command} input it does not take.`);
}

async function tidy({ pool }: Runtime): Promise<void> {
  await pool.query(`delete from capability.receipt where at < now() - interval '${KEEP.receiptHours} hours'`);
  await pool.query(`delete from capability.draft where at < now() - interval '${KEEP.draftDays} days'`);
  await pool.query(`delete from capability.presence where seen < now() - interval '1 day'`);
}
