import { readFileSync } from 'node:fs';
import type { Client } from './client.ts';
import type { Operation } from './operations.ts';

export interface Found {
  readonly perSecond: number;
  /** Ms at 50, 95 and 99 %. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly failed: number;
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
  return { perSecond: times.length / elapsed, p50: at(0.5), p95: at(0.95), p99: at(0.99), failed };
}

export function rowOf({
  name,
  clients,
  found,
  pid,
}: {
  name: string;
  clients: number;
  found: Found;
  pid: number | undefined;
}): string {
  const { perSecond, p50, p95, p99, failed } = found;
  const cells = [
    name,
    clients,
    Math.round(perSecond),
    p50.toFixed(1),
    p95.toFixed(1),
    p99.toFixed(1),
    failed,
    memoryOf(pid),
  ];
  return `| ${cells.join(' | ')} |`;
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
