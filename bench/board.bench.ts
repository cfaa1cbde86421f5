/**
 * The board and the day at 20,000 patients: how long one view takes with a year of past visits behind it. Whole path of
 * a view (gate, audit, searches) without HTTP. `MEDLEY_BENCH_PATIENTS` (20000).
 */
import { testClinic } from '#capability/testing/clinic.ts';
import { flow } from '#clinic/flow/server.ts';
import { aBusyDay } from '#clinic/flow/testing/busy-day.ts';
import { boardView } from '#clinic/flow/views/board.contract.ts';
import { scheduling } from '#clinic/scheduling/server.ts';
import { dayView } from '#clinic/scheduling/views/day.contract.ts';
import { settings } from '#clinic/settings/server.ts';
import type { Resource } from '#fhir/types.ts';
import setUpCluster from '#record/testing/global-setup.ts';
import { pastVisits } from './load/past-visit.ts';

const count = Number(process.env.MEDLEY_BENCH_PATIENTS ?? 20_000);
const RUNS = 60;
const BATCH = 250;

const closeCluster = await setUpCluster();
const clinic = await testClinic({ rooms: [settings, flow, scheduling], now: new Date() });
const today = aBusyDay(clinic.now());
const past = pastVisits(clinic.now());

const put = (resources: readonly (Resource & { id: string })[]) =>
  clinic.database.store.commit({
    writes: resources.map((resource) => ({ kind: 'create', resource, id: resource.id })),
    author: 'Device/medley',
  });

try {
  await put(today);
  for (let at = 0; at < count; at += BATCH)
    await put(Array.from({ length: Math.min(BATCH, count - at) }, (_, one) => past(at + one)).flat());
  await clinic.database.pool.query('vacuum analyze');
  const hand = clinic.as('ma');
  process.stdout.write('| view | p50 ms | p95 ms |\n|---|---|---|\n');
  for (const [name, run] of [
    ['flow/board', () => hand.view(boardView, {})],
    ['scheduling/day', () => hand.view(dayView, {})],
  ] as const) {
    const took: number[] = [];
    for (let at = 0; at < RUNS + 5; at += 1) {
      const begun = performance.now();
      await run();
      if (at >= 5) took.push(performance.now() - begun);
    }
    took.sort((a, b) => a - b);
    process.stdout.write(
      `| ${name} | ${took[Math.floor(RUNS / 2)]?.toFixed(1)} | ${took[Math.floor(RUNS * 0.95)]?.toFixed(1)} |\n`,
    );
  }
} finally {
  await clinic.close();
  await closeCluster?.();
}
