import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClinicOnScreen, clinicOnScreen, type Workstation } from '../../e2e/browser.ts';

let clinic: ClinicOnScreen;
let manager: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  manager = await clinic.open('manager');
});
afterAll(() => clinic.close());

describe('the audit trail on screen', () => {
  it('[O1] shows who did what today, and is clean for axe', async () => {
    await manager.go('/audit');
    await manager.page
      .getByRole('row', { name: /Karen Lindqvist.*Signed in/ })
      .first()
      .waitFor();
    expect(await manager.axe()).toEqual([]);
    await manager.shoot('audit');
  });
  it('says whether the chain is whole', async () => {
    await manager.page.keyboard.press('v');
    await manager.page.getByText(/whole: /).waitFor();
    expect(manager.errors).toEqual([]);
  });
  it('[O1] is closed to a medical assistant', async () => {
    const ma = await clinic.open('ma');
    await ma.page.goto('/audit');
    await ma.page.getByText('This page is for other roles').first().waitFor();
    await ma.close();
  });
});

describe('my sessions', () => {
  it('are listed, this one marked', async () => {
    await manager.go('/me/sessions');
    await manager.page.getByText('here', { exact: true }).waitFor();
    expect(await manager.axe()).toEqual([]);
  });
});
