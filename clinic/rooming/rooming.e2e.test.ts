import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Encounter, Observation } from '#fhir/types.ts';
import { parseEntry } from '#record/record.ts';
import { type ClinicOnScreen, clinicOnScreen, type Workstation } from '../../e2e/browser.ts';
import { aVisit, focused, openRooming, read, until } from './testing/visit-on-screen.ts';

let clinic: ClinicOnScreen;
let ma: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  ma = await clinic.open('ma');
}, 240_000);
afterAll(() => clinic?.close());
afterEach(() => {
  expect(ma.errors).toEqual([]);
});

describe('the rest of the rooming', () => {
  test('R1: reason, allergies unchanged, six medications, PHQ-2 and tobacco take at most 14 clicks', async () => {
    const visit = await aVisit(clinic, { chart: 'full' });
    const patient = visit.replace('visit', 'patient');
    await openRooming(ma, visit);
    await expect.poll(() => focused(ma)).toBe('reason');
    await ma.page.keyboard.type('cough for a week');
    await ma.page.keyboard.press('Enter');
    await ma.page
      .getByRole('group', { name: 'Allergies' })
      .getByRole('button', { name: 'unchanged' })
      .click();
    await expect.poll(() => focused(ma)).toContain('med-');
    for (const key of ['t', 't', 'n', 'c', 't', 't', 't']) {
      await ma.page.keyboard.press(key);
      await ma.page.waitForTimeout(60);
    }
    await ma.page
      .getByRole('group', { name: 'History' })
      .getByRole('button', { name: 'gone through' })
      .click();
    await expect.poll(() => focused(ma)).toContain('phq-2');
    await ma.page.keyboard.press('0');
    await ma.page.waitForTimeout(60);
    await ma.page.keyboard.press('0');
    await expect.poll(() => focused(ma)).toBe('tobacco');
    await ma.page.keyboard.press('n');
    const effort = await ma.effort();
    console.info(`R1: ${effort.clicks} clicks, ${effort.keys} keys`);
    expect(effort.clicks).toBeLessThanOrEqual(14);
    await until(() => read(clinic, 'Observation', `tobacco-${visit}`));
    await until(() => read(clinic, 'Observation', `total-phq-2-${visit}`));
    await until(async () =>
      expect((await read<Encounter>(clinic, 'Encounter', visit)).reasonCode?.[0]?.text).toBe(
        'cough for a week',
      ),
    );
    const said = await clinic.server.context.store.everything(patient);
    const all = said.entries.map((entry) => parseEntry(entry));
    const statements = all.flatMap((one) => (one.resourceType === 'MedicationStatement' ? [one.status] : []));
    expect(statements.sort()).toEqual(['active', 'active', 'active', 'active', 'active', 'not-taken']);
    const lists = all.flatMap((one) => (one.resourceType === 'List' ? [one.code?.coding?.[0]?.code] : []));
    expect(lists.sort()).toEqual(['10160-0', '11348-0', '48765-2']);
    expect(all.some((one) => one.resourceType === 'Task' && one.intent === 'proposal')).toBe(true);
    await ma.shoot('rooming-rest');
    expect(await ma.axe()).toEqual([]);
  });

  test('R2: a positive PHQ-2 grows into PHQ-9 and totals 11 in at most 12 clicks', async () => {
    const visit = await aVisit(clinic, { reason: 'tired' });
    await openRooming(ma, visit);
    const phq2 = ma.page.getByRole('group', { name: 'Little interest or pleasure in doing things' }).first();
    await phq2.getByRole('button', { name: 'More than half the days' }).click();
    await ma.page.waitForTimeout(80);
    await ma.page.keyboard.press('2');
    await expect.poll(() => focused(ma)).toBe('phq-9.44259-0');
    for (const key of ['1', '1', '1', '1', '1', '2', '0']) {
      await ma.page.keyboard.press(key);
      await ma.page.waitForTimeout(80);
    }
    const effort = await ma.effort();
    console.info(`R2: ${effort.clicks} clicks, ${effort.keys} keys`);
    expect(effort.clicks).toBeLessThanOrEqual(12);
    await until(async () =>
      expect(
        (await read<Observation>(clinic, 'Observation', `total-phq-9-${visit}`)).valueQuantity?.value,
      ).toBe(11),
    );
    await ma.page.getByText('11 points').waitFor();
  });

  test('[S4] item 9 blocks the screen until somebody stays; the provider is called already', async () => {
    const visit = await aVisit(clinic, { reason: 'low mood' });
    await openRooming(ma, visit);
    const first = ma.page.getByRole('group', { name: 'Little interest or pleasure in doing things' }).first();
    await first.getByRole('button', { name: 'Nearly every day' }).click();
    await ma.page.waitForTimeout(80);
    await ma.page.keyboard.press('3');
    const ninth = ma.page.getByRole('group', { name: /Thoughts that you would be better off dead/ });
    await ninth.getByRole('button', { name: 'Several days' }).click();
    const alert = ma.page.getByRole('dialog', { name: 'Do not leave the patient alone' });
    await alert.waitFor();
    await ma.page.keyboard.press('Escape');
    expect(await alert.isVisible()).toBe(true);
    await ma.shoot('rooming-self-harm');
    await alert.getByRole('button', { name: 'I am staying with the patient' }).click();
    await alert.waitFor({ state: 'hidden' });
    await ma.page.getByText('thoughts of death or self-harm').first().waitFor();
    expect(await ma.axe()).toEqual([]);
  });

  test('[R1] a red flag in the reason is named while it is typed, and F9 calls the provider', async () => {
    const visit = await aVisit(clinic);
    await openRooming(ma, visit);
    await ma.page.keyboard.type('chest tightness for 2 days');
    await ma.page.getByText('Red flag: chest pain or pressure').waitFor();
    await ma.page.keyboard.press('F9');
    await ma.page.getByRole('button', { name: 'Provider is here' }).waitFor();
    await ma.shoot('rooming-call');
    expect(await ma.axe()).toEqual([]);
  });

  test('[O2] Ctrl-Enter asks once about what is missing, then hands over', async () => {
    const visit = await aVisit(clinic, { reason: 'refill' });
    await openRooming(ma, visit);
    await ma.page.keyboard.press('Control+Enter');
    await ma.page.getByText('Once more hands over as it is.').waitFor();
    await ma.page.keyboard.press('Control+Enter');
    await until(async () =>
      expect(
        (await read<Encounter>(clinic, 'Encounter', visit)).extension?.some(
          (one) => one.valueCode === 'ready',
        ),
      ).toBe(true),
    );
    // The screen leaves by itself; the next test must not be overtaken by that.
    await ma.page.waitForURL('**/board');
  });
});

describe('bad luck', () => {
  test('the network goes in the middle: nothing typed is lost, all of it arrives', async () => {
    const visit = await aVisit(clinic, { reason: 'follow-up' });
    await openRooming(ma, visit);
    await ma.page.keyboard.type('12882');
    await until(() => read(clinic, 'Observation', `bp1-${visit}`));
    await ma.network(false);
    for (const typed of ['72', '16', '98.6']) await ma.page.keyboard.type(typed);
    await ma.page.getByText('not saved').first().waitFor();
    await expect(read(clinic, 'Observation', `pulse-${visit}`)).rejects.toThrow();
    await ma.network(true);
    await until(() => read(clinic, 'Observation', `temperature-${visit}`));
    await until(() => read(clinic, 'Observation', `pulse-${visit}`));
  });

  test('an interrupted rooming opens where it was, on another workstation; two people see each other', async () => {
    const visit = await aVisit(clinic);
    await openRooming(ma, visit);
    await ma.page.keyboard.type('itchy rash since');
    const lead = await clinic.open('lead-ma');
    await openRooming(lead, visit);
    const reason = lead.page.getByLabel('Why today, in the patient’s words');
    await expect.poll(() => reason.inputValue()).toBe('itchy rash since');
    await lead.page.getByText('also here: Maria Reyes').waitFor();
    await lead.page.getByLabel('Pulse', { exact: true }).fill('88');
    await ma.page.getByLabel('Pulse', { exact: true }).waitFor();
    await expect.poll(() => ma.page.getByLabel('Pulse', { exact: true }).inputValue()).toBe('88');
    expect(lead.errors).toEqual([]);
    await lead.close();
  });
});

test('in Spanish, on a tablet, in the dark: axe finds nothing', async () => {
  const station = await clinic.open('lead-ma', { size: 'tablet', theme: 'dark', language: 'es' });
  await station.page.getByRole('button', { name: /Tanya Brooks/ }).click();
  await station.page.getByRole('menuitem', { name: 'Español' }).click();
  const visit = await aVisit(clinic, { chart: 'full' });
  await station.go(`/visits/${visit}/rooming`);
  await station.page.getByLabel('Pulso', { exact: true }).waitFor();
  await station.page.waitForTimeout(300);
  expect(await station.axe()).toEqual([]);
  await station.shoot('rooming-page');
  await station.close();
});
