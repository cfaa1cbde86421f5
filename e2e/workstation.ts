import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { root } from './built-screens.ts';

/** The sizes every screen is looked at. */
export const SIZES = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
  upright: { width: 768, height: 1024 },
} as const;
export type Size = keyof typeof SIZES;

export interface WorkstationWish {
  readonly size?: Size;
  readonly theme?: 'light' | 'dark';
  readonly language?: 'en' | 'es';
}

/** A browser with one tab, and what a test does at it. */
export interface Workstation {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page and of its console so far; a test ends with none. */
  readonly errors: readonly string[];
  signIn(name: string, password: string): Promise<void>;
  /** Goes to a path inside the shell without a reload and waits for its heading. */
  go(path: string): Promise<void>;
  /** Clicks and keys since the last call, from the browser's own events. */
  effort(): Promise<{ clicks: number; keys: number }>;
  /** What axe finds wrong in light and in dark, one line each; [] is clean. */
  axe(): Promise<string[]>;
  /** Pictures at the three sizes, light and dark, under docs/screens/, when `MEDLEY_SCREENSHOTS` is set. */
  shoot(name: string): Promise<void>;
  network(on: boolean): Promise<void>;
  close(): Promise<void>;
}

interface Parts {
  readonly browser: Browser;
  readonly url: string;
  readonly wish: WorkstationWish;
}

export async function openWorkstation({ browser, url, wish }: Parts): Promise<Workstation> {
  const { size = 'desktop', theme = 'light', language = 'en' } = wish;
  const context = await browser.newContext({
    viewport: SIZES[size],
    baseURL: url,
    locale: language === 'es' ? 'es-US' : 'en-US',
    colorScheme: theme,
    reducedMotion: 'reduce',
    permissions: ['camera'],
  });
  await context.addInitScript(countEffort);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // The browser logs every 4xx by itself; whether one is right is for the test to say.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  await page.goto('/');
  return {
    page,
    context,
    errors,
    async signIn(name, password) {
      await page.getByLabel(/^(Name|Nombre)$/).fill(name);
      await page.getByLabel(/^(Password|Contraseña)$/).fill(password);
      await page.keyboard.press('Enter');
      await page.getByRole('navigation').first().waitFor();
    },
    async go(path) {
      await page.evaluate((to) => {
        history.pushState({}, '', to);
        dispatchEvent(new PopStateEvent('popstate'));
      }, path);
      await page.waitForURL(`**${path}`);
      await page.waitForFunction(() => document.documentElement.dataset.at === location.pathname);
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    },
    effort: () => page.evaluate(takeEffort),
    axe: () => inBothThemes(page, () => violations(page)),
    shoot: async (name) =>
      shoot(page, { name, language: await page.evaluate(() => document.documentElement.lang) }),
    network: (on) => context.setOffline(!on),
    close: () => context.close(),
  };
}

/** Runs in the page: counts what a hand did. */
function countEffort(): void {
  const effort = { clicks: 0, keys: 0 };
  Object.assign(globalThis, { medleyEffort: effort });
  addEventListener('click', (event) => event.isTrusted && event.detail > 0 && effort.clicks++, true);
  addEventListener('keydown', (event) => event.isTrusted && effort.keys++, true);
}
function takeEffort(): { clicks: number; keys: number } {
  const { medleyEffort } = globalThis as unknown as { medleyEffort: { clicks: number; keys: number } };
  const taken = { ...medleyEffort };
  medleyEffort.clicks = 0;
  medleyEffort.keys = 0;
  return taken;
}

async function inBothThemes<T>(page: Page, run: (theme: 'light' | 'dark') => Promise<T[]>): Promise<T[]> {
  const found: T[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate(
      (name) => document.documentElement.setAttribute('data-mantine-color-scheme', name),
      theme,
    );
    // Colours change in the next frame, even without motion.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    // What changes slowly has arrived before anybody looks.
    await page.evaluate(async () => {
      const changing = document.getAnimations().filter((one) => one instanceof CSSTransition);
      await Promise.allSettled(changing.map(({ finished }) => finished));
    });
    found.push(...(await run(theme)));
  }
  await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'));
  return found;
}

async function violations(page: Page): Promise<string[]> {
  const theme = await page.evaluate(() => document.documentElement.getAttribute('data-mantine-color-scheme'));
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, any }) => `${theme}: ${id} at ${target.join(' ')}${any[0] ? `: ${any[0].message}` : ''}`,
    ),
  );
}

async function shoot(page: Page, { name, language }: { name: string; language: string }): Promise<void> {
  if (!process.env.MEDLEY_SCREENSHOTS) return;
  const folder = join(root, 'docs', 'screens');
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await inBothThemes(page, async (theme) => {
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(folder, `${name}-${size}-${theme}-${language}.png`) });
      return [];
    });
  }
  if (before) await page.setViewportSize(before);
}
