import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { encounterOfWish, patientOfWish } from '#capability/testing/people.ts';
import { screening } from '#clinic/screening/server.ts';
import type { Encounter, MedicationRequest, Observation, Resource, ResourceType } from '#fhir/types.ts';
import { parseEntry } from '#record/record.ts';
import { type ClinicOnScreen, clinicOnScreen, type Workstation } from '../../e2e/browser.ts';
import { rooming } from './server.ts';

let clinic: ClinicOnScreen;
let ma: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen({ rooms: [screening, rooming] });
  ma = await clinic.open('ma');
  ma.page.on('response', (r) => {
    if (r.url().includes('/api/command') && r.status() !== 200)
  });
}, 240_000);
afterAll(() => clinic?.close());
afterEach(() => {
  // The banner's room is not part of this clinic.
  expect(ma.errors.filter((error) => !error.includes('patient-banner'))).toEqual([]);
});

let serial = 0;
async function save(...resources: (Resource & { id: string })[]): Promise<void> {
  await clinic.server.context.store.commit({
    writes: resources.map((resource) => ({ kind: 'create', resource, id: resource.id })),
    author: 'Device/medley',
  });
}
async function read<T extends Resource>(type: ResourceType, id: string): Promise<T> {
  const entry = await clinic.server.context.store.read(type, id);
  if (!entry || entry.deleted) throw new Error(`There is no ${type} ${id}.`);
  return parseEntry<T>(entry);
}
const until = (check: () => Promise<unknown>) =>
  expect
    .poll(
      () =>
        check().then(
          () => true,
          (error: unknown) => String(error),
        ),
      { timeout: 8000 },
    )
    .toBe(true);

/** A visit to room; its patient with six prescriptions and an allergy when asked for. */
async function aVisit(
  wish: {
    born?: string;
    gender?: 'male' | 'female';
    reason?: string;
    chart?: 'full';
    pressure?: readonly [number, number];
  } = {},
): Promise<string> {
  serial += 1;
  const [patient, encounter] = [`patient-${serial}`, `visit-${serial}`];
  await save({
    ...patientOfWish({ id: patient, born: wish.born ?? '1972-03-12', gender: wish.gender ?? 'female' }),
    id: patient,
  });
  await save({
    ...encounterOfWish(
      {
        id: encounter,
        patient: { id: patient },
        stage: 'checked-in',
        ...(wish.reason ? { reason: wish.reason } : {}),
      },
      new Date(),
    ),
    id: encounter,
  });
  if (wish.pressure) await save(earlierPressure(patient, wish.pressure));
  if (wish.chart === 'full') await save(...fullChart(patient));
  return encounter;
}
function earlierPressure(
  patient: string,
  [systolic, diastolic]: readonly [number, number],
): Observation & { id: string } {
  const part = (code: string, value: number) => ({
    code: { coding: [{ system: 'http://loinc.org', code }] },
    valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  });
  return {
    resourceType: 'Observation',
    id: `bp-${patient}`,
    status: 'final',
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-05-14T10:00:00Z',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
        ],
      },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '85354-9' }] },
    component: [part('8480-6', systolic), part('8462-4', diastolic)],
  };
}
function fullChart(patient: string): (Resource & { id: string })[] {
  const subject = { reference: `Patient/${patient}` };
  const drugs = [
    'lisinopril 10 mg',
    'metformin 500 mg',
    'atorvastatin 20 mg',
    'sertraline 50 mg',
    'omeprazole 20 mg',
    'aspirin 81 mg',
  ];
  const requests = drugs.map((name, index): MedicationRequest & { id: string } => ({
    resourceType: 'MedicationRequest',
    id: `rx-${patient}-${index}`,
    status: 'active',
    intent: 'order',
    subject,
    authoredOn: `2026-05-${10 + index}`,
    medicationCodeableConcept: { text: name },
    dosageInstruction: [{ text: 'once a day' }],
  }));
  return [
    ...requests,
    {
      resourceType: 'AllergyIntolerance',
      id: `al-${patient}`,
      patient: subject,
      clinicalStatus: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' },
        ],
      },
      code: { text: 'penicillin' },
      reaction: [{ manifestation: [{ text: 'hives' }] }],
    },
    {
      resourceType: 'Condition',
      id: `co-${patient}`,
      subject,
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      code: { text: 'Essential hypertension' },
    },
  ];
}
async function openRooming(at: Workstation, encounter: string): Promise<void> {
  await at.go(`/visits/${encounter}/rooming`);
  await at.page.getByLabel('Pulse', { exact: true }).waitFor();
  await at.page.waitForTimeout(150);
  await at.effort();
}
/** What axe finds on the page; the shell's own parts are the shell's test. */
const axe = async (at: Workstation) => (await at.axe()).filter((one) => !/#mantine-|_bar_/.test(one));
const focused = (at: Workstation) =>
  at.page.evaluate(() => document.activeElement?.closest('[data-stop]')?.getAttribute('data-stop'));

describe('vitals', () => {
  test('V1: the vitals of a normal adult take at most 2 clicks and 30 keys, and each is in the record', async () => {
    const visit = await aVisit({ reason: 'annual physical' });
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
    await until(() => read('Observation', `pain-${visit}`));
    const kept = async (name: string) =>
      (await read<Observation>('Observation', `${name}-${visit}`)).valueQuantity?.value;
    expect(await Promise.all(['pulse', 'respiration', 'temperature', 'oxygen', 'pain'].map(kept))).toEqual([
      72, 16, 37, 97, 3,
    ]);
    expect(await kept('weight')).toBeCloseTo(82.554, 3);
    expect(await kept('height')).toBeCloseTo(177.8, 6);
    expect(
      (await read<Observation>('Observation', `bp1-${visit}`)).component
        ?.slice(0, 2)
        .map((part) => part.valueQuantity?.value),
    ).toEqual([128, 82]);
    await until(() => read('Observation', `bmi-${visit}`));
    await ma.shoot('rooming-vitals');
  });

  test('V2: a high pressure is timed, repeated and averaged in at most 4 clicks', async () => {
    const visit = await aVisit({ reason: 'blood pressure check' });
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
    await until(() => read('Observation', `bp-average-${visit}`));
    expect(
      (await read<Observation>('Observation', `bp2-${visit}`)).component?.[0]?.valueQuantity?.value,
    ).toBe(141);
  });

  test('a slip is asked about once, in place; a wrong unit is refused with the right one beside it', async () => {
    const visit = await aVisit({ reason: 'follow-up', pressure: [126, 80] });
    await openRooming(ma, visit);
    await ma.page.keyboard.type('18280');
    await ma.page.getByText('Last time it was 126/80. Digits swapped?').waitFor();
    expect(await focused(ma)).toBe('blood-pressure');
    await ma.page.getByRole('button', { name: 'Use 128/80' }).click();
    await ma.page.keyboard.press('Enter');
    await until(async () =>
      expect(
        (await read<Observation>('Observation', `bp1-${visit}`)).component?.[0]?.valueQuantity?.value,
      ).toBe(128),
    );
    await ma.page.getByLabel('Temp', { exact: true }).fill('98.6c');
    await ma.page.keyboard.press('Enter');
    await ma.page.getByText('That cannot be in °C. Check the unit.').waitFor();
    await ma.page.getByRole('button', { name: 'Use 98.6 F' }).click();
    await ma.page.keyboard.press('Enter');
    await until(() => read('Observation', `temperature-${visit}`));
  });

  test('letters choose the qualifiers, x says why it was not done, p shows the plot', async () => {
    const visit = await aVisit({ reason: 'follow-up' });
    await openRooming(ma, visit);
    await ma.page.keyboard.press('r');
    await ma.page.keyboard.type('12882');
    await until(async () =>
      expect((await read<Observation>('Observation', `bp1-${visit}`)).bodySite?.text).toBe('right arm'),
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
        (await read<Observation>('Observation', `temperature-${visit}`)).dataAbsentReason?.coding?.[0]?.code,
      ).toBe('asked-declined'),
    );
    await expect.poll(() => focused(ma)).toBe('oxygen');
  });

  test('a child has percentiles, the WHO or CDC chart and no adult classes', async () => {
    const visit = await aVisit({ reason: 'well child', born: '2018-11-20', gender: 'male' });
    await openRooming(ma, visit);
    await ma.page.getByLabel('Weight', { exact: true }).fill('26 kg');
    await ma.page.keyboard.press('Enter');
    await ma.page.getByText(/percentile 5\d, z .* \(CDC\)/).waitFor();
    await ma.page.keyboard.press('Alt+g');
    await ma.page.getByRole('dialog').getByText('CDC growth charts 2000', { exact: false }).waitFor();
    await ma.page.waitForTimeout(300);
    await ma.shoot('rooming-growth');
    expect(await axe(ma)).toEqual([]);
    await ma.page.keyboard.press('Escape');
  });
});

describe('the rest of the rooming', () => {
  test('R1: reason, allergies unchanged, six medications, PHQ-2 and tobacco take at most 14 clicks', async () => {
    const visit = await aVisit({ chart: 'full' });
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
    await until(() => read('Observation', `tobacco-${visit}`));
    await until(() => read('Observation', `total-phq-2-${visit}`));
    await until(async () =>
      expect((await read<Encounter>('Encounter', visit)).reasonCode?.[0]?.text).toBe('cough for a week'),
    );
    const said = await clinic.server.context.store.everything(patient);
    const all = said.entries.map((entry) => parseEntry(entry));
    const statements = all.flatMap((one) => (one.resourceType === 'MedicationStatement' ? [one.status] : []));
    expect(statements.sort()).toEqual(['active', 'active', 'active', 'active', 'active', 'not-taken']);
    const lists = all.flatMap((one) => (one.resourceType === 'List' ? [one.code?.coding?.[0]?.code] : []));
    expect(lists.sort()).toEqual(['10160-0', '11348-0', '48765-2']);
    expect(all.some((one) => one.resourceType === 'Task' && one.intent === 'proposal')).toBe(true);
    await ma.shoot('rooming-rest');
    expect(await axe(ma)).toEqual([]);
  });

  test('R2: a positive PHQ-2 grows into PHQ-9 and totals 11 in at most 12 clicks', async () => {
    const visit = await aVisit({ reason: 'tired' });
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
      expect((await read<Observation>('Observation', `total-phq-9-${visit}`)).valueQuantity?.value).toBe(11),
    );
    await ma.page.getByText('11 points').waitFor();
  });

  test('[S4] item 9 blocks the screen until somebody stays; the provider is called already', async () => {
    const visit = await aVisit({ reason: 'low mood' });
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
    expect(await axe(ma)).toEqual([]);
  });

  test('[R1] a red flag in the reason is named while it is typed, and F9 calls the provider', async () => {
    const visit = await aVisit();
    await openRooming(ma, visit);
    await ma.page.keyboard.type('chest tightness for 2 days');
    await ma.page.getByText('Red flag: chest pain or pressure').waitFor();
    await ma.page.keyboard.press('F9');
    await ma.page.getByRole('button', { name: 'Provider is here' }).waitFor();
    await ma.shoot('rooming-call');
    expect(await axe(ma)).toEqual([]);
  });

  test('[O2] Ctrl-Enter asks once about what is missing, then hands over', async () => {
    const visit = await aVisit({ reason: 'refill' });
    await openRooming(ma, visit);
    await ma.page.keyboard.press('Control+Enter');
    await ma.page.getByText('Once more hands over as it is.').waitFor();
    await ma.page.keyboard.press('Control+Enter');
    await until(async () =>
      expect(
        (await read<Encounter>('Encounter', visit)).extension?.some((one) => one.valueCode === 'ready'),
      ).toBe(true),
    );
  });
});

describe('bad luck', () => {
  test('the network goes in the middle: nothing typed is lost, all of it arrives', async () => {
    const visit = await aVisit({ reason: 'follow-up' });
    await openRooming(ma, visit);
    await ma.page.keyboard.type('12882');
    await until(() => read('Observation', `bp1-${visit}`));
    await ma.network(false);
    for (const typed of ['72', '16', '98.6']) await ma.page.keyboard.type(typed);
    await ma.page.getByText('not saved').first().waitFor();
    await expect(read('Observation', `pulse-${visit}`)).rejects.toThrow();
    await ma.network(true);
    await until(() => read('Observation', `temperature-${visit}`));
    await until(() => read('Observation', `pulse-${visit}`));
  });

  test('an interrupted rooming opens where it was, on another workstation; two people see each other', async () => {
    const visit = await aVisit();
    await openRooming(ma, visit);
    await ma.page.keyboard.type('itchy rash since');
    const lead = await clinic.open('lead-ma');
    await openRooming(lead, visit);
    const reason = lead.page.getByLabel('Why today, in the patient’s words');
    await expect.poll(() => reason.inputValue()).toBe('itchy rash since');
    await lead.page.getByText('also here: Maria Reyes').waitFor({ timeout: 20_000 });
    await lead.page.getByLabel('Pulse', { exact: true }).fill('88');
    await ma.page.getByLabel('Pulse', { exact: true }).waitFor();
    await expect
      .poll(() => ma.page.getByLabel('Pulse', { exact: true }).inputValue(), { timeout: 5000 })
      .toBe('88');
    expect(lead.errors.filter((error) => !error.includes('patient-banner'))).toEqual([]);
    await lead.close();
  });
});

test('in Spanish, on a tablet, in the dark: axe finds nothing', async () => {
  const station = await clinic.open('lead-ma', { size: 'tablet', theme: 'dark' });
  await station.page.getByRole('button', { name: /Tanya Brooks/ }).click();
  await station.page.getByRole('menuitem', { name: 'Español' }).click();
  const visit = await aVisit({ chart: 'full' });
  await station.go(`/visits/${visit}/rooming`);
  await station.page.getByLabel('Pulso', { exact: true }).waitFor();
  await station.page.waitForTimeout(300);
  expect(await axe(station)).toEqual([]);
  await station.shoot('rooming-page');
  await station.close();
});
