import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ClinicOnScreen, clinicOnScreen, PASSWORD, type Workstation } from '../../e2e/browser.ts';
import { aBusyDay } from './testing/busy-day.ts';

let clinic: ClinicOnScreen;
let ma: Workstation;
let provider: Workstation;
let desk: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  await clinic.server.context.store.commit({
    writes: aBusyDay(new Date()).map((resource) => ({ kind: 'create', resource, id: resource.id })),
    author: 'Device/medley',
  });
  const manager = await clinic.server.signIn('manager');
  for (const practitioner of ['staff-provider', 'staff-ma', 'staff-front-desk'])
    await manager.command('flow/set-presence', { practitioner, onSite: true });
  [ma, provider, desk] = [
    await clinic.open('ma'),
    await clinic.open('provider'),
    await clinic.open('front-desk'),
  ];
}, 300_000);
afterAll(() => clinic?.close());
afterEach(() => {
  for (const { errors } of [ma, provider, desk]) expect(errors).toEqual([]);
});

/** The card of a patient, by the words of its next step. */
const card = (at: Workstation, name: string) =>
  at.page.locator('li', { hasText: name }).locator('[data-card]');
/** Goes to a screen and waits until it, and not the one before, is there. */
async function see(at: Workstation, path: string): Promise<void> {
  await at.go(path);
  await at.page.getByRole('heading', { level: 1 }).waitFor();
  await at.page.locator('[role=status][aria-label]').first().waitFor({ state: 'detached' });
}
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const column = (at: Workstation, name: string) =>
  at.page.locator('section[data-column]', { has: at.page.getByRole('heading', { name }) });

describe('the board', () => {
  test('a card that an assistant moves with two keys moves on the provider’s board at once', async () => {
    await see(provider, '/board');
    await see(ma, '/board');
    const took: number[] = [];
    for (const name of ['Rosa Delgado', 'Samuel Whitaker']) {
      await card(ma, name).focus();
      await ma.effort();
      const begun = performance.now();
      await ma.page.keyboard.press('Enter');
      await column(provider, 'Rooming').getByText(name).waitFor();
      took.push(Math.round(performance.now() - begun));
      expect(await ma.effort()).toEqual({ clicks: 0, keys: 1 });
      await ma.page.getByRole('button', { name: /^Undo/ }).waitFor();
      await ma.page.keyboard.press('z');
      await column(provider, 'Arrived').getByText(name).waitFor();
    }
    console.info(`A move is on the other board after ${took.join(', ')} ms.`);
    expect(Math.min(...took)).toBeLessThan(1000);
  });
  test('arrows walk over all cards, r chooses a room', async () => {
    await card(ma, 'Rosa Delgado').focus();
    await ma.page.keyboard.press('ArrowDown');
    await ma.page.keyboard.press('ArrowRight');
    const focused = () =>
      ma.page.evaluate(() => document.activeElement?.closest('section')?.getAttribute('data-column'));
    expect(await focused()).toBe('rooming');
    await ma.page.keyboard.press('r');
    await ma.page.getByRole('dialog').waitFor();
    await ma.page.keyboard.press('Escape');
    await ma.page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
  test('with the network cut the card moves, and is saved when it is back', async () => {
    await card(ma, 'Ines Figueroa').waitFor();
    await ma.network(false);
    await card(ma, 'Rosa Delgado').focus();
    await ma.page.keyboard.press('Enter');
    await column(ma, 'Rooming').getByText('Rosa Delgado').waitFor();
    await ma.network(true);
    await column(provider, 'Rooming').getByText('Rosa Delgado').waitFor();
  });
  test('is readable for everybody, in both languages', async () => {
    expect(await ma.axe()).toEqual([]);
    await ma.shoot('board');
    for (const by of ['room', 'provider']) {
      await see(ma, `/board?by=${by}`);
      expect(await ma.axe()).toEqual([]);
      await ma.shoot(`board-by-${by}`);
    }
  });
});

describe('the day', () => {
  test('a visit is booked, arrived and taken back without a mouse', async () => {
    await see(desk, '/day');
    await desk.effort();
    await desk.page.keyboard.press('n');
    await desk.page.getByRole('dialog').waitFor();
    await desk.page.keyboard.type('tana');
    await desk.page.getByRole('option', { name: /Mei Tanaka/ }).waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByLabel('Day', { exact: true }).fill(inDays(100));
    await desk.page.getByLabel('Time', { exact: true }).fill('930');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.getByRole('dialog').waitFor({ state: 'hidden' });
    const effort = await desk.effort();
    console.info(`Booking: ${effort.keys} keys, ${effort.clicks} clicks.`);
    expect(effort.clicks).toBe(0);
    await desk.page.getByRole('button', { name: /Walter Hughes/ }).focus();
    await desk.page.keyboard.press('a');
    await desk.page.getByRole('button', { name: /Walter Hughes.*here/ }).waitFor();
    await desk.page.getByText('Arrived.').waitFor();
    await desk.page.keyboard.press('z');
    await desk.page.getByRole('button', { name: /Walter Hughes.*late/ }).waitFor();
  });
  test('is readable for everybody', async () => {
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('day');
    await desk.page.keyboard.press('n');
    await desk.page.getByRole('dialog').waitFor();
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('day-book');
    await desk.page.keyboard.press('Escape');
    await see(desk, '/day?as=list');
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('day-list');
  });
});

describe('dragging', () => {
  /** From the middle of one thing, in steps as a hand makes them, by so many pixels. */
  async function drag(
    at: Workstation,
    from: { x: number; y: number },
    by: { x: number; y: number },
  ): Promise<void> {
    const { mouse } = at.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    for (let step = 1; step <= 10; step += 1)
      await mouse.move(from.x + (by.x * step) / 10, from.y + (by.y * step) / 10);
    await mouse.up();
  }
  test('a card is dragged into a room', async () => {
    await see(ma, '/board?by=room');
    const from = await ma.page
      .locator('li', { hasText: 'Ines Figueroa' })
      .getByText('Ines Figueroa')
      .boundingBox();
    const to = await column(ma, 'Room 9').boundingBox();
    if (!from || !to) throw new Error('The board does not show them.');
    await drag(ma, from, { x: to.x + 60 - from.x, y: to.y + 60 - from.y });
    await column(ma, 'Room 9').getByText('Ines Figueroa').waitFor();
    await column(provider, 'Rooming').getByText('Ines Figueroa').waitFor();
  });
  test('a visit is dragged to half an hour later', async () => {
    await see(desk, '/day');
    const visit = desk.page.getByRole('button', { name: /Mei Tanaka/ });
    // Waits until the page has scrolled to now and stands still.
    await visit.hover();
    const before = (await visit.textContent())?.slice(0, 5) ?? '';
    const box = await visit.boundingBox();
    if (!box) throw new Error('The day does not show her.');
    await drag(desk, { x: box.x + box.width / 2, y: box.y + box.height / 2 }, { x: 0, y: 2.6 * 30 });
    await desk.page.getByText('Moved.').waitFor();
    const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
    const after = (await visit.textContent())?.slice(0, 5) ?? '';
    expect(minutes(after) - minutes(before)).toBe(30);
  });
});

describe('the other screens', () => {
  test('presence, stage times and the waiting room are readable for everybody', async () => {
    await see(provider, '/presence');
    expect(await provider.axe()).toEqual([]);
    await provider.shoot('presence');
    await see(provider, '/reports/stages');
    expect(await provider.axe()).toEqual([]);
    await provider.shoot('stage-times');
    await see(provider, '/display');
    expect(await provider.axe()).toEqual([]);
    expect(await provider.page.locator('body').textContent()).not.toMatch(/Rosa|Delgado|Tunde|Okafor/);
    await provider.shoot('display');
  });
  test('all of them in Spanish', async () => {
    await (await clinic.open('nurse')).close();
    const nurse = await clinic.visitor({ language: 'es' });
    const spanish = nurse.page.getByRole('button', { name: 'Español' });
    if (await spanish.isVisible()) await spanish.click();
    await nurse.signIn('nurse', PASSWORD);
    for (const [path, name] of [
      ['/board', 'board'],
      ['/day', 'day'],
      ['/presence', 'presence'],
      ['/reports/stages', 'stage-times'],
      ['/display', 'display'],
    ] as const) {
      await see(nurse, path);
      expect(await nurse.axe()).toEqual([]);
      await nurse.shoot(name);
    }
    expect(nurse.errors).toEqual([]);
    await nurse.close();
  });
});
