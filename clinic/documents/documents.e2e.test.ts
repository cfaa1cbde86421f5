import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { patientOfWish } from '#capability/testing/people.ts';
import { CS } from '#fhir/medley.ts';
import type { Binary, DocumentReference } from '#fhir/types.ts';
import { parseEntry } from '#record/record.ts';
import { type ClinicOnScreen, clinicOnScreen, PASSWORD, type Workstation } from '../../e2e/browser.ts';
import { axeAtEverySize } from '../../e2e/every-size.ts';
import { allOf } from '../registration/testing/visit-to-check-in.ts';
import { aLetter, aPhotograph, type Paper } from './testing/papers.ts';

let clinic: ClinicOnScreen;
let ma: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  await clinic.server.context.store.commit({
    writes: [
      { kind: 'create', id: 'rosa', resource: patientOfWish({ id: 'rosa', name: 'Rosa Delgado' }) },
      { kind: 'create', id: 'walter', resource: patientOfWish({ id: 'walter', name: 'Walter Hughes' }) },
    ],
    author: 'Device/medley',
  });
  ma = await clinic.open('ma');
}, 300_000);
afterAll(() => clinic?.close());
afterEach(() => expect(ma.errors).toEqual([]));

const LETTER = aLetter('cardiology.pdf', [
  'North Shore Cardiology',
  '',
  'Dear colleague,',
  'thank you for sending Mrs Delgado. Her echocardiogram is normal.',
  'Please repeat the blood pressure in four weeks.',
]);
const button = (name: string | RegExp) => ma.page.getByRole('button', { name });
const row = (name: RegExp) => ma.page.getByRole('row', { name });
const key = async (...names: readonly string[]) => {
  for (const name of names) await ma.page.keyboard.press(name);
};
const choose = (file: Paper) => ma.page.locator('input[type=file]').setInputFiles(file);
/** The kind by its letter, from wherever the hand is. */
const kind = async (name: string, letter: string) => {
  await ma.page.getByRole('radio').first().focus();
  await key(letter);
  expect(await ma.page.getByRole('radio', { name }).isChecked()).toBe(true);
};
const show = async (name: RegExp) => {
  await row(name).focus();
  await key('Enter');
};
const openDocuments = async (at: Workstation, patient: string) => {
  await at.go(`/patients/${patient}/documents`);
  await at.page.getByRole('button', { name: /New document|Documento nuevo/ }).waitFor();
};
const filed = async (patient: string) =>
  (await allOf<DocumentReference>(clinic, 'DocumentReference', patient)).filter(
    ({ status }) => status === 'current',
  );
const binaryOf = (document: DocumentReference | undefined): string =>
  document?.content?.[0]?.attachment?.url?.split('/').at(-1) ?? '';
/** Lets a file fall where the selector says, as from the desktop. */
const drop = (where: string, { name, mimeType, buffer }: Paper) =>
  ma.page.evaluate(
    ([place, title, type, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], title, { type }));
      const target = document.querySelector(place);
      for (const event of ['dragover', 'drop'])
        target?.dispatchEvent(new DragEvent(event, { bubbles: true, cancelable: true, dataTransfer: data }));
    },
    [where, name, mimeType, buffer.toString('base64')] as const,
  );
const trail = async (binary: string) => {
  const { rows } = await clinic.server.context.pool.query<{ action: string; patients: string[] }>(
    "select action, patients from gate.audit where type = 'Binary' and resource = $1 and operation = '' order by at, id",
    [binary],
  );
  return rows;
};

describe('documents', () => {
  test('a patient without files says what to do', async () => {
    await openDocuments(ma, 'rosa');
    await ma.page.getByText('No files yet.').waitFor();
    expect(await ma.page.title()).toContain('Rosa Delgado');
    await ma.page.getByRole('region', { name: 'Patient' }).getByText('Rosa Delgado').waitFor();
    expect(await axeAtEverySize(ma)).toEqual([]);
    await ma.shoot('documents-empty');
  });

  test('what cannot be filed is refused with words, and what was typed stays', async () => {
    await key('n');
    expect(await ma.page.evaluate(() => document.activeElement?.textContent)).toBe('Choose file');
    await ma.page.getByLabel('Title').fill('Letter of the cardiologist');
    await choose({ name: 'letter.docx', mimeType: 'application/msword', buffer: Buffer.from('x') });
    await ma.page.getByText('Only PDF, JPEG, PNG and WebP can be filed.').waitFor();
    await choose({ name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(11_000_000) });
    await ma.page.getByText('scan.pdf is larger than 10 MB').waitFor();
    await choose({ name: 'lie.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ, a program') });
    await ma.page.getByText('Say what kind it is.').waitFor();
    await kind('Letter', 'l');
    await key('Control+Enter');
    await ma.page.getByText('neither a picture nor a PDF inside').waitFor();
    expect(await ma.page.getByLabel('Title').inputValue()).toBe('Letter of the cardiologist');
    expect(await filed('rosa')).toEqual([]);
    expect(await axeAtEverySize(ma)).toEqual([]);
    await ma.shoot('documents-refused');
  });

  test('a day that has not come is refused at the day', async () => {
    await choose(LETTER);
    await ma.page.getByLabel('Date').fill('2099-01-01');
    await key('Control+Enter');
    await ma.page.getByText('The date is in the future.').waitFor();
    await ma.page.getByLabel('Date').fill('2026-10-02');
  });

  test('a letter goes through once the network is back, and is in the record', async () => {
    await ma.network(false);
    await key('Control+Enter');
    await ma.page.getByText(/did not get through/).waitFor();
    await ma.network(true);
    await key('Control+Enter');
    await row(/Letter of the cardiologist.*Letter.*2 Oct 2026.*Maria Reyes/).waitFor();
    const [document] = await filed('rosa');
    expect(document).toMatchObject({
      description: 'Letter of the cardiologist',
      subject: { reference: 'Patient/rosa' },
      category: [{ coding: [{ system: CS.documentCategory, code: 'letter' }] }],
      content: [{ attachment: { contentType: 'application/pdf' } }],
    });
    const entry = await clinic.server.context.store.read('Binary', binaryOf(document));
    expect(entry && parseEntry<Binary>(entry).securityContext?.reference).toBe(
      `DocumentReference/${document?.id}`,
    );
  });

  test('a picture is dropped in the frame, and a form on the page', async () => {
    await key('n');
    await drop('section[aria-label^="Drop"]', aPhotograph('rash.png'));
    await ma.page.getByText('Chosen: rash.png').waitFor();
    expect(await ma.page.getByLabel('Title').inputValue()).toBe('rash');
    await kind('Other', 'x');
    await button(/^File with Rosa Delgado/).focus();
    await key('Enter');
    await row(/rash/).waitFor();
    await drop('table', aLetter('consent form.pdf', ['Signed in the waiting room']));
    await ma.page.getByText('Chosen: consent form.pdf').waitFor();
    await kind('Form', 'f');
    await key('Control+Enter');
    await row(/consent form/).waitFor();
    expect((await filed('rosa')).length).toBe(3);
  });

  test('a PDF and a picture are seen in the page, larger, turned, by key', async () => {
    await show(/rash/);
    const picture = ma.page.getByRole('img', { name: 'rash' });
    await picture.waitFor();
    expect(await picture.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth))).toBe(
      480,
    );
    await ma.shoot('documents-picture');
    await show(/Letter of the cardiologist/);
    const page = ma.page.locator('canvas').first();
    await page.waitFor();
    const wide = async () => (await page.boundingBox())?.width ?? 0;
    await expect.poll(wide).toBeGreaterThan(300);
    const before = await wide();
    const frame = await ma.page.getByRole('region', { name: 'Letter of the cardiologist' }).boundingBox();
    expect(before).toBeLessThanOrEqual(frame?.width ?? 0);
    expect(await axeAtEverySize(ma)).toEqual([]);
    await ma.shoot('documents');
    await key('+');
    await expect.poll(wide).toBeGreaterThan(before * 1.2);
    await key('0');
    await expect.poll(wide).toBeCloseTo(before, 0);
  });

  test('it is printed whole and taken along, and the trail says both', async () => {
    await ma.page.evaluate(() => {
      const printed: number[] = [];
      Object.assign(globalThis, { printed });
      window.print = () => {
        const pages = [...document.querySelectorAll<HTMLCanvasElement>('body > [aria-hidden] > canvas')];
        printed.push(...pages.map(({ width }) => width));
        dispatchEvent(new Event('afterprint'));
      };
    });
    await key('Control+p');
    await expect
      .poll(() => ma.page.evaluate(() => (globalThis as unknown as { printed: number[] }).printed))
      .toEqual([1224]);
    const arriving = ma.page.waitForEvent('download');
    await ma.page.getByRole('link', { name: 'Download' }).focus();
    await key('Enter');
    expect((await arriving).suggestedFilename()).toMatch(/^Letter of the cardiologist/);
    const [letter] = (await filed('rosa')).filter(({ description }) =>
      /cardiologist/.test(description ?? ''),
    );
    const rows = await trail(binaryOf(letter));
    for (const action of ['read', 'print', 'export'])
      expect(rows).toContainEqual({ action, patients: ['rosa'] });
  });

  test('a damaged file says that it cannot be shown', async () => {
    await key('n');
    await choose({ name: 'torn.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 torn') });
    await kind('Other', 'x');
    await key('Control+Enter');
    await row(/torn/).waitFor();
    await show(/torn/);
    await ma.page.getByText('This file cannot be shown.').waitFor();
    expect(await axeAtEverySize(ma)).toEqual([]);
  });

  test('what was filed by mistake is withdrawn, and z brings it back', async () => {
    await button('Filed by mistake').focus();
    await key('Enter');
    await row(/torn/).waitFor({ state: 'detached' });
    await key('z');
    await row(/torn/).waitFor();
    await button('Filed by mistake').waitFor();
    await button('Filed by mistake').focus();
    await key('Enter');
    await row(/torn/).waitFor({ state: 'detached' });
  });

  test('nothing of one patient is left when another is opened', async () => {
    await show(/Letter of the cardiologist/);
    await ma.page.locator('canvas').first().waitFor();
    await key('n');
    await choose(LETTER);
    await openDocuments(ma, 'walter');
    await ma.page.getByRole('region', { name: 'Patient' }).getByText('Walter Hughes').waitFor();
    await ma.page.getByText('No files yet.').waitFor();
    expect(await ma.page.locator('canvas').count()).toBe(0);
    expect(await ma.page.getByText('Chosen: cardiology.pdf').count()).toBe(0);
    expect(await ma.page.title()).toContain('Walter Hughes');
  });

  test('what was filed with the wrong patient moves to the right one', async () => {
    await openDocuments(ma, 'rosa');
    await show(/Letter of the cardiologist/);
    await key('m');
    const dialog = ma.page.getByRole('dialog');
    await dialog.waitFor();
    await dialog.getByLabel('Belongs to').fill('hughes walter');
    await ma.page.getByRole('option', { name: /Walter Hughes/ }).waitFor();
    await key('Enter');
    await dialog.getByLabel('Why it was filed elsewhere').fill('Same surname on the envelope');
    expect(await ma.axe()).toEqual([]);
    await ma.shoot('documents-move');
    await key('Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(async () => (await filed('walter')).length).toBe(1);
    expect((await filed('rosa')).map(({ description }) => description).sort()).toEqual([
      'consent form',
      'rash',
    ]);
  });

  test('c leads to the chart, where d leads back', async () => {
    await openDocuments(ma, 'walter');
    await key('c');
    await ma.page.waitForURL('**/patients/walter/chart');
    await ma.page.getByRole('tab').first().waitFor();
    await key('d');
    await ma.page.waitForURL('**/patients/walter/documents');
    await row(/Letter of the cardiologist/).waitFor();
  });

  test('the desk and the biller see that a letter is there, and open it neither here nor by its address', async () => {
    const [document] = await filed('walter');
    const binary = binaryOf(document);
    for (const role of ['front-desk', 'biller'] as const) {
      const station = await clinic.open(role);
      await openDocuments(station, 'walter');
      await station.page.getByRole('row', { name: /Closed to your role.*Letter/ }).focus();
      await station.page.keyboard.press('Enter');
      await station.page.getByText('It opens for those who care for the patient.').waitFor();
      expect(await station.page.getByText('cardiologist').count()).toBe(0);
      expect(await axeAtEverySize(station)).toEqual([]);
      if (role === 'front-desk') await station.shoot('documents-closed');
      expect((await station.context.request.get(`/api/file/${binary}`)).status()).toBe(403);
      expect((await station.context.request.get(`/api/file/${binary}?as=print`)).status()).toBe(403);
      expect((await station.context.request.get(`/fhir/Binary/${binary}`)).status()).toBe(403);
      expect(station.errors).toEqual([]);
      await station.close();
    }
  });

  test('in Spanish, on an upright tablet', async () => {
    await (await clinic.open('nurse')).close();
    const station = await clinic.visitor({ size: 'upright', language: 'es' });
    await station.page.getByRole('button', { name: 'Español' }).click();
    await station.signIn('nurse', PASSWORD);
    await openDocuments(station, 'walter');
    await station.page.getByRole('row', { name: /Letter of the cardiologist/ }).focus();
    await station.page.keyboard.press('Enter');
    await station.page.locator('canvas').first().waitFor();
    const text = ((await station.page.locator('main').textContent()) ?? '').replaceAll(
      'Letter of the cardiologist',
      '',
    );
    for (const english of ['Letter', 'Print', 'Download', 'Title', 'Kind', 'Filed', 'Open', 'Wrong'])
      expect(text).not.toContain(english);
    expect(await axeAtEverySize(station)).toEqual([]);
    await station.shoot('documents');
    expect(station.errors).toEqual([]);
    await station.close();
  });
});
