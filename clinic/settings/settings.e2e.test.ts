import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClinicOnScreen, clinicOnScreen, type Workstation } from '../../e2e/browser.ts';

let clinic: ClinicOnScreen;
let manager: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  manager = await clinic.open('manager');
});
afterAll(() => clinic.close());

const PARTS = ['Clinic', 'Rooms', 'Staff', 'Visit types', 'Limits', 'Forms'];

describe('an empty clinic', () => {
  it('[S9] is set up by keyboard in five steps and shows itself taking shape', async () => {
    const { page } = manager;
    await page.goto('/set-up');
    await page.getByLabel('Name', { exact: true }).fill('Lakeside Primary Care');
    await page.getByLabel('State').selectOption('IL');
    expect(await page.getByLabel('Time zone').inputValue()).toBe('America/Chicago');
    expect(await manager.axe()).toEqual([]);
    await manager.shoot('set-up-clinic');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Procedure' }).click();
    await page.getByRole('figure', { name: 'The clinic so far' }).getByText('Procedure').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Medical assistant', exact: true }).click();
    await page.getByLabel('First name').nth(1).fill('Maria');
    await page.getByLabel('Last name').nth(1).fill('Reyes');
    expect(await manager.axe()).toEqual([]);
    await manager.shoot('set-up-people');
    for (let step = 0; step < 3; step++) await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Lakeside Primary Care is open' }).waitFor();
    await page.getByText('Maria Reyes (maria)').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL((url) => url.pathname !== '/set-up');
  });
});

describe('settings on screen', () => {
  it('every part is clean for axe in light and dark', async () => {
    await manager.go('/settings');
    for (const [at, part] of PARTS.entries()) {
      await manager.page.keyboard.press(`Alt+${at + 1}`);
      await manager.page.getByRole('heading', { level: 2, name: part, exact: true }).first().waitFor();
      expect(await manager.axe(), part).toEqual([]);
      await manager.shoot(`settings-${part.toLowerCase().replace(' ', '-')}`);
    }
    expect(manager.errors).toEqual([]);
  });

  it('a change is kept with Ctrl-Enter and is there for the next person', async () => {
    const { page } = manager;
    await page.goto('/settings');
    await page.getByLabel('Name', { exact: true }).fill('Harbor Street Family Medicine');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Settings saved').waitFor();
    const other = await clinic.open('manager');
    await other.page.goto('/settings');
    await other.page.getByLabel('Name', { exact: true }).waitFor();
    expect(await other.page.getByLabel('Name', { exact: true }).inputValue()).toBe(
      'Harbor Street Family Medicine',
    );
    await other.close();
  });

  it('a person who is added gets a link that opens her account', async () => {
    const { page } = manager;
    await page.goto('/settings?part=staff');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByLabel('First name').fill('Ana');
    await page.getByLabel('Last name').fill('Ruiz');
    await page.keyboard.press('Control+Enter');
    const url = await page.locator('code').textContent();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Ana Ruiz').first().waitFor();
    const ana = await clinic.visitor();
    await ana.page.goto(url ?? '');
    await ana.page.getByRole('heading', { name: 'Hello Ana Ruiz' }).waitFor();
    expect(await ana.axe()).toEqual([]);
    await ana.shoot('invitation');
    await ana.page.getByLabel('Password', { exact: true }).fill('seven quiet herons fly');
    await ana.page.getByLabel('Password again').fill('seven quiet herons fly');
    await ana.page.getByLabel('PIN').fill('7391');
    await ana.page.keyboard.press('Enter');
    await ana.page.getByRole('navigation', { name: 'Places' }).waitFor();
    await ana.close();
  });
});
