/**
 * Seals settled rows into blocks: a second after the first unsealed row, or when 500 wait. Any number of processes may
 * run one; an advisory lock lets one at a time seal. The head is also written to a file beside the database, which a
 * hand inside the database cannot reach: cutting off the end of the chain shows there.
 */
import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import type { Pool } from 'pg';

export interface Anchor {
  readonly clinic: number;
  readonly number: number;
  /** Hex. */
  readonly hash: string;
}

export interface Sealer {
  /** Says that rows were written. */
  wake(rows: number): void;
  /** Seals all that is settled; the number of rows sealed. */
  seal(): Promise<number>;
  stop(): Promise<void>;
}

const BLOCK_ROWS = 500;
const QUIET_TURNS = 3;

export interface SealerOptions {
  readonly pool: Pool;
  readonly clinic: number;
  readonly anchorFile?: string;
  /** How long rows wait for their block. */
  readonly waitMs: number;
  /** Told when sealing failed; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}

export function openSealer(options: SealerOptions): Sealer {
  const { waitMs, onFailure } = options;
  let unsealed = 0;
  let quietTurns = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  let stopped = false;

  const sealing = (enough: number): Promise<number> => {
    running ??= sealBlocks(options, enough).finally(() => {
      running = undefined;
    });
    return running;
  };
  const seal = async (): Promise<number> => {
    await running;
    return sealing(1);
  };
  const schedule = (delay: number) => {
    if (stopped || timer) return;
    timer = setTimeout(turn, delay);
    timer.unref();
  };
  const turn = async () => {
    timer = undefined;
    unsealed = 0;
    try {
      // Rows of a transaction that still runs are not settled: look again a few times, then wait to be woken.
      quietTurns = (await sealing(BLOCK_ROWS)) > 0 ? 0 : quietTurns + 1;
    } catch (error) {
      onFailure(error);
    }
    if (quietTurns < QUIET_TURNS) schedule(waitMs);
  };

  return {
    wake(rows) {
      unsealed += rows;
      quietTurns = 0;
      if (unsealed >= BLOCK_ROWS && timer) {
        clearTimeout(timer);
        timer = undefined;
        schedule(0);
      } else schedule(waitMs);
    },
    seal,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await seal();
    },
  };
}

/** Blocks until one is smaller than `enough`: a busy trail is left to the next turn rather than cut into crumbs. */
async function sealBlocks(options: SealerOptions, enough: number): Promise<number> {
  for (let total = 0; ; ) {
    const sealed = await sealOne(options);
    total += sealed;
    if (sealed < enough) return total;
  }
}

/** One block; the number of rows in it. */
async function sealOne({ pool, clinic, anchorFile }: SealerOptions): Promise<number> {
  const { rows } = await pool.query<{ sealed_number: string; sealed_hash: Buffer; sealed_rows: number }>({
    name: 'gate-seal',
    text: 'select * from gate.seal($1, $2)',
    values: [clinic, BLOCK_ROWS],
  });
  const [block] = rows;
  if (!block) return 0;
  const { sealed_number, sealed_hash, sealed_rows } = block;
  if (anchorFile !== undefined)
    await anchor(anchorFile, { clinic, number: Number(sealed_number), hash: sealed_hash.toString('hex') });
  return sealed_rows;
}

/** Whole or not at all: written aside, then renamed. */
async function anchor(file: string, head: Anchor): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, `${JSON.stringify(head)}\n`, { mode: 0o600 });
  await rename(aside, file);
}
