import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Observation } from '#fhir/types.ts';
import { type ClinicOnScreen, clinicOnScreen, type Workstation } from '../../e2e/browser.ts';
import { axeAtEverySize } from '../../e2e/every-size.ts';
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

describe('vitals', () => {
  test('V1: the vitals of a normal adult take at most 2 clicks and 30 keys, and each is in the record', async () => {
    const visit = await aVisit(clinic, { reason: 'annual physical' });
    await openRooming(ma, visit);
    await expect.poll(() => focused(ma)).toBe('blood-pressure');
    for (const typed of ['12882', '72', '16', '98.6', '97']) await ma.page.keyboard.type(typed);
    await ma.page.keyboard.type('182');
    await ma.page.keyboard.press('Enter');
    await ma.page.keyboard.type('70');
    await ma.page.keyboard.press('Enter');
    await ma.page.keyboard.type('3');
    const effort = await ma.effort();
    console.info(`V1: ${effort.clicks} clicks, ${effort.keys} keys`);
    expect(effort.clicks).toBeLessThanOrEqual(2);
    expect(effort.keys).toBeLessThanOrEqual(30);
    await until(() => read(clinic, 'Observation', `pain-${visit}`));
    const kept = async (name: string) =>
      (await read<Observation>(clinic, 'Observation', `${name}-${visit}`)).valueQuantity?.value;
    expect(await Promise.all(['pulse', 'respiration', 'temperature', 'oxygen', 'pain'].map(kept))).toEqual([
      72, 16, 37, 97, 3,
    ]);
    expect(await kept('weight')).toBeCloseTo(82.554, 3);
    expect(await kept('height')).toBeCloseTo(177.8, 6);
    expect(
      (await read<Observation>(clinic, 'Observation', `bp1-${visit}`)).component
        ?.slice(0, 2)
        .map((part) => part.valueQuantity?.value),
    ).toEqual([128, 82]);
    await until(() => read(clinic, 'Observation', `bmi-${visit}`));
    await ma.shoot('rooming-vitals');
  });

  test('V2: a high pressure is timed, repeated and averaged in at most 4 clicks', async () => {
    const visit = await aVisit(clinic, { reason: 'blood pressure check' });
    await openRooming(ma, visit);
    await ma.page.keyboard.type('15294');
    await ma.page.getByText(/Repeat in 0:\d\d|Repeat in 1:00/).waitFor();
    expect(await focused(ma)).toBe('pulse');
    await ma.page.getByRole('button', { name: 'Reading 2', exact: true }).click();
    await ma.page.keyboard.type('14191');
    await ma.page.getByText('Average of 2: 147/93').waitFor();
    const effort = await ma.effort();
    console.info(`V2: ${effort.clicks} clicks, ${effort.keys} keys`);
    expect(effort.clicks).toBeLessThanOrEqual(4);
    await until(() => read(clinic, 'Observation', `bp-average-${visit}`));
    expect(
      (await read<Observation>(clinic, 'Observation', `bp2-${visit}`)).component?.[0]?.valueQuantity?.value,
    ).toBe(141);
  });

  test('a slip is asked about once, in place; a wrong unit is refused with the right one beside it', async () => {
    const visit = await aVisit(clinic, { reason: 'follow-up', pressure: [126, 80] });
    await openRooming(ma, visit);
    await ma.page.keyboard.type('18280');
    await ma.page.getByText('Last time it was 126/80. Digits swapped?').waitFor();
    expect(await focused(ma)).toBe('blood-pressure');
    await ma.page.getByRole('button', { name: 'Use 128/80' }).click();
    await ma.page.keyboard.press('Enter');
    await until(async () =>
      expect(
        (await read<Observation>(clinic, 'Observation', `bp1-${visit}`)).component?.[0]?.valueQuantity?.value,
      ).toBe(128),
    );
    await ma.page.getByLabel('Temp', { exact: true }).fill('98.6c');
    await ma.page.keyboard.press('Enter');
    await ma.page.getByText('That cannot be in °C. Check the unit.').waitFor();
    await ma.page.getByRole('button', { name: 'Use 98.6 F' }).click();
    await ma.page.keyboard.press('Enter');
    await until(() => read(clinic, 'Observation', `temperature-${visit}`));
  });

  test('letters choose the qualifiers, x says why it was not done, p shows the plot', async () => {
    const visit = await aVisit(clinic, { reason: 'follow-up' });
    await openRooming(ma, visit);
    await ma.page.keyboard.press('r');
    await ma.page.keyboard.type('12882');
    await until(async () =>
      expect((await read<Observation>(clinic, 'Observation', `bp1-${visit}`)).bodySite?.text).toBe(
        'right arm',
      ),
    );
    await expect.poll(() => focused(ma)).toBe('pulse');
    await ma.page.keyboard.press('p');
    await ma.page.locator('figure').first().waitFor();
    await ma.page.keyboard.press('Escape');
    await ma.page.keyboard.type('72');
    await expect.poll(() => focused(ma)).toBe('respiration');
    await ma.page.keyboard.type('16');
    await ma.page.keyboard.press('x');
    await ma.page.keyboard.press('d');
    await until(async () =>
      expect(
        (await read<Observation>(clinic, 'Observation', `temperature-${visit}`)).dataAbsentReason?.coding?.[0]
          ?.code,
      ).toBe('asked-declined'),
    );
    await expect.poll(() => focused(ma)).toBe('oxygen');
    await ma.page.keyboard.press('ArrowUp');
    await ma.page.keyboard.type('986');
    await until(async () =>
      expect(
        (await read<Observation>(clinic, 'Observation', `temperature-${visit}`)).valueQuantity?.value,
      ).toBe(37),
    );
  });

  test('V26, V27: oxygen by the litre and the thickness of an arm are a letter and a number, without the mouse', async () => {
    const visit = await aVisit(clinic, { reason: 'short of air', copd: true });
    await openRooming(ma, visit);
    await ma.page.keyboard.press('k');
    await ma.page.keyboard.type('38');
    await ma.page.keyboard.press('Enter');
    await ma.page.getByLabel('BP', { exact: true }).focus();
    await ma.page.keyboard.type('12882');
    await until(async () =>
      expect(
        (await read<Observation>(clinic, 'Observation', `bp1-${visit}`)).component?.map(
          (one) => one.valueQuantity?.value ?? one.valueCodeableConcept?.text,
        ),
      ).toEqual([128, 82, 'seated', 'large adult', 38]),
    );
    await ma.page.getByLabel('SpO2', { exact: true }).focus();
    await ma.page.keyboard.press('o');
    await ma.page.keyboard.type('93');
    await expect
      .poll(() => ma.page.evaluate(() => document.activeElement?.getAttribute('data-amount')))
      .toBe('oxygen-flow');
    await ma.page.keyboard.type('2');
    await ma.page.keyboard.press('Enter');
    await until(async () =>
      expect(
        (await read<Observation>(clinic, 'Observation', `oxygen-${visit}`)).component?.[0]?.valueQuantity,
      ).toMatchObject({ value: 2, code: 'L/min' }),
    );
    await expect.poll(() => focused(ma)).toBe('weight');
    await ma.page.getByText('COPD on the problem list, no target ordered', { exact: false }).waitFor();
    await ma.page.getByLabel('Oxygen flow in liters a minute').fill('600');
    await ma.page.keyboard.press('Enter');
    await ma.page.getByText('Between 0.1 and 60.').waitFor();
    await ma.shoot('rooming-oxygen');
    expect(await axeAtEverySize(ma)).toEqual([]);
    await ma.page.keyboard.press('Escape');
    // The cuff by hand: another than the arm takes is said.
    await ma.page.getByLabel('Cuff', { exact: true }).selectOption('adult');
    await ma.page.getByText('an arm of 38 cm takes the large adult cuff').waitFor();
  });

  test('a child has percentiles, the WHO or CDC chart and no adult classes', async () => {
    const visit = await aVisit(clinic, { reason: 'well child', born: '2018-11-20', gender: 'male' });
    await openRooming(ma, visit);
    await ma.page.getByLabel('Weight', { exact: true }).fill('26 kg');
    await ma.page.keyboard.press('Enter');
    await ma.page.getByText(/percentile 5\d, z .* \(CDC\)/).waitFor();
    await ma.page.keyboard.press('Alt+g');
    await ma.page.getByRole('dialog').getByText('CDC growth charts 2000', { exact: false }).waitFor();
    await ma.page.waitForTimeout(300);
    await ma.shoot('rooming-growth');
    expect(await ma.axe()).toEqual([]);
    await ma.page.keyboard.press('Escape');
  });
});
