import { readdirSync, readFileSync } from 'node:fs';

/** Processor time used so far, in ms; 0 where the system does not tell it. */
export interface ProcessorTime {
  readonly server: number;
  readonly database: number;
}

const TICK_MS = 10;

/** Of the server process and of PostgreSQL with all its processes. Tells more than the clock on a busy machine. */
export function processorTime(server: number | undefined, postmaster: number | undefined): ProcessorTime {
  const all = processes();
  const of = (wanted: (process: Found) => boolean) => all.filter(wanted).reduce((sum, { ms }) => sum + ms, 0);
  return {
    server: of(({ pid }) => pid === server),
    database: of(({ pid, parent }) => pid === postmaster || parent === postmaster),
  };
}

interface Found {
  readonly pid: number;
  readonly parent: number;
  readonly ms: number;
}

function processes(): Found[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => statOf(name) ?? []);
  } catch {
    return [];
  }
}

function statOf(name: string): Found | undefined {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return {
      pid: Number(name),
      parent: fields[1] ?? 0,
      ms: ((fields[11] ?? 0) + (fields[12] ?? 0)) * TICK_MS,
    };
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}
