/**
 * How soon a clinic is there: from the start of the process until it answers, on the database of a big clinic, after a
 * clean end and after SIGKILL. `--patients 20000 --rounds 5`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort, type RealServer, startReal } from '#server/testing/real-server.ts';
import { bigClinic } from './load/big-clinic.ts';

const { values: asked } = parseArgs({
  options: { patients: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '5' } },
});
const data = mkdtempSync(join(tmpdir(), 'medley-bench-'));
let server: RealServer = await bigClinic(data, Number(asked.patients));

try {
  process.stdout.write('| the server before | ready after, p50 ms | slowest ms |\n|---|---|---|\n');
  for (const [name, signal] of [
    ['ended', 'SIGTERM'],
    ['killed', 'SIGKILL'],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < Number(asked.rounds); round += 1) {
      await server.end(signal);
      const began = performance.now();
      server = await startReal({ data, port: await freePort() });
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    process.stdout.write(
      `| ${name} | ${times[Math.floor(times.length / 2)]?.toFixed(0)} | ${times.at(-1)?.toFixed(0)} |\n`,
    );
  }
} finally {
  await server.end('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}
