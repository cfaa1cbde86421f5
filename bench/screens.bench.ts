/**
 * The screens of a clinic with 20,000 patients in a real browser: from the press that leads there until the content is
 * drawn, and how long each key takes until the next frame (the browser's own Event Timing, from the input to the paint).
 * The built screens of `dist/web` on the real server. `--patients 20000 --rounds 5`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { Role } from '#gate/principal.ts';
import { launch } from '../e2e/browser.ts';
import { openWorkstation, type Workstation } from '../e2e/workstation.ts';
import { bigClinic, PASSWORD } from './load/big-clinic.ts';

const { values: asked } = parseArgs({
  options: { patients: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '5' } },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const data = mkdtempSync(join(tmpdir(), 'medley-bench-'));
const server = await bigClinic(data, Number(asked.patients));
const browser = await launch();

const at = (list: readonly number[], share: number): string => {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
};
/** Looked at in every frame, so that the measure is no coarser than the screen. `left` is the heading that must go first. */
const ready = async (page: Page, left = ''): Promise<void> => {
  await page.waitForFunction(
    (heading) => {
      const shown = document.querySelector('h1')?.textContent ?? '';
      return shown !== '' && shown !== heading && !document.querySelector('[role=status][aria-label]');
    },
    left,
    { polling: 'raf' },
  );
};
/** Leads to a place as a link does. Answers the heading of the page that was left. */
const press = (page: Page, path: string): Promise<string> =>
  page.evaluate((to) => {
    const heading = document.querySelector('h1')?.textContent ?? '';
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
    return heading;
  }, path);
const open = async (role: Role): Promise<Workstation> => {
  const station = await openWorkstation({ browser, url: server.url, wish: {} });
  await station.signIn(role, PASSWORD);
  await ready(station.page);
  await station.page.evaluate(watchKeys);
  return station;
};

/** Runs in the page: keeps how long each key and click took from the hand to the next frame. */
function watchKeys(): void {
  const found: number[] = [];
  Object.assign(globalThis, { medleyKeys: found });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === 'keydown' || entry.name === 'click') found.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}
const slowKeys = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const { medleyKeys } = globalThis as unknown as { medleyKeys: number[] };
    return medleyKeys.splice(0);
  });

const SCREENS: readonly (readonly [Role, string])[] = [
  ['ma', '/board'],
  ['ma', '/board?by=room'],
  ['front-desk', '/day'],
  ['front-desk', '/patients'],
  ['front-desk', '/patients/past-77/profile'],
  ['ma', '/patients/past-77/chart'],
  ['ma', '/patients/past-77/documents'],
  ['front-desk', '/visits/visit-1/check-in'],
  ['ma', '/visits/visit-4/rooming'],
  ['provider', '/visits/visit-7/visit'],
  ['ma', '/visits/visit-8/check-out'],
  ['manager', '/presence'],
  ['manager', '/reports/stages'],
  ['manager', '/settings'],
  ['manager', '/audit'],
];

try {
  const stations = new Map<Role, Workstation>();
  const stationOf = async (role: Role) => {
    const known = stations.get(role) ?? (await open(role));
    stations.set(role, known);
    return known;
  };
  say('| screen | first ms | again p50 ms | again slowest ms |');
  say('|---|---|---|---|');
  for (const [role, path] of SCREENS) {
    const { page } = await stationOf(role);
    const times: number[] = [];
    for (let round = 0; round <= Number(asked.rounds); round += 1) {
      await ready(page, await press(page, '/me/sessions'));
      const began = performance.now();
      await ready(page, await press(page, path));
      times.push(performance.now() - began);
    }
    const [first = 0, ...again] = times;
    say(`| ${path} | ${first.toFixed(0)} | ${at(again, 0.5)} | ${at(again, 1)} |`);
  }

  say('\n| keys | pressed | over 16 ms | p95 ms | slowest ms |');
  say('|---|---|---|---|---|');
  const keys = async (name: string, role: Role, path: string, type: (page: Page) => Promise<number>) => {
    const { page, go } = await stationOf(role);
    await go(path);
    await ready(page);
    await page.evaluate(watchKeys);
    await slowKeys(page);
    const pressed = await type(page);
    // The observer tells of the last frames a moment later.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 50))));
    const slow = await slowKeys(page);
    // Whatever took less than a frame is not told: it counts as one frame.
    const all = [...slow, ...Array.from({ length: Math.max(0, pressed - slow.length) }, () => 16)];
    say(`| ${name} | ${pressed} | ${slow.length} | ${at(all, 0.95)} | ${at(all, 1)} |`);
  };
  const typed = async (page: Page, text: string) => {
    await page.keyboard.type(text, { delay: 60 });
    return text.length;
  };
  await keys('board: arrows', 'ma', '/board', async (page) => {
    for (let n = 0; n < 40; n += 1)
      await page.keyboard.press(['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft'][n % 4] ?? '', {
        delay: 20,
      });
    return 40;
  });
  await keys('day: arrows', 'front-desk', '/day', async (page) => {
    await page.getByRole('button', { name: /Mei Tanaka/ }).focus();
    for (let n = 0; n < 20; n += 1) await page.keyboard.press(n % 2 ? 'ArrowUp' : 'ArrowDown', { delay: 20 });
    return 20;
  });
  await keys('find a patient: typing', 'front-desk', '/patients', async (page) => {
    await page
      .getByRole('searchbox')
      .or(page.getByRole('combobox'))
      .or(page.getByRole('textbox'))
      .first()
      .focus();
    return typed(page, 'kowalski ana 3/4/1970');
  });
  await keys('command bar: typing', 'ma', '/board', async (page) => {
    await page.keyboard.press('/');
    return 1 + (await typed(page, 'haddad'));
  });
  await keys('rooming: vitals', 'ma', '/visits/visit-4/rooming', async (page) => {
    await page.getByLabel('Weight', { exact: true }).focus();
    let pressed = 0;
    for (const value of ['182', '70', '98.4', '128/82', '72', '16', '97', '3']) {
      pressed += (await typed(page, value)) + 1;
      await page.keyboard.press('Tab');
    }
    return pressed;
  });
  for (const { close, errors } of stations.values()) {
    if (errors.length > 0) say(`Errors on a page: ${errors.join('; ')}`);
    await close();
  }
} finally {
  await browser.close();
  await server.end('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}
