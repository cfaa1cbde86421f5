/**
 * Where notes become rows. Reads share inserts: while one insert is on its way the next notes gather, so a busy server
 * writes a few large inserts and an idle one answers at once. A note that could not be written fails its caller: no
 * answer leaves unaudited.
 */
import type { Pool } from 'pg';
import { auditStatement, rowOf } from './insert.ts';
import type { AuditNote, AuditRow } from './row.ts';

export interface Trail {
  /** Resolves when the row is durable. */
  note(note: AuditNote): Promise<void>;
  /** Rows for a caller's own transaction. */
  statement(notes: readonly AuditNote[]): ReturnType<typeof auditStatement>;
  /** Waits for what is under way. */
  drain(): Promise<void>;
}

interface Waiting {
  readonly row: AuditRow;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const LARGEST_INSERT = 500;

export interface TrailOptions {
  readonly pool: Pool;
  readonly clinic: number;
  readonly era: number;
  /** Told how many rows were written, so that they get sealed. */
  readonly onRows: (count: number) => void;
}

export function openTrail({ pool, clinic, era, onRows }: TrailOptions): Trail {
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | undefined;

  const insert = async (batch: readonly Waiting[]) => {
    const { sql, values, name } = auditStatement(
      era,
      batch.map(({ row }) => row),
    );
    try {
      await pool.query({ text: sql, values: [...values], ...(name === undefined ? {} : { name }) });
      onRows(batch.length);
      for (const { done } of batch) done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  };
  const flush = async () => {
    // One turn of the loop: requests that arrived together share the first insert too.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, LARGEST_INSERT);
      waiting = waiting.slice(LARGEST_INSERT);
      await insert(batch);
    }
    flushing = undefined;
  };

  return {
    note: (note) =>
      new Promise((done, failed) => {
        waiting.push({ row: rowOf(clinic, note, new Date()), done, failed });
        flushing ??= flush();
      }),
    statement(notes) {
      onRows(notes.length);
      return auditStatement(
        era,
        notes.map((note) => rowOf(clinic, note, new Date())),
      );
    },
    async drain() {
      while (flushing) await flushing;
    },
  };
}
