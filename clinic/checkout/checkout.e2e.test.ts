/** The end of the visit at the desk: the follow-up, the next appointment, the summary that goes home, in two languages. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allOf, stored } from '#clinic/registration/testing/visit-to-check-in.ts';
import type { Appointment, Binary, DocumentReference } from '#fhir/types.ts';
import { type ClinicOnScreen, clinicOnScreen, PASSWORD, type Workstation } from '../../e2e/browser.ts';
import { axeAtEverySize } from '../../e2e/every-size.ts';
import { aClinicToLeave, aVisitToLeave, type Leaving } from './testing/visit-to-leave.ts';

let clinic: ClinicOnScreen;
let ma: Workstation;
let rosa: Leaving;
let grace: Leaving;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  await aClinicToLeave(clinic);
  rosa = await aVisitToLeave(clinic, { key: 'rosa', name: 'Rosa Delgado', language: 'es' });
  grace = await aVisitToLeave(clinic, { key: 'grace', name: 'Grace Okafor', language: 'en' });
  ma = await clinic.open('ma');
}, 300_000);
afterAll(() => clinic?.close());

const open = async (at: Workstation, { encounter }: Leaving) => {
  await at.go(`/visits/${encounter}/check-out`);
  await at.page.getByRole('article').first().waitFor();
};

/** The words of the newest summary in the record, as they stand on its pages. */
async function summaryOf({ patient }: Leaving): Promise<{ text: string; language: string }> {
  const documents = await allOf<DocumentReference>(clinic, 'DocumentReference', patient);
  const newest = documents.find(({ status }) => status === 'current')?.content[0]?.attachment;
  const { data = '' } = await stored<Binary>(clinic, 'Binary', newest?.url?.split('/').at(-1) ?? '');
  const task = getDocument({ data: Uint8Array.from(Buffer.from(data, 'base64')), verbosity: 0 });
  const pdf = await task.promise;
  const { lang } = (await pdf.getMetadata()).info as { lang?: string; Language?: string };
  const words: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    words.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  }
  await task.destroy();
  return { text: words.join('\n').replace(/\s+/g, ' '), language: newest?.language ?? lang ?? '' };
}

const makeSummary = async (at: Workstation) => {
  await at.page.keyboard.press('s');
  const dialog = at.page.getByRole('dialog');
  await dialog.locator('canvas').first().waitFor();
  return dialog;
};

describe('check-out in English', () => {
  test('a follow-up by one key, and the next appointment on its day, without a mouse', async () => {
    await open(ma, grace);
    await ma.effort();
    await ma.page.getByRole('button', { name: '1 mo' }).focus();
    await ma.page.keyboard.press('Enter');
    await ma.page.getByText(/^between .* and /).waitFor();
    await ma.page.keyboard.press('n');
    const dialog = ma.page.getByRole('dialog');
    await dialog.waitFor();
    // Who and when to look are known already; she only says the time.
    await expect
      .poll(() => dialog.getByLabel('Patient', { exact: true }).inputValue())
      .toContain('Grace Okafor');
    const [order] = await allOf(clinic, 'ServiceRequest', grace.patient);
    const { start = '', end = '' } = (order as { occurrencePeriod?: { start?: string; end?: string } })
      .occurrencePeriod as { start?: string; end?: string };
    const day = await dialog.getByLabel('Day', { exact: true }).inputValue();
    expect(day >= start && day <= end).toBe(true);
    expect(await axeAtEverySize(ma)).toEqual([]);
    await ma.shoot('check-out-book');
    await ma.page.keyboard.type('930');
    await ma.page.keyboard.press('Control+Enter');
    // It goes back to where she came from, and says so there.
    await ma.page.getByText(/^Next appointment: .*09:30/).waitFor();
    expect(new URL(ma.page.url()).pathname).toBe(`/visits/${grace.encounter}/check-out`);
    expect((await ma.effort()).clicks).toBe(0);
    const next = (await allOf<Appointment>(clinic, 'Appointment', grace.patient)).find(
      ({ status }) => status === 'booked',
    );
    expect(next?.start).toBeTruthy();
    await ma.go(`/day?day=${day}`);
    await ma.page.getByRole('button', { name: /Grace Okafor/ }).waitFor();
  });

  test('leaving the form of the booking leaves everything as it was', async () => {
    await open(ma, grace);
    await ma.page.keyboard.press('n');
    await ma.page.getByRole('dialog').waitFor();
    await ma.page.keyboard.press('Escape');
    await ma.page.getByText(/^Next appointment:/).waitFor();
    expect(await allOf<Appointment>(clinic, 'Appointment', grace.patient)).toHaveLength(2);
  });

  test('her summary is in her language alone, on the page and on paper', async () => {
    await open(ma, grace);
    expect(await ma.page.getByRole('article').count()).toBe(1);
    expect(await axeAtEverySize(ma)).toEqual([]);
    const dialog = await makeSummary(ma);
    expect(await axeAtEverySize(ma)).toEqual([]);
    const { text, language } = await summaryOf(grace);
    expect(language).toBe('en');
    for (const words of [
      'Harbor Street Clinic',
      'Your visit',
      'Grace Okafor',
      'with Emily Chen',
      'What we found',
      'Acute bronchitis, unspecified',
      'benzonatate 100 MG Oral Capsule: one capsule three times a day',
      'Drink plenty of water.',
      'Come back',
      'Your next appointment',
      '9:30',
      'Call us at 617-555-0100.',
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/Su visita|medicinas|Regrese|próxima|undefined|null/);
    await ma.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });
});

describe('check-out for who reads Spanish', () => {
  test('the page shows both languages side by side; each speaks only its own', async () => {
    await open(ma, rosa);
    await ma.page.getByRole('button', { name: '2 wk' }).press('Enter');
    await ma.page.getByText(/^between .* and /).waitFor();
    await ma.page.keyboard.press('n');
    await ma.page.getByRole('dialog').waitFor();
    await ma.page.getByLabel('Time', { exact: true }).fill('14:00');
    await ma.page.keyboard.press('Control+Enter');
    await ma.page.getByText(/^Next appointment: .*14:00/).waitFor();
    const spanish = await ma.page.getByRole('article', { name: 'Su visita' }).textContent();
    const english = await ma.page.getByRole('article', { name: 'Your visit' }).textContent();
    expect(spanish).toContain('Su próxima cita');
    expect(english).toContain('Your next appointment');
    expect(spanish).not.toMatch(/Your|What we|between/i);
    expect(english).not.toMatch(/Su visita|Entre el| de (enero|febrero|diciembre|noviembre)/);
    expect(await axeAtEverySize(ma)).toEqual([]);
    await ma.shoot('check-out');
  });

  test('the paper is Spanish, with what was found, what to take and when to come back', async () => {
    const dialog = await makeSummary(ma);
    await ma.shoot('check-out-summary');
    const { text, language } = await summaryOf(rosa);
    expect(language).toBe('es');
    for (const words of [
      'Su visita',
      'Rosa Delgado',
      'con Emily Chen',
      'Por qué vino tos seca',
      'Lo que medimos Peso',
      'Lo que encontramos Acute bronchitis, unspecified',
      'benzonatate 100 MG Oral Capsule: una cápsula tres veces al día',
      'Qué debe hacer',
      'Beba mucha agua.',
      'Regrese Entre el',
      'Su próxima cita',
      '2:00',
      'Llámenos al 617-555-0100.',
      'llame al 911',
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/Your|What we|Come back|Between|Questions|Born|undefined|null/);
    await ma.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await ma.page.getByText(/^made .*, Spanish$/).waitFor();
  });

  test('at a Spanish desk nothing stays English, and she is seen off by key', async () => {
    await (await clinic.open('nurse')).close();
    const nurse = await clinic.visitor({ language: 'es' });
    await nurse.page.getByRole('button', { name: 'Español' }).click();
    await nurse.signIn('nurse', PASSWORD);
    await open(nurse, rosa);
    await nurse.page.getByRole('button', { name: '3 meses' }).waitFor();
    await nurse.page.getByText(/^Próxima cita: /).waitFor();
    const said = ((await nurse.page.locator('main').textContent()) ?? '').replace(
      /Your visit[\s\S]*?911\./,
      '',
    );
    expect(said).not.toMatch(/Follow-up|Check out|Language|between|Make and print|appointment/);
    expect(await axeAtEverySize(nurse)).toEqual([]);
    await nurse.shoot('check-out');
    await nurse.page.keyboard.press('Control+Enter');
    await nurse.page.waitForURL('**/board');
    await expect
      .poll(async () => ((await stored(clinic, 'Encounter', rosa.encounter)) as { status?: string }).status)
      .toBe('finished');
    expect(nurse.errors).toEqual([]);
    await nurse.close();
    expect(ma.errors).toEqual([]);
  });
});
