/**
 * The chart of a patient who has come for twenty years, as the chart page asks for it: through the whole server (without a
 * socket), signed in, gate and audit on. The issue asks for 1 s; the browser's part is in the screens' benchmark.
 */
import { patientOfWish } from '#capability/testing/people.ts';
import { chart } from '#clinic/chart/server.ts';
import { twentyYears } from '#clinic/chart/testing/twenty-years.ts';
import { settings } from '#clinic/settings/server.ts';
import setUpCluster from '#record/testing/global-setup.ts';
import { type Desk, testServer } from '#server/testing/test-server.ts';

const RUNS = 120;
const WARM = 10;
const BATCH = 400;

const closeCluster = await setUpCluster();
const server = await testServer({ rooms: [settings, chart] });

/** What the page asks when it opens. */
async function openChart(desk: Desk): Promise<number> {
  const answer = await desk.view('chart/open-chart', { patient: 'old' });
  if (answer.statusCode !== 200) throw new Error(`The chart answered ${answer.statusCode}.`);
  return answer.rawPayload.length;
}

async function measured(desk: Desk, clients: number) {
  const took: number[] = [];
  let bytes = 0;
  const work = async () => {
    for (let run = 0; run < RUNS / clients + WARM; run += 1) {
      const begun = performance.now();
      bytes = await openChart(desk);
      if (run >= WARM) took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  took.sort((a, b) => a - b);
  const ms = (rank: number) => took[Math.min(took.length - 1, Math.floor(took.length * rank))]?.toFixed(0);
  return { p50: ms(0.5), p95: ms(0.95), slowest: ms(1), bytes };
}

try {
  const old = patientOfWish({ id: 'old', name: 'Harriet Vance', born: '1944-02-11' });
  const resources = [old, ...twentyYears('old', new Date())];
  for (let at = 0; at < resources.length; at += BATCH)
    await server.context.store.commit({
      writes: resources
        .slice(at, at + BATCH)
        .map((resource) => ({ kind: 'create', resource, id: resource.id ?? '' })),
      author: 'Device/medley',
    });
  process.stdout.write(`${resources.length} resources of one patient.\n\n`);
  process.stdout.write('| as | clients | p50 ms | p95 ms | slowest ms | kB |\n|---|---|---|---|---|---|\n');
  for (const role of ['provider', 'ma'] as const) {
    const desk = await server.signIn(role);
    for (const clients of [1, 8]) {
      const { p50, p95, slowest, bytes } = await measured(desk, clients);
      process.stdout.write(
        `| ${role} | ${clients} | ${p50} | ${p95} | ${slowest} | ${Math.round(bytes / 1000)} |\n`,
      );
    }
  }
} finally {
  await server.close();
  await closeCluster?.();
}
