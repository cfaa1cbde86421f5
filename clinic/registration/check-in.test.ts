import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { settings } from '#clinic/settings/server.ts';
import type { Binary, Coverage } from '#fhir/types.ts';
import { recordConsent } from './commands/record-consent.contract.ts';
import { saveCoverage } from './commands/save-coverage.contract.ts';
import { registration } from './server.ts';
import { checkInPage } from './views/check-in-page.contract.ts';
import { formsToSign } from './views/forms-to-sign.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [settings, registration] });
}, 60_000);
afterAll(() => clinic?.close());

const desk = () => clinic.as('front-desk');
const page = (patient: string) => desk().view(checkInPage, { patient });
const card = { payer: 'Harbor Care', plan: 'Select', memberId: 'ab-77 1', group: '4410' };
const typed = {
  ...card,
  relationship: 'self' as const,
  subscriberName: '',
  subscriberBirthDate: '' as const,
  status: 'active' as const,
};

describe('insurance', () => {
  it('[R20] a second one is secondary without anybody saying so, and no two share a place', async () => {
    const { id: patient } = await clinic.aPatient();
    for (const payer of ['One Health', 'Two Health', 'Three Health'])
      await desk().done(saveCoverage, { ...typed, patient, payer });
    const held = (await page(patient)).coverages;
    expect(held.map(({ payer, order }) => [payer, order])).toEqual([
      ['One Health', 1],
      ['Two Health', 2],
      ['Three Health', 3],
    ]);
    expect(await desk().run(saveCoverage, { ...typed, patient, payer: 'Four Health' })).toMatchObject({
      refused: 'three-insurances',
    });
    await desk().done(saveCoverage, {
      ...typed,
      patient,
      coverage: held[2]?.id,
      payer: 'Three Health',
      order: 1,
    });
    expect((await page(patient)).coverages.map(({ payer }) => payer)).toEqual([
      'Three Health',
      'Two Health',
      'One Health',
    ]);
    await desk().done(saveCoverage, {
      ...typed,
      patient,
      coverage: held[2]?.id,
      payer: 'Three Health',
      status: 'cancelled',
    });
    expect((await page(patient)).coverages.map(({ payer, order }) => [payer, order])).toEqual([
      ['Two Health', 2],
      ['One Health', 3],
    ]);
  });
  it('[R20] two desks that add one at the same moment give two places', async () => {
    const { id: patient } = await clinic.aPatient();
    const answers = await Promise.all(
      ['One Health', 'Two Health'].map((payer) => desk().run(saveCoverage, { ...typed, patient, payer })),
    );
    expect(answers.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect((await page(patient)).coverages.map(({ order }) => order)).toEqual([1, 2]);
  });
  it('what the form does not ask stays as it was recorded', async () => {
    const { id: patient } = await clinic.aPatient();
    const [before] = await clinic.save<Coverage>({
      resourceType: 'Coverage',
      status: 'active',
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'EHCPOL' }] },
      beneficiary: { reference: `Patient/${patient}` },
      subscriberId: 'x-1',
      relationship: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: 'child' }],
        text: 'stepchild',
      },
      subscriber: { reference: '#mum', display: 'Ana Delgado' },
      contained: [
        {
          resourceType: 'RelatedPerson',
          id: 'mum',
          patient: { reference: `Patient/${patient}` },
          name: [{ text: 'Ana Delgado' }],
          birthDate: '1980-01-02',
        },
      ],
      period: { start: '2024-01-01' },
      network: 'North',
      payor: [{ display: 'Harbor Care' }],
      class: [
        {
          type: {
            coding: [{ system: 'http://terminology.hl7.org/CodeSystem/coverage-class', code: 'rxbin' }],
          },
          value: '610502',
        },
      ],
      order: 2,
    });
    const [line] = (await page(patient)).coverages;
    expect(line).toMatchObject({
      relationship: 'child',
      subscriberName: 'Ana Delgado',
      subscriberBirthDate: '1980-01-02',
      order: 2,
    });
    await desk().done(saveCoverage, {
      ...typed,
      patient,
      coverage: before?.id,
      relationship: 'child',
      subscriberName: 'Ana Delgado',
      subscriberBirthDate: '1980-01-02',
      group: 'G-9',
    });
    const after = await clinic.read('Coverage', before?.id ?? '');
    expect(after).toMatchObject({
      relationship: before?.relationship ?? {},
      subscriber: { reference: '#mum' },
      period: { start: '2024-01-01' },
      network: 'North',
      type: before?.type ?? {},
      order: 2,
    });
    expect(JSON.stringify(after.class)).toContain('610502');
    expect(JSON.stringify(after.class)).toContain('G-9');
  });
  it('somebody else’s policy needs his name and birth date, and keeps them', async () => {
    const { id: patient } = await clinic.aPatient();
    const spouse = { ...typed, patient, relationship: 'spouse' as const };
    expect(await desk().run(saveCoverage, spouse)).toMatchObject({
      refused: 'subscriber-missing',
      at: 'subscriberName',
    });
    expect(await desk().run(saveCoverage, { ...spouse, subscriberName: 'Leo Delgado' })).toMatchObject({
      refused: 'subscriber-missing',
      at: 'subscriberBirthDate',
    });
    const { coverage } = await desk().done(saveCoverage, {
      ...spouse,
      subscriberName: 'Leo Delgado',
      subscriberBirthDate: '1970-05-06',
    });
    expect(await clinic.read('Coverage', coverage)).toMatchObject({
      subscriberId: 'ab-77 1',
      subscriber: { display: 'Leo Delgado' },
      contained: [{ resourceType: 'RelatedPerson', birthDate: '1970-05-06' }],
    });
  });
  it('a payer is one organization, however it is written; the patient’s insurance counts as confirmed', async () => {
    const [one, other] = [await clinic.aPatient(), await clinic.aPatient()];
    const save = async (patient: string, payer: string) =>
      (await desk().done(saveCoverage, { ...typed, patient, payer })).coverage;
    const first = await clinic.read('Coverage', await save(one.id, 'Seguros Águila'));
    const second = await clinic.read('Coverage', await save(other.id, 'seguros aguila'));
    expect(first.payor[0]?.reference).toMatch(/^Organization\//);
    expect(second.payor[0]?.reference).toBe(first.payor[0]?.reference);
    const asked = (await page(one.id)).fields.find(({ field }) => field === 'coverage');
    expect(asked).toMatchObject({ due: false, alone: false });
  });
  it('nobody’s insurance is changed through another patient', async () => {
    const [one, other] = [await clinic.aPatient(), await clinic.aPatient()];
    const { coverage } = await desk().done(saveCoverage, { ...typed, patient: one.id });
    expect(await desk().run(saveCoverage, { ...typed, patient: other.id, coverage })).toMatchObject({
      refused: 'not-this-patient',
    });
  });
});

describe('forms', () => {
  const signature = { typed: 'Rosa Delgado' };
  it('[R22] the privacy notice and the consent to treatment are two policies', async () => {
    const { id: patient } = await clinic.aPatient();
    const sign = async (form: string) =>
      clinic.read(
        'Consent',
        (await desk().done(recordConsent, { patient, form, signature, language: 'es' })).consent,
      );
    const [notice, treatment] = [await sign('privacy-notice'), await sign('treatment')];
    expect(notice.policyRule).not.toEqual(treatment.policyRule);
    expect(notice.policy?.[0]?.uri).not.toBe(treatment.policy?.[0]?.uri);
    expect(treatment.scope.coding?.[0]?.code).toBe('treatment');
    expect(JSON.stringify(treatment)).not.toContain('npp');
    expect(notice.text?.div).toContain('Me ofrecieron el aviso');
    expect(
      (await page(patient)).forms.map(({ code, state, notice: isNotice }) => [code, state, isNotice]),
    ).toEqual([
      ['privacy-notice', 'signed', true],
      ['treatment', 'signed', false],
      ['financial', 'due', false],
      ['text-messages', 'due', false],
    ]);
    expect((await desk().view(formsToSign, { patient })).forms.map(({ code }) => code)).toEqual([
      'financial',
      'text-messages',
    ]);
  });
  it('[R24] a minor’s form says who signed it, and is not taken without', async () => {
    const { id: patient } = await clinic.aPatient({ born: '2018-11-20', name: 'Nia Delgado' });
    expect(await desk().view(formsToSign, { patient })).toMatchObject({ minor: true, firstName: 'Nia' });
    const form = { patient, form: 'treatment', signature, language: 'en' as const };
    expect(await desk().run(recordConsent, form)).toMatchObject({ refused: 'signer-needed' });
    const { consent } = await desk().done(recordConsent, {
      ...form,
      signer: { name: 'Ana Delgado', relationship: 'guardian' },
    });
    expect(await clinic.read('Consent', consent)).toMatchObject({
      performer: [{ display: 'Ana Delgado' }],
      contained: [{ relationship: [{ coding: [{ code: 'GUARD' }] }] }],
      verification: [{ verifiedWith: { display: 'Ana Delgado' } }],
    });
    expect((await page(patient)).forms.find(({ code }) => code === 'treatment')).toMatchObject({
      by: 'Ana Delgado',
    });
  });
  it('[R11] a wording that changed while it was read is not signed', async () => {
    const { id: patient } = await clinic.aPatient();
    expect(
      await desk().run(recordConsent, {
        patient,
        form: 'treatment',
        version: '2019-01',
        signature,
        language: 'en',
      }),
    ).toMatchObject({ refused: 'no-such-form' });
  });
  it('a signature keeps the kind of its picture', async () => {
    const { id: patient } = await clinic.aPatient();
    const [picture] = await clinic.save<Binary>({
      resourceType: 'Binary',
      contentType: 'image/png',
      data: 'iVBORw0KGgo=',
    });
    const { consent } = await desk().done(recordConsent, {
      patient,
      form: 'financial',
      signature: { binary: picture?.id },
      language: 'en',
    });
    expect((await clinic.read('Consent', consent)).sourceAttachment).toMatchObject({
      contentType: 'image/png',
    });
  });
});
