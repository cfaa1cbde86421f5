import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { settings } from '#clinic/settings/server.ts';
import { refreshPack, startDowntime } from '#server/downtime/refresh-pack.ts';
import { writePack } from '#server/downtime/write-pack.ts';
import { packHtml, sheetRows } from './render/html.ts';
import { packPdf } from './render/pdf.ts';
import { freshUntil, type Pack, type Sheet } from './rules/pack.ts';
import { PACK_WORDS } from './rules/words.ts';
import { downtime } from './server.ts';
import { packView } from './views/pack.contract.ts';

const NO_CODES = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical';
const folder = mkdtempSync(join(tmpdir(), 'medley-downtime-'));
let clinic: TestClinic;
let ana: string;
let ben: string;
const book = (patient: string, start: string, also: object = {}) =>
  clinic.save({
    resourceType: 'Appointment' as const,
    status: 'booked' as const,
    start,
    end: new Date(Date.parse(start) + 20 * 60_000).toISOString(),
    description: 'cough',
    serviceType: [
      { coding: [{ system: 'https://medley.clinic/fhir/CodeSystem/visit-type', code: 'established' }] },
    ],
    participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' as const }],
    ...also,
  });
beforeAll(async () => {
  clinic = await testClinic({ rooms: [settings, downtime] });
  const made = await clinic.save(
    {
      resourceType: 'Patient' as const,
      name: [{ family: 'Rivera', given: ['Ana'] }],
      birthDate: '1962-03-04',
      gender: 'female' as const,
      telecom: [{ system: 'phone' as const, value: '617-555-0101' }],
      contact: [
        {
          name: { text: 'Luz Rivera' },
          relationship: [{ text: 'daughter' }],
          telecom: [{ system: 'phone' as const, value: '617-555-0102' }],
        },
      ],
    },
    {
      resourceType: 'Patient' as const,
      name: [{ family: '<script>alert(1)</script>', given: ['Ben'] }],
      birthDate: '2001',
    },
  );
  [ana = '', ben = ''] = made.map(({ id }) => id);
  const subject = { reference: `Patient/${ana}` };
  await clinic.save(
    {
      resourceType: 'AllergyIntolerance' as const,
      patient: subject,
      code: { text: 'Penicillin' },
      criticality: 'high' as const,
      clinicalStatus: { coding: [{ system: NO_CODES, code: 'active' }] },
      reaction: [{ manifestation: [{ text: 'hives' }] }],
    },
    {
      resourceType: 'MedicationRequest' as const,
      status: 'active' as const,
      intent: 'order' as const,
      subject,
      medicationCodeableConcept: { text: 'lisinopril 10 mg' },
      dosageInstruction: [{ text: 'one a day' }],
    },
    {
      resourceType: 'Condition' as const,
      subject,
      code: { text: 'Hypertension' },
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
    },
  );
  // Monday is today, in New York; nothing on Tuesday, the next day with visits is Wednesday.
  await book(ana, '2026-11-23T20:00:00Z');
  await book(ben, '2026-11-23T15:00:00Z');
  await book(ana, '2026-11-23T16:00:00Z', { status: 'cancelled' });
  await book(ana, '2026-11-25T15:00:00Z');
  await book(ben, '2026-11-26T15:00:00Z');
}, 60_000);
afterAll(async () => {
  await clinic?.close();
  rmSync(folder, { recursive: true, force: true });
});
const pack = (): Promise<Pack> => clinic.as(clinic.gate.system('downtime')).view(packView, {});

describe('the downtime pack', () => {
  it('[DT1] holds today and the next day with visits, by time, what is cancelled left out', async () => {
    const { days } = await pack();
    expect(
      days.map(({ date, slots }) => [
        date,
        slots.map(({ time, patient }) => `${time} ${patient === ana ? 'ana' : 'ben'}`),
      ]),
    ).toEqual([
      ['2026-11-23', ['10:00 ben', '15:00 ana']],
      ['2026-11-25', ['10:00 ana']],
    ]);
  });

  it('[DT2] has a sheet for each patient, and says when allergies were never asked for', async () => {
    const { sheets } = await pack();
    const hers = sheets.find(({ id }) => id === ana);
    expect(hers).toMatchObject({
      name: 'Ana Rivera',
      years: 64,
      phones: ['617-555-0101'],
      contacts: [{ name: 'Luz Rivera', relation: 'daughter', phone: '617-555-0102' }],
      allergies: [{ name: 'Penicillin', reactions: 'hives', severe: true }],
      medications: [{ name: 'lisinopril 10 mg', directions: 'one a day' }],
      problems: ['Hypertension'],
    });
    const his = sheets.find(({ id }) => id === ben) as Sheet;
    const [allergies] = sheetRows(his, { language: 'en', words: PACK_WORDS.en });
    expect(allergies).toMatchObject({ lines: [expect.stringContaining('NOT ASKED')], urgent: true });
  });

  it('[DT2] is the server’s own: no role is shown so much of so many at once', async () => {
    for (const role of ['front-desk', 'ma', 'provider', 'biller', 'manager'] as const)
      await expect(clinic.as(role).view(packView, {})).rejects.toThrow();
  });

  it('[DT3] says when it was made and until when it counts, in both languages', async () => {
    const made = await pack();
    expect(freshUntil(made.made)).toBe('2026-11-23T15:00:00.000Z');
    const html = packHtml(made, 'en');
    expect(html).toMatch(/As of Nov 23, 2026, 9:30.AM/);
    expect(html).toMatch(/Fresh until Nov 23, 2026, 10:00.AM/);
    expect(html).toContain('Established patient: cough');
    expect(packHtml(made, 'es')).toContain('Paciente establecido: cough');
    expect(packHtml(made, 'es')).toContain('VENCIDA');
  });

  it('[DT4] shows words as text', async () => {
    const html = packHtml(await pack(), 'en');
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&#60;script&#62;alert');
    expect(html).toContain("default-src 'none'");
  });

  it('makes a PDF of it', async () => {
    const pdf = await packPdf(await pack(), 'es');
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  });

  it('[DT5] is the owner’s alone, replaced whole, and former ones leave after their days', async () => {
    const files = (day: string) => ({ html: `as of ${day}`, pdf: new Uint8Array([1]), day });
    for (const day of ['2026-11-18', '2026-11-20', '2026-11-22']) await writePack(folder, files(day), 3);
    writeFileSync(join(folder, 'letter.txt'), 'not ours');
    expect(await writePack(folder, files('2026-11-23'), 3)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual([
      'downtime-2026-11-20.html',
      'downtime-2026-11-20.pdf',
      'downtime-2026-11-22.html',
      'downtime-2026-11-22.pdf',
      'downtime-2026-11-23.html',
      'downtime-2026-11-23.pdf',
      'downtime.html',
      'downtime.pdf',
      'letter.txt',
    ]);
    expect(await writePack(folder, files('2026-11-24'), 3)).toEqual([
      'downtime-2026-11-20.html',
      'downtime-2026-11-20.pdf',
    ]);
    expect(statSync(join(folder, 'downtime.html')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'downtime.html'), 'utf8')).toBe('as of 2026-11-24');
  });

  it('[DT3] is kept fresh from the start on, and says when it could not be', async () => {
    const into = join(folder, 'kept');
    const failures: unknown[] = [];
    const wish = {
      keepDays: 3,
      language: 'en' as const,
      onFailure: (problem: unknown) => failures.push(problem),
    };
    await startDowntime(clinic, { ...wish, folder: into }).stop();
    expect(readdirSync(into)).toContain('downtime.html');
    expect(failures).toEqual([]);
    await startDowntime(clinic, { ...wish, folder: join(folder, 'letter.txt') }).stop();
    expect(failures).toHaveLength(1);
  });

  it('[DT6] is in the trail as an export with every patient in it', async () => {
    const done = await refreshPack(clinic, { folder, keepDays: 3, language: 'en' });
    expect(done).toMatchObject({ visits: 3, patients: 2 });
    const { rows } = await clinic.gate.audit.search(clinic.as('manager').who, { action: 'export' });
    expect(rows[0]).toMatchObject({
      operation: 'downtime/pack',
      account: 'system:downtime',
      outcome: 'success',
    });
    expect([...(rows[0]?.patients ?? [])].sort()).toEqual([ana, ben].sort());
  });
});
