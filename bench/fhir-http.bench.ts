/**
 * The record over HTTP, as a machine client meets it: token, validation, reference check and audit on. The load comes
 * from this process, closed loop, over kept-alive connections; server and PostgreSQL are processes of their own.
 * `node bench/fhir-http.bench.ts [--seconds 8] [--only name] [--clients 1,8,32] [--small]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort, startReal } from '#server/testing/real-server.ts';
import { type Client, openClient } from './load/client.ts';
import { type Loaded, load } from './load/fill.ts';
import { measure, rowOf } from './load/measure.ts';
import { operations } from './load/operations.ts';
import { processorTime } from './load/processor-time.ts';
import { machineToken } from './load/token.ts';

const { values: asked } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    only: { type: 'string' },
    clients: { type: 'string', default: '1,8,32' },
    small: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const data = mkdtempSync(join(tmpdir(), 'medley-bench-'));
const server = await startReal({
  data,
  port: await freePort(),
  ...(asked.profile ? { node: ['--cpu-prof', `--cpu-prof-dir=${join(tmpdir(), 'medley-profile')}`] } : {}),
});

try {
  const client = openClient(server.url, await machineToken(server.url, data));
  const loaded = await fill(client);
  const postgres = await server.postgres();
  say(
    `\n| operation | clients | req/s | p50 ms | p95 ms | p99 ms | failed | CPU ms/request: server | PostgreSQL | server RSS MiB |`,
  );
  say('|---|---|---|---|---|---|---|---|---|---|');
  for (const operation of operations(loaded)) {
    if (asked.only && !operation.name.includes(asked.only)) continue;
    for (const clients of asked.clients.split(',').map(Number)) {
      const seconds = Number(asked.seconds);
      await measure(client, { operation, clients, seconds: Math.min(1, seconds / 4) });
      const before = processorTime(server.process.pid, postgres);
      const found = await measure(client, { operation, clients, seconds });
      const used = processorTime(server.process.pid, postgres);
      say(rowOf({ name: operation.name, clients, found, before, used, pid: server.process.pid }));
    }
  }
  client.close();
} finally {
  await server.end('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}

async function fill(client: Client): Promise<Loaded> {
  const began = performance.now();
  const loaded = await load(client, asked.small ? 200 : 2000);
  const seconds = (performance.now() - began) / 1000;
  say(
    `Loading by transactions of 22, 8 at once: ${Math.round(loaded.resources / seconds)} resources/s (${loaded.resources} in ${seconds.toFixed(1)} s).`,
  );
  return loaded;
}
