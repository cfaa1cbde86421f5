/**
 * A bulk export of everything, as a machine client meets it: kick-off to manifest, then its files. The real server with
 * audit on; the client asks for its status as a client would.
 * `node bench/export.bench.ts [--patients 2000,8000]` (22 resources a patient)
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort, startReal } from '#server/testing/real-server.ts';
import { openClient } from './load/client.ts';
import { load } from './load/fill.ts';
import { machineToken } from './load/token.ts';

const { values } = parseArgs({ options: { patients: { type: 'string', default: '2000,8000' } } });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(
  '| resources | until the manifest, s | a second | files, MiB | fetched, s | peak RSS MiB: before | after |',
);
say('|---|---|---|---|---|---|---|');
for (const patients of values.patients.split(',').map(Number)) {
  const data = mkdtempSync(join(tmpdir(), 'medley-bench-'));
  const server = await startReal({ data, port: await freePort() });
  try {
    const token = await machineToken(server.url, data);
    const client = openClient(server.url, token);
    await load(client, patients);
    client.close();
    const { pid } = server.process;
    const before = peakMiB(pid);
    const asked = await exported(server.url, token);
    const row = [
      asked.resources,
      asked.seconds.toFixed(1),
      Math.round(asked.resources / asked.seconds),
      Math.round(asked.bytes / 2 ** 20),
      asked.fetching.toFixed(1),
      before,
      peakMiB(pid),
    ];
    say(`| ${row.join(' | ')} |`);
  } finally {
    await server.end('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  }
}

async function exported(url: string, authorization: string) {
  const began = performance.now();
  const headers = { authorization, prefer: 'respond-async' };
  const begun = await fetch(`${url}/fhir/$export`, { headers });
  const status = begun.headers.get('content-location') ?? '';
  let answer = await fetch(status, { headers });
  while (answer.status !== 200) {
    await new Promise((wake) => setTimeout(wake, 1_050));
    answer = await fetch(status, { headers });
  }
  const { output } = (await answer.json()) as { output: { url: string; count: number }[] };
  const ready = performance.now();
  let bytes = 0;
  for (const file of output) bytes += (await (await fetch(file.url, { headers })).arrayBuffer()).byteLength;
  return {
    resources: output.reduce((sum, { count }) => sum + count, 0),
    seconds: (ready - began) / 1000,
    fetching: (performance.now() - ready) / 1000,
    bytes,
  };
}

/** The most memory the process has had, from the kernel. */
function peakMiB(pid: number | undefined): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}
