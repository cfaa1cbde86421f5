import type { Pool } from 'pg';
import type { RecordStore } from '#record/record.ts';
import type { Gate } from './gate.ts';

export interface GateOptions {
  readonly pool: Pool;
  readonly store: RecordStore;
  readonly clinic: number;
  /** Where the head of the audit chain is anchored, outside the database; absent = not anchored. */
  readonly anchorFile?: string;
  /** e.g. `http://localhost:8080/oauth`. */
  readonly issuer: string;
  /** Demo accounts may sign in. */
  readonly demo: boolean;
  readonly idleMinutes?: number;
}

/** The folder of the gate's tables, schema `gate`, for the migrator. */
export const gateTables = new URL('./tables/', import.meta.url);

/** Opens the gate on a migrated database. Throws when the database cannot be reached. */
export declare function openGate(options: GateOptions): Promise<Gate>;
