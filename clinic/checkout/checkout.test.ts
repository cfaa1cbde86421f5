import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { settings } from '#clinic/settings/server.ts';
import { requestFollowUp } from './commands/request-follow-up.contract.ts';
import { writeSummary } from './commands/write-summary.contract.ts';
import { checkout } from './server.ts';
import { checkOutPage } from './views/check-out-page.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [settings, checkout] });
}, 60_000);
afterAll(() => clinic?.close());

async function leaving(language = 'es'): Promise<string> {
  const patient = await clinic.aPatient({
    also: {
      communication: [
        { language: { coding: [{ system: 'urn:ietf:bcp:47', code: language }] }, preferred: true },
      ],
    },
  });
  return (await clinic.anEncounter({ patient, stage: 'discharge-ready', reason: 'cough' })).id;
}

describe('check-out', () => {
  it('[K1] asking again for a follow-up replaces what was asked', async () => {
    const encounter = await leaving();
    const first = await clinic
      .as('ma')
      .done(requestFollowUp, { encounter, count: 2, unit: 'week', reason: 'cough' });
    const second = await clinic
      .as('ma')
      .done(requestFollowUp, { encounter, count: 1, unit: 'month', reason: '' });
    expect(second.order).toBe(first.order);
    expect((await clinic.as('ma').view(checkOutPage, { encounter })).facts.followUp).toMatchObject({
      start: second.start,
      end: second.end,
    });
  });
  it('[K2] the page offers the language of the patient', async () => {
    expect((await clinic.as('ma').view(checkOutPage, { encounter: await leaving('es') })).language).toBe(
      'es',
    );
    expect(await clinic.as('ma').view(checkOutPage, { encounter: await leaving('hi') })).toMatchObject({
      language: 'en',
      unspoken: 'hi',
    });
  });
  it('[K3] what a screener asked is not on the summary', async () => {
    const encounter = await leaving();
    const subject = (await clinic.read('Encounter', encounter)).subject;
    await clinic.save({
      resourceType: 'Observation',
      status: 'final',
      category: [
        {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }],
        },
      ],
      code: { coding: [{ system: 'http://loinc.org', code: '44261-6' }], text: 'PHQ-9 total' },
      ...(subject ? { subject } : {}),
      encounter: { reference: `Encounter/${encounter}` },
      effectiveDateTime: clinic.now().toISOString(),
      valueInteger: 21,
    });
    const { facts } = await clinic.as('ma').view(checkOutPage, { encounter });
    expect(JSON.stringify(facts)).not.toMatch(/PHQ|21/);
  });
  it('[K4] a summary made again replaces the earlier one, which is kept', async () => {
    const encounter = await leaving();
    const first = await clinic.as('ma').done(writeSummary, { encounter, language: 'es' });
    const second = await clinic.as('ma').done(writeSummary, { encounter, language: 'es' });
    expect(await clinic.read('DocumentReference', first.document)).toMatchObject({
      status: 'superseded',
      docStatus: 'preliminary',
    });
    const binary = await clinic.read('Binary', second.binary);
    expect(atob(binary.data ?? '').slice(0, 5)).toBe('%PDF-');
    expect((await clinic.as('ma').view(checkOutPage, { encounter })).summary).toMatchObject({
      binary: second.binary,
      signed: false,
    });
  });
});
