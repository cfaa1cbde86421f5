/** The provider's page by keyboard: templates, problems, diagnoses, orders, the signature, and what is added after it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encounterOfWish, patientOfWish } from '#capability/testing/people.ts';
import { aClinicToRoomIn } from '#clinic/flow/testing/rooms-and-staff.ts';
import { allOf, stored } from '#clinic/registration/testing/visit-to-check-in.ts';
import type {
  Composition,
  Condition,
  MedicationRequest,
  Observation,
  Resource,
  ServiceRequest,
} from '#fhir/types.ts';
import { type ClinicOnScreen, clinicOnScreen, PASSWORD, type Workstation } from '../../e2e/browser.ts';
import { axeAtEverySize } from '../../e2e/every-size.ts';

let clinic: ClinicOnScreen;
let provider: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  await save([
    ...aClinicToRoomIn(1),
    ...visitOf('first', 'Walter Hughes'),
    ...visitOf('second', 'Mei Tanaka'),
  ]);
  provider = await clinic.open('provider');
}, 300_000);
afterAll(() => clinic?.close());

const save = (resources: readonly Resource[]) =>
  clinic.server.context.store.commit({
    writes: (resources as (Resource & { id: string })[]).map((resource) => ({
      kind: 'create',
      resource,
      id: resource.id,
    })),
    author: 'Device/medley',
  });

/** Somebody with two problems, a medicine and an allergy, in the room with the provider; one value she declined. */
function visitOf(key: string, name: string): Resource[] {
  const subject = { reference: `Patient/${key}` };
  const category = (system: string, code: string) => ({
    coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
  });
  const problem = (id: string, text: string): Resource =>
    ({
      resourceType: 'Condition',
      id: `${key}-${id}`,
      subject,
      clinicalStatus: category('condition-clinical', 'active'),
      category: [category('condition-category', 'problem-list-item')],
      code: { text },
    }) as Resource;
  const weight: Observation & { id: string } = {
    resourceType: 'Observation',
    id: `${key}-weight`,
    status: 'final',
    category: [category('observation-category', 'vital-signs')],
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
    subject,
    encounter: { reference: `Encounter/${key}-visit` },
    effectiveDateTime: new Date().toISOString(),
    dataAbsentReason: category('data-absent-reason', 'asked-declined'),
  };
  return [
    patientOfWish({ id: key, name, born: '1961-04-02' }),
    encounterOfWish(
      {
        id: `${key}-visit`,
        patient: { id: key },
        stage: 'with-provider',
        reason: 'Blood sugar',
        also: { serviceType: { coding: [{ code: 'established' }] } },
      },
      new Date(),
    ),
    problem('pressure', 'Essential hypertension'),
    problem('ankle', 'Sprained ankle'),
    weight,
    {
      resourceType: 'MedicationRequest',
      id: `${key}-rx`,
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: 'lisinopril 10 MG Oral Tablet' },
      dosageInstruction: [{ text: 'once a day' }],
    },
    {
      resourceType: 'AllergyIntolerance',
      id: `${key}-allergy`,
      patient: subject,
      clinicalStatus: category('allergyintolerance-clinical', 'active'),
      criticality: 'high',
      code: { text: 'penicillin' },
      reaction: [{ manifestation: [{ text: 'hives' }] }],
    },
  ] as Resource[];
}

const open = async (at: Workstation, key: string) => {
  await at.go(`/visits/${key}-visit/visit`);
  await at.page.getByText('penicillin').first().waitFor();
};
const box = (label: string) => provider.page.getByLabel(label, { exact: true });
const region = (name: string) => provider.page.getByRole('region', { name });
const press = async (...keys: string[]) => {
  for (const one of keys) await provider.page.keyboard.press(one);
};
const conditions = async () => allOf<Condition>(clinic, 'Condition', 'first');

describe('the provider’s page of a visit', () => {
  test('shows what was handed over and what the patient has; a declined value says so in words', async () => {
    await open(provider, 'first');
    const handOff = region('Hand-off');
    await handOff.getByText('Blood sugar').waitFor();
    await handOff.getByText('declined').waitFor();
    await region('Medications').getByText('lisinopril 10 MG Oral Tablet').waitFor();
    await region('Problems').getByText('Essential hypertension').waitFor();
    expect(await axeAtEverySize(provider)).toEqual([]);
    await provider.shoot('visit-open');
  });

  test('a template is opened by / in an empty section, and fills only what is empty', async () => {
    await box('Plan').focus();
    await provider.page.keyboard.type('Metformin as before.');
    await press('Alt+1');
    await expect.poll(() => box('Subjective').evaluate((node) => node === document.activeElement)).toBe(true);
    await press('/');
    const menu = provider.page.getByRole('menu');
    await menu.getByRole('menuitem', { name: 'Chronic condition follow-up' }).waitFor();
    expect(await axeAtEverySize(provider)).toEqual([]);
    await provider.shoot('visit-templates');
    // Those for this kind of visit come first.
    await press('ArrowDown', 'Enter');
    await menu.waitFor({ state: 'hidden' });
    await expect.poll(() => box('Subjective').inputValue()).toContain('Home readings:');
    expect(await box('Exam').inputValue()).toContain('Lungs: clear.');
    expect(await box('Plan').inputValue()).toBe('Metformin as before.');
    // She goes on where she was; a slash in what is written is a slash.
    await expect.poll(() => box('Subjective').evaluate((node) => node === document.activeElement)).toBe(true);
    await press('Control+End');
    await provider.page.keyboard.type(' 130/80');
    await expect.poll(() => box('Subjective').inputValue()).toContain('Home readings: 130/80');
  });

  test('a diagnosis goes on the problem list too; another problem is resolved, and taken back', async () => {
    await press('Tab');
    await provider.page.getByRole('heading', { level: 1 }).focus();
    await press('d');
    await provider.page.keyboard.type('E11.9');
    await provider.page
      .getByRole('option', { name: /E11\.9/ })
      .first()
      .waitFor();
    expect(await axeAtEverySize(provider)).toEqual([]);
    await press('Enter');
    await region('Diagnoses').getByText('principal').waitFor();
    await region('Problems')
      .getByText(/diabetes/i)
      .waitFor();
    const resolve = provider.page.getByRole('button', { name: 'Resolved: Sprained ankle' });
    await resolve.focus();
    await press('Enter');
    const again = provider.page.getByRole('button', { name: 'Active again: Sprained ankle' });
    await again.waitFor();
    const statusOf = async () =>
      (await stored<Condition>(clinic, 'Condition', 'first-ankle')).clinicalStatus?.coding?.[0]?.code;
    await expect.poll(statusOf).toBe('resolved');
    await again.focus();
    await press('Enter');
    await expect.poll(statusOf).toBe('active');
    expect((await conditions()).flatMap(({ code }) => code?.coding?.map((one) => one.code) ?? [])).toContain(
      'E11.9',
    );
  });

  test('a laboratory order and a prescription are drafted by key', async () => {
    await provider.page.getByRole('heading', { level: 1 }).focus();
    await press('o');
    await provider.page.keyboard.type('Hemoglobin A1c');
    expect(await axeAtEverySize(provider)).toEqual([]);
    await press('Enter');
    const orders = region('Orders');
    await orders.getByText('Hemoglobin A1c').waitFor();
    await orders.getByRole('button', { name: 'Draft an order' }).press('Enter');
    const medication = orders.getByRole('radio', { name: 'Medication' });
    await medication.focus();
    await press('Space');
    await box('What').fill('metformin 500');
    await provider.page
      .getByRole('option', { name: /metformin.*MG/i })
      .first()
      .waitFor();
    await press('Enter');
    await expect.poll(() => box('What').inputValue()).toMatch(/metformin.*MG/i);
    await box('Directions').fill('twice a day with food');
    await press('Enter');
    await orders.getByText('twice a day with food').waitFor();
    await expect.poll(() => orders.getByText('draft', { exact: true }).count()).toBe(2);
    expect(await axeAtEverySize(provider)).toEqual([]);
    await provider.shoot('visit');
    const [order] = await allOf<ServiceRequest>(clinic, 'ServiceRequest', 'first');
    expect(order?.status).toBe('draft');
  });

  test('she signs what she reads; note, order and prescription are in force', async () => {
    await press('Control+Enter');
    const dialog = provider.page.getByRole('dialog');
    await dialog.getByText('Metformin as before.').waitFor();
    await dialog.getByText('2 draft orders become active with your signature.').waitFor();
    expect(await axeAtEverySize(provider)).toEqual([]);
    await provider.shoot('visit-sign');
    await press('Control+Enter');
    await provider.page.getByText(/^Signed by Emily Chen/).waitFor();
    await expect
      .poll(async () =>
        (await allOf<ServiceRequest>(clinic, 'ServiceRequest', 'first')).map((one) => one.status),
      )
      .toEqual(['active']);
    const prescribed = await allOf<MedicationRequest>(clinic, 'MedicationRequest', 'first');
    expect(prescribed.map(({ status }) => status)).toEqual(['active', 'active']);
    expect(await box('Subjective').count()).toBe(0);
  });

  test('an addendum stands beside the signed note, which stays as it was', async () => {
    const noteOf = async () =>
      (await allOf<Composition>(clinic, 'Composition', 'first')).find(({ relatesTo }) => !relatesTo?.length);
    const before = await noteOf();
    const add = provider.page.getByRole('button', { name: 'Add an addendum' });
    await add.focus();
    await press('Enter');
    await box('What is added').waitFor();
    await provider.page.keyboard.type('The A1c came back at 7.1 %.');
    // What has the focus is never under the foot of the page.
    await provider.page.getByRole('button', { name: 'Sign the addendum' }).focus();
    expect(await axeAtEverySize(provider)).toEqual([]);
    await provider.page.getByRole('button', { name: 'Sign the addendum' }).press('Enter');
    await region('Addendum').getByText('The A1c came back at 7.1 %.').waitFor();
    await provider.page.getByText(/^Addendum by Emily Chen/).waitFor();
    await expect.poll(async () => (await allOf<Composition>(clinic, 'Composition', 'first')).length).toBe(2);
    expect((await noteOf())?.meta?.versionId).toBe(before?.meta?.versionId);
    expect(await axeAtEverySize(provider)).toEqual([]);
    await provider.shoot('visit-signed');
    expect(provider.errors).toEqual([]);
  });

  test('in Spanish nothing of the page stays English', async () => {
    const station = await clinic.visitor({ language: 'es' });
    await station.page.getByRole('button', { name: 'Español' }).click();
    await station.signIn('provider', PASSWORD);
    await open(station, 'second');
    await station.page.getByText('no aceptó').waitFor();
    await station.page.getByRole('button', { name: 'Preparar una orden' }).press('Enter');
    await station.page.getByRole('radio', { name: 'Laboratorio' }).waitFor();
    const said = await station.page.locator('main').textContent();
    for (const english of [
      'Hand-off',
      'Note',
      'Diagnoses',
      'Orders',
      'Allergies',
      'Problems',
      'Medications',
      'Review and sign',
      'Subjective',
      'declined',
      'Routine',
    ])
      expect(said).not.toContain(english);
    expect(await axeAtEverySize(station)).toEqual([]);
    await station.shoot('visit');
    expect(station.errors).toEqual([]);
    await station.close();
  });
});
