import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '#clinic/settings/rules/default-settings.ts';
import { type ClinicOnScreen, clinicOnScreen, PASSWORD, PIN, type Workstation } from './browser.ts';

let clinic: ClinicOnScreen;
let manager: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  const desk = await clinic.server.signIn('manager');
  const clinicFacts = {
    name: 'Test Clinic',
    zone: 'America/New_York',
    state: 'MA',
    line: '',
    city: '',
    postalCode: '',
    phone: '',
  };
  const owner = { prefix: '', given: 'Karen', family: 'Lindqvist', credential: '', role: 'manager' };
  await desk.command('settings/set-up', {
    settings: defaultSettings(clinicFacts),
    rooms: ['Room 1', 'Room 2'],
    owner,
  });
  manager = await clinic.open('manager');
});
afterAll(() => clinic.close());

const settings = async (station: Workstation) => {
  await station.go('/settings');
  await station.page.getByRole('tab', { name: 'Clinic' }).waitFor();
};

describe('signing in', () => {
  it('says that name or password is wrong, and keeps the name', async () => {
    const visitor = await clinic.visitor();
    await visitor.page.getByLabel('Name').fill('manager');
    await visitor.page.getByLabel('Password').fill('not it');
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByText('Name or password is not right').waitFor();
    expect(await visitor.page.getByLabel('Name').inputValue()).toBe('manager');
    expect(await visitor.axe()).toEqual([]);
    await visitor.shoot('sign-in');
    await visitor.close();
  });

  it('is two fields and Enter, without the mouse, and leads to a start page', async () => {
    const visitor = await clinic.visitor();
    await visitor.page.getByLabel('Name').waitFor();
    await visitor.page.keyboard.type('manager');
    await visitor.page.keyboard.press('Tab');
    await visitor.page.keyboard.type(PASSWORD);
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByRole('navigation', { name: 'Places' }).waitFor();
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    expect((await visitor.effort()).clicks).toBe(0);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it.each([
    ['front-desk', 'Day'],
    ['ma', 'Board'],
    ['lead-ma', 'Board'],
    ['nurse', 'Board'],
    ['provider', 'Board'],
    ['biller', 'Patients'],
    ['manager', 'Stage times'],
  ] as const)('a %s lands on the page of her work: %s', async (role, heading) => {
    const station = await clinic.open(role);
    await station.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(station.errors).toEqual([]);
    await station.close();
  });

  it('speaks Spanish at once, before and after', async () => {
    const visitor = await clinic.visitor();
    await visitor.page.getByRole('button', { name: 'Español' }).click();
    await visitor.page.getByRole('heading', { name: /Iniciar sesión|Test Clinic/ }).waitFor();
    await visitor.signIn('manager', PASSWORD);
    await visitor.page.getByRole('navigation', { name: 'Lugares' }).waitFor();
    expect(await visitor.page.evaluate(() => document.documentElement.lang)).toBe('es');
    await visitor.page.getByRole('button', { name: /Karen Lindqvist/ }).click();
    await visitor.page.getByRole('menuitem', { name: 'English' }).click();
    await visitor.page.getByRole('navigation', { name: 'Places' }).waitFor();
    await visitor.close();
  });
});

describe('the lock', () => {
  it('takes the record out of the document and opens the same page by PIN within 2 seconds', async () => {
    const { page } = manager;
    await settings(manager);
    await page.getByLabel('Name', { exact: true }).waitFor();
    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('heading', { name: 'Karen Lindqvist' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.title()).toBe('Locked · Medley');
    expect(await manager.axe()).toEqual([]);
    await manager.shoot('lock');
    await page.getByLabel('PIN').fill('9999');
    await page.keyboard.press('Enter');
    await page.getByText('That is not your PIN').waitFor();
    await page.getByLabel('PIN').fill(PIN);
    const began = performance.now();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Clinic' }).waitFor();
    expect(performance.now() - began).toBeLessThan(2000);
    expect(page.url()).toContain('/settings');
  });

  it('stays shut when the page is loaded again', async () => {
    const { page } = manager;
    await page.getByRole('button', { name: 'Lock' }).click();
    await page.getByLabel('PIN').waitFor();
    await page.waitForTimeout(200);
    await page.reload();
    await page.getByLabel('PIN').fill(PIN);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Places' }).waitFor();
  });
});

describe('the command bar', () => {
  it('opens with /, finds an action by its name in either language, and goes there by Enter', async () => {
    const { page } = manager;
    await settings(manager);
    await page.getByRole('heading', { name: 'Settings' }).click();
    for (const name of ['waiting lim', 'límites de esp', 'limites de esp']) {
      await page.keyboard.press('/');
      await page.getByRole('combobox', { name: /Find a patient/ }).waitFor();
      await page.keyboard.type(name);
      await page.getByRole('option', { name: 'Change waiting limits' }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Waiting clocks' }).waitFor();
      await settings(manager);
    }
  });

  it('is clean for axe, closes with Esc and gives the focus back', async () => {
    const { page } = manager;
    await settings(manager);
    await page.keyboard.press('Control+k');
    await page.getByRole('listbox', { name: 'Results' }).waitFor();
    expect(await manager.axe()).toEqual([]);
    await manager.shoot('command-bar');
    await page.keyboard.press('Escape');
    await page.getByRole('listbox', { name: 'Results' }).waitFor({ state: 'detached' });
    expect(page.url()).toContain('/settings');
  });
});

describe('keys', () => {
  it('? lists the keys of the screen', async () => {
    const { page } = manager;
    await settings(manager);
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    await dialog.getByText('Visit types').waitFor();
    expect(await manager.axe()).toEqual([]);
    await manager.shoot('keys');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('g and a letter go to a place; letters sleep while something is typed', async () => {
    const { page } = manager;
    await settings(manager);
    await page.getByLabel('Street').fill('');
    await page.getByLabel('Street').press('g');
    await page.getByLabel('Street').press('a');
    expect(page.url()).toContain('/settings');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('heading', { name: 'Settings' }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.getByRole('heading', { name: 'Audit trail' }).waitFor();
  });

  it('the first Tab of a page reaches "To the page"', async () => {
    const visitor = await clinic.open('manager');
    await settings(visitor);
    await visitor.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await visitor.page.keyboard.press('Tab');
    expect(await visitor.page.evaluate(() => document.activeElement?.textContent)).toBe('To the page');
    await visitor.close();
  });
});

describe('a lost network', () => {
  it('is said, with what is safe, and a change sent meanwhile arrives when it is back', async () => {
    const { page } = manager;
    await page.goto('/settings?part=rooms');
    await page.getByRole('textbox', { name: 'Add a room' }).fill('Room in the dark');
    await manager.network(false);
    await page.keyboard.press('Enter');
    await page.getByText(/No connection since/).waitFor();
    await page.getByText('1 change waits here').waitFor();
    await manager.network(true);
    await page.getByRole('textbox', { name: 'Name of Room in the dark' }).waitFor();
    await page.getByText(/No connection since/).waitFor({ state: 'detached' });
  });
});

describe('dead ends', () => {
  it('say what happened and lead home', async () => {
    const { page } = manager;
    await page.goto('/nowhere');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor({ state: 'attached' });
    expect(await manager.axe()).toEqual([]);
  });
  it('a page of other roles is not shown', async () => {
    const ma = await clinic.open('ma');
    await ma.page.goto('/settings');
    await ma.page.getByText('This page is for other roles').first().waitFor();
    await ma.close();
  });
});
