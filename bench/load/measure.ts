import { readFileSync } from 'node:fs';
import type { Client } from './client.ts';
import type { Operation } from './operations.ts';
import type { ProcessorTime } from './processor-time.ts';

export interface Found {
  readonly perSecond: number;
  /** Ms at 50, 95 and 99 %. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly failed: number;
  readonly requests: number;
}

let turn = 0;

/** Closed loop: each client asks again as soon as it was answered. */
export async function measure(
  client: Client,
  { operation, clients, seconds }: { operation: Operation; clients: number; seconds: number },
): Promise<Found> {
  const times: number[] = [];
  let failed = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  const work = async () => {
    while (performance.now() < until) {
      const request = operation.ask(turn++);
      const sent = performance.now();
      const { status } = await client.send(request);
      times.push(performance.now() - sent);
      if (status !== operation.status) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  const elapsed = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    perSecond: times.length / elapsed,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    failed,
    requests: times.length,
  };
}

interface Row {
  readonly name: string;
  readonly clients: number;
  readonly found: Found;
  readonly before: ProcessorTime;
  readonly used: ProcessorTime;
  readonly pid: number | undefined;
}

export function rowOf({ name, clients, found, before, used, pid }: Row): string {
  const { perSecond, p50, p95, p99, failed, requests } = found;
  const each = (ms: number) => (ms / Math.max(1, requests)).toFixed(2);
  const times = [p50, p95, p99].map((ms) => ms.toFixed(1));
  const cpu = [each(used.server - before.server), each(used.database - before.database)];
  return `| ${[name, clients, Math.round(perSecond), ...times, failed, ...cpu, memoryOf(pid)].join(' | ')} |`;
}

/** Resident memory in MiB, where the system tells it. */
function memoryOf(pid: number | undefined): string {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? '' : String(Math.round(Number(kilobytes) / 1024));
  } catch {
    return '';
  }
}
