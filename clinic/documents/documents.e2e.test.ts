import { deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { patientOfWish } from '#capability/testing/people.ts';
import type { DocumentReference } from '#fhir/types.ts';
import { type ClinicOnScreen, clinicOnScreen, PASSWORD, type Workstation } from '../../e2e/browser.ts';
import { allOf } from '../registration/testing/visit-to-check-in.ts';

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

/** The smallest letter that a PDF can be. */
function aLetter(words: string): Buffer {
  const stream = deflateSync(`BT /F1 24 Tf 72 700 Td (${words}) Tj ET`);
  const objects: (string | Buffer)[][] = [
    ['<< /Type /Catalog /Pages 2 0 R >>'],
    ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
    [
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    ],
    [`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`, stream, '\nendstream'],
    ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
  ];
  let file = Buffer.from('%PDF-1.4\n');
  const places: number[] = [];
  for (const [at, parts] of objects.entries()) {
    places.push(file.length);
    const body = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
    file = Buffer.concat([file, Buffer.from(`${at + 1} 0 obj\n`), ...body, Buffer.from('\nendobj\n')]);
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.concat([
    file,
    Buffer.from(
      `xref\n0 6\n0000000000 65535 f \n${table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
    ),
  ]);
}
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const button = (name: string | RegExp) => ma.page.getByRole('button', { name });
const choose = (file: { name: string; mimeType: string; buffer: Buffer }) =>
  ma.page.locator('input[type=file]').setInputFiles(file);
const axe = async (at: Workstation) => (await at.axe()).filter((one) => !/#mantine-|_bar_/.test(one));
const openDocuments = async (at: Workstation, patient: string) => {
  await at.go(`/patients/${patient}/documents`);
  await at.page.getByRole('button', { name: /New document|Documento nuevo|Nuevo documento/ }).waitFor();
};
const filed = async (patient: string) =>
  (await allOf<DocumentReference>(clinic, 'DocumentReference', patient)).filter(
    ({ status }) => status === 'current',
  );

describe('documents', () => {
  test('a patient without files says what to do', async () => {
    await openDocuments(ma, 'rosa');
    await ma.page.getByText('No files yet.').waitFor();
    expect(await ma.page.title()).toContain('Rosa Delgado');
    await ma.page.getByText('Rosa Delgado').first().waitFor();
    expect(await axe(ma)).toEqual([]);
    await ma.shoot('documents-empty');
  });

  test('a file of another kind is refused with words, and what was typed stays', async () => {
    await ma.page.keyboard.press('n');
    await ma.page.getByLabel('Title').fill('Letter of the cardiologist');
    await choose({ name: 'letter.docx', mimeType: 'application/msword', buffer: Buffer.from('x') });
    await ma.page.getByText('Only PDF, JPEG, PNG and WebP can be filed.').waitFor();
    expect(await ma.page.getByLabel('Title').inputValue()).toBe('Letter of the cardiologist');
    expect(await button('File it').isEnabled()).toBe(false);
    await choose({ name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(11_000_000) });
    await ma.page.getByText(/10 MB/).first().waitFor();
    expect(await axe(ma)).toEqual([]);
  });

  test('a letter goes through once the network is back, and is in the record', async () => {
    await choose({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: aLetter('Dear colleague') });
    await ma.network(false);
    await button('File it').focus();
    await ma.page.keyboard.press('Enter');
    await ma.page.getByText(/did not get through/).waitFor();
    await ma.network(true);
    await button('File it').focus();
    await ma.page.keyboard.press('Enter');
    await ma.page.getByRole('row', { name: /Letter of the cardiologist/ }).waitFor();
    const [document] = await filed('rosa');
    expect(document).toMatchObject({
      description: 'Letter of the cardiologist',
      content: [{ attachment: { contentType: 'application/pdf' } }],
    });
  });

  test('a PDF and a picture are seen in the page, by key', async () => {
    await ma.page.keyboard.press('n');
    await choose({ name: 'rash.png', mimeType: 'image/png', buffer: PIXEL });
    expect(await ma.page.getByLabel('Title').inputValue()).toBe('rash');
    await button('File it').focus();
    await ma.page.keyboard.press('Enter');
    await ma.page.getByRole('row', { name: /rash/ }).waitFor();
    await ma.page.getByRole('row', { name: /Letter of the cardiologist/ }).focus();
    await ma.page.keyboard.press('Enter');
    await ma.page.locator('canvas').first().waitFor();
    expect(await axe(ma)).toEqual([]);
    await ma.shoot('documents');
    await ma.page.getByRole('row', { name: /rash/ }).focus();
    await ma.page.keyboard.press('Enter');
    await ma.page.getByRole('img', { name: 'rash' }).waitFor();
  });

  test('what was filed with the wrong patient moves to the right one', async () => {
    await ma.page.getByRole('row', { name: /Letter of the cardiologist/ }).focus();
    await ma.page.keyboard.press('Enter');
    await button('Wrong patient: move it').focus();
    await ma.page.keyboard.press('Enter');
    const dialog = ma.page.getByRole('dialog');
    await dialog.waitFor();
    await dialog.getByLabel('Belongs to').fill('hughes walter');
    await ma.page.getByRole('option', { name: /Walter Hughes/ }).waitFor();
    await ma.page.keyboard.press('Enter');
    await dialog.getByLabel('Why it was filed elsewhere').fill('Same surname on the envelope');
    await dialog.getByRole('button', { name: 'Move' }).focus();
    await ma.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(async () => (await filed('walter')).length).toBe(1);
    expect((await filed('rosa')).map(({ description }) => description)).toEqual(['rash']);
  });

  test('the biller opens no clinical file, in the page or by its address', async () => {
    const [document] = await filed('walter');
    const binary = document?.content[0]?.attachment.url?.split('/').at(-1) ?? '';
    const biller = await clinic.open('biller');
    const answer = await biller.context.request.get(`/api/file/${binary}`);
    expect(answer.status()).toBe(403);
    await biller.close();
  });

  test('in Spanish, on an upright tablet', async () => {
    await (await clinic.open('nurse')).close();
    const station = await clinic.visitor({ size: 'upright', language: 'es' });
    await station.page.getByRole('button', { name: 'Español' }).click();
    await station.signIn('nurse', PASSWORD);
    await openDocuments(station, 'rosa');
    await station.page.getByRole('row', { name: /rash/ }).waitFor();
    expect(await axe(station)).toEqual([]);
    await station.shoot('documents');
    expect(station.errors).toEqual([]);
    await station.close();
  });
});
