import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { patientOfWish } from '#capability/testing/people.ts';
import type { Resource } from '#fhir/types.ts';
import { type ClinicOnScreen, clinicOnScreen, PASSWORD, type Workstation } from '../../e2e/browser.ts';
import { axeAtEverySize } from '../../e2e/every-size.ts';
import { twentyYears } from './testing/twenty-years.ts';

type Made = Resource & { id: string };
let clinic: ClinicOnScreen;
let ma: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  const people = [
    patientOfWish({ id: 'old', name: 'Harriet Vance', born: '1944-02-11' }),
    patientOfWish({ id: 'few', name: 'Ida Berg', born: '1970-05-05' }),
    patientOfWish({ id: 'fresh', name: 'Nils Ahlgren', born: '1999-08-01' }),
    patientOfWish({ id: 'none', name: 'Ada Lind', born: '1990-01-01' }),
    patientOfWish({ id: 'no-drug', name: 'Ben Sato', born: '1990-01-01' }),
  ] as Made[];
  await save(people);
  const years = twentyYears('old', new Date());
  for (let at = 0; at < years.length; at += 400) await save(years.slice(at, at + 400));
  await save([...laboratory(), ...noneKnown('none', '716186003'), ...noneKnown('no-drug', '409137002')]);
  ma = await clinic.open('ma');
}, 300_000);
afterAll(() => clinic?.close());
afterEach(() => expect(ma.errors).toEqual([]));

const save = (resources: readonly Made[]) =>
  clinic.server.context.store.commit({
    writes: resources.map((resource) => ({ kind: 'create', resource, id: resource.id })),
    author: 'Device/medley',
  });
const MONTH = 30 * 86_400_000;

const LABORATORY = [
  {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }],
  },
];
/** Potassium three times, the newest too high for its range; a culture in words; a vaccine that was refused. */
function laboratory(): Made[] {
  const few = { reference: 'Patient/few' };
  const potassium = [4.1, 4.6, 5.9].map((value, at) => ({
    resourceType: 'Observation',
    id: `potassium-${at}`,
    status: 'final',
    category: LABORATORY,
    code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Potassium' },
    subject: few,
    effectiveDateTime: new Date(Date.now() - (3 - at) * MONTH).toISOString(),
    valueQuantity: { value, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    referenceRange: [{ low: { value: 3.5, unit: 'mmol/L' }, high: { value: 5.1, unit: 'mmol/L' } }],
    interpretation: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
            code: value > 5.1 ? 'H' : 'N',
          },
        ],
      },
    ],
  }));
  const weight = [72, 71.5, 70.8].map((value, at) => ({
    resourceType: 'Observation',
    id: `few-weight-${at}`,
    status: 'final',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
        ],
      },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }], text: 'Weight' },
    subject: few,
    effectiveDateTime: new Date(Date.now() - (3 - at) * MONTH).toISOString(),
    valueQuantity: { value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  }));
  return [
    ...weight,
    ...potassium,
    {
      resourceType: 'Immunization',
      id: 'given',
      status: 'completed',
      vaccineCode: { text: 'Influenza vaccine' },
      patient: few,
      occurrenceDateTime: new Date(Date.now() - 2 * MONTH).toISOString(),
    },
    {
      resourceType: 'Observation',
      id: 'culture',
      status: 'final',
      category: LABORATORY,
      code: { coding: [{ system: 'http://loinc.org', code: '630-4' }], text: 'Urine culture' },
      subject: few,
      effectiveDateTime: new Date(Date.now() - MONTH).toISOString(),
      valueString: 'No growth',
    },
    {
      resourceType: 'Immunization',
      id: 'refused',
      status: 'not-done',
      vaccineCode: { text: 'Zoster vaccine' },
      patient: few,
      occurrenceDateTime: new Date(Date.now() - MONTH).toISOString(),
    },
  ] as Made[];
}

/** Somebody who was asked, and has none: one fact in the record, a code for each kind of none. */
const noneKnown = (patient: string, code: string): Made[] =>
  [
    {
      resourceType: 'AllergyIntolerance',
      id: `${patient}-allergy`,
      patient: { reference: `Patient/${patient}` },
      clinicalStatus: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' },
        ],
      },
      code: { coding: [{ system: 'http://snomed.info/sct', code }] },
    },
  ] as Made[];

const openChart = async (at: Workstation, patient: string) => {
  await at.go(`/patients/${patient}/chart`);
  await at.page.getByRole('tab').first().waitFor();
};

describe('a chart of twenty years', () => {
  test('opens on what matters now, under the patient’s name', async () => {
    await openChart(ma, 'old');
    const summary = ma.page.getByRole('region', { name: 'Summary' });
    for (const words of ['penicillin', 'Essential hypertension', 'Lisinopril 10 MG Oral Tablet', 'hives'])
      await summary.getByText(words).first().waitFor();
    expect(await summary.getByText('(disorder)').count()).toBe(0);
    expect(await ma.page.title()).toContain('Harriet Vance');
    expect(await ma.axe()).toEqual([]);
    await ma.shoot('chart');
  });

  test('its first visit is there, and is opened by key', async () => {
    await ma.page.getByRole('button', { name: 'Visits', exact: true }).focus();
    await ma.page.keyboard.press('Enter');
    const river = ma.page.getByRole('navigation', { name: 'What happened' });
    const first = river.getByRole('button', { name: /First visit here/ });
    await first.focus();
    await ma.page.keyboard.press('ArrowUp');
    await ma.page.keyboard.press('ArrowDown');
    await ma.page.keyboard.press('Enter');
    const pane = ma.page.getByRole('region', { name: 'Details' });
    await pane.getByText('Office visit').first().waitFor();
    expect(await ma.axe()).toEqual([]);
    await ma.shoot('chart-visit');
  });

  test('a filter leaves only its kind', async () => {
    const river = ma.page.getByRole('navigation', { name: 'What happened' });
    await ma.page.getByRole('button', { name: 'Results', exact: true }).focus();
    await ma.page.keyboard.press('Enter');
    await river.getByRole('button', { name: /The very first blood count/ }).waitFor();
    expect(await river.getByRole('button', { name: /Office visit/ }).count()).toBe(0);
    expect(await river.getByRole('button', { name: /lood count/ }).count()).toBe(60);
  });

  test('vital signs are plots with their units', async () => {
    await ma.page.keyboard.press('v');
    const pane = ma.page.getByRole('region', { name: 'Vitals' });
    await pane.getByText('Weight').first().waitFor();
    await pane.locator('svg').first().waitFor();
    await pane.getByText('kg').first().waitFor();
    expect(await ma.axe()).toEqual([]);
    await ma.shoot('chart-vitals');
  });

  test('in Spanish, upright, nothing stays English', async () => {
    await (await clinic.open('nurse')).close();
    const station = await clinic.visitor({ size: 'upright', language: 'es' });
    await station.page.getByRole('button', { name: 'Español' }).click();
    await station.signIn('nurse', PASSWORD);
    await openChart(station, 'old');
    await station.page.getByText('penicillin').first().waitFor();
    const text = (await station.page.locator('main').textContent()) ?? '';
    for (const english of ['Allergies', 'Problems', 'Medications', 'Immunizations', 'Summary'])
      expect(text).not.toContain(english);
    expect(await station.axe()).toEqual([]);
    await station.shoot('chart');
    expect(station.errors).toEqual([]);
    await station.close();
  });
});

describe('a chart of few things', () => {
  test('results are one line each, judged by colour, sign and word; the plot opens in place by key', async () => {
    await openChart(ma, 'few');
    await ma.page.keyboard.press('r');
    const pane = ma.page.getByRole('region', { name: 'Results' });
    const line = pane.getByRole('button', { name: /Potassium/ });
    await line.waitFor();
    await line.getByText('5.9 mmol/L').waitFor();
    await line.getByText(/high/i).waitFor();
    await pane.getByText('No growth').waitFor();
    expect(await axeAtEverySize(ma)).toEqual([]);
    await line.focus();
    await ma.page.keyboard.press('Enter');
    await pane.getByRole('region', { name: 'Potassium' }).locator('svg').first().waitFor();
    expect(await line.getAttribute('aria-expanded')).toBe('true');
    expect(await axeAtEverySize(ma)).toEqual([]);
    await ma.shoot('chart-results');
    await ma.page.getByRole('tab', { name: 'Screeners' }).click();
    await pane.getByText('No results of this kind.').waitFor();
  });

  test('immunizations stand with their dates; one that was refused says so', async () => {
    await ma.page.keyboard.press('p');
    const shots = ma.page.getByRole('region', { name: 'Immunizations' });
    await shots.getByText('Zoster vaccine').waitFor();
    expect(await shots.getByRole('listitem').filter({ hasText: 'Influenza vaccine' }).count()).toBe(1);
    await shots.getByRole('listitem').filter({ hasText: 'Zoster' }).getByText('not given').waitFor();
    await ma.page.getByRole('button', { name: 'Immunizations', exact: true }).press('Enter');
    const river = ma.page.getByRole('navigation', { name: 'What happened' });
    await river.getByRole('button', { name: /Zoster vaccine/ }).press('Enter');
    await ma.page.getByRole('region', { name: 'Details' }).getByText('Zoster vaccine').first().waitFor();
    expect(await axeAtEverySize(ma)).toEqual([]);
  });

  test('its plots and results speak Spanish', async () => {
    await (await clinic.open('nurse')).close();
    const station = await clinic.visitor({ size: 'upright', language: 'es' });
    await station.page.getByRole('button', { name: 'Español' }).click();
    await station.signIn('nurse', PASSWORD);
    await openChart(station, 'few');
    await station.page.keyboard.press('v');
    const plots = station.page.getByRole('region', { name: 'Signos vitales' });
    await plots.getByRole('region', { name: 'Peso' }).locator('svg').first().waitFor();
    const said = (await plots.textContent()) ?? '';
    for (const english of ['Weight', 'Pulse', 'Temperature', 'Oxygen sat', 'Respirations'])
      expect(said).not.toContain(english);
    expect(await axeAtEverySize(station)).toEqual([]);
    await station.shoot('chart-vitals');
    await station.page.keyboard.press('r');
    const results = station.page.getByRole('region', { name: 'Resultados' });
    await results.getByRole('button', { name: /Potassium/ }).waitFor();
    expect(await results.textContent()).not.toMatch(/high|Laboratory|Results/i);
    expect(await axeAtEverySize(station)).toEqual([]);
    expect(station.errors).toEqual([]);
    await station.close();
  });
});

describe('the empties of allergies', () => {
  test.each([
    ['fresh', 'Not reviewed yet', ['No known allergies', 'No known drug allergies']],
    ['none', 'No known allergies', ['Not reviewed yet', 'No known drug allergies']],
    ['no-drug', 'No known drug allergies', ['Not reviewed yet', 'No known allergies']],
    ['old', 'penicillin', ['Not reviewed yet', 'No known']],
  ] as const)('[H2] %s is said as “%s”, and as nothing else', async (patient, said, never) => {
    await openChart(ma, patient);
    const allergies = ma.page.getByRole('region', { name: 'Allergies' });
    await allergies.getByText(said).first().waitFor();
    for (const other of never) expect(await allergies.getByText(other).count()).toBe(0);
  });
});

describe('an empty chart', () => {
  test('says what is not known, and never that there is nothing', async () => {
    await openChart(ma, 'fresh');
    await ma.page.getByText('Not reviewed yet').first().waitFor();
    await ma.page.getByText('Nothing in the record yet.').waitFor();
    await ma.page.getByText('No problems listed.').waitFor();
    expect(await axeAtEverySize(ma)).toEqual([]);
    await ma.shoot('chart-empty');
  });
});
