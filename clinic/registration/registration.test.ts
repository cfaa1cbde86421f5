import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { settings } from '#clinic/settings/server.ts';
import { checkIn } from './commands/check-in.contract.ts';
import { createPatient } from './commands/create-patient.contract.ts';
import { recordConsent } from './commands/record-consent.contract.ts';
import { saveCoverage } from './commands/save-coverage.contract.ts';
import { registration } from './server.ts';
import { checkInPage } from './views/check-in-page.contract.ts';
import { findPatient } from './views/find-patient.contract.ts';
import { patientBanner } from './views/patient-banner.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [settings, registration] });
}, 60_000);
afterAll(() => clinic?.close());

const desk = () => clinic.as('front-desk');
const nobody = {
  preferred: '',
  sex: 'female' as const,
  pronouns: '',
  phone: '',
  mayText: false,
  email: '' as const,
  line: '',
  city: '',
  state: '',
  postalCode: '',
  language: 'en',
};

describe('a new patient', () => {
  it('[R5] is not created twice: same last name and birth date stop it, a lead may say why not', async () => {
    const person = { ...nobody, given: 'Ana', family: "O'Brien <b>", birthDate: '1980-02-29' };
    const { patient } = await desk().done(createPatient, person);
    expect((await clinic.read('Patient', patient)).name?.[0]?.family).toBe("O'Brien <b>");
    const twin = { ...person, given: 'Eva' };
    expect(await desk().run(createPatient, twin)).toMatchObject({
      refused: 'looks-like',
      facts: { patient },
    });
    expect(await desk().run(createPatient, { ...twin, sure: 'twin sister' })).toMatchObject({
      refused: 'only-leads-override',
    });
    expect(await clinic.as('lead-ma').run(createPatient, { ...twin, sure: 'twin sister' })).toMatchObject({
      kind: 'done',
    });
  });
  it('[R5] the same telephone and birth date stop it too', async () => {
    const person = {
      ...nobody,
      given: 'Mei',
      family: 'Tan',
      birthDate: '1991-05-05',
      phone: '(617) 555-0199',
    };
    await desk().done(createPatient, person);
    expect(await desk().run(createPatient, { ...person, family: 'Chan' })).toMatchObject({
      refused: 'looks-like',
    });
  });
  it('[R6] two desks at the same moment give two record numbers', async () => {
    const at = (given: string, day: string) =>
      desk().run(createPatient, { ...nobody, given, family: `Moment ${given}`, birthDate: `1970-01-${day}` });
    const answers = await Promise.all([at('One', '01'), at('Two', '02'), at('Three', '03')]);
    const numbers = answers.flatMap((answer) => (answer.kind === 'done' ? [answer.result.mrn] : []));
    expect(new Set(numbers).size).toBe(3);
  });
  it('a birth date in the future is refused at its field', async () => {
    expect(
      await desk().run(createPatient, { ...nobody, given: 'New', family: 'Born', birthDate: '2030-01-01' }),
    ).toMatchObject({ refused: 'born-in-future', at: 'birthDate' });
  });
});

describe('finding and showing', () => {
  it('[R1] answers to name, birth date and record number', async () => {
    const patient = await clinic.aPatient({ name: 'José Müller', born: '1972-03-12' });
    const mrn = patient.identifier?.[0]?.value ?? '';
    await clinic.derived();
    for (const query of ['jose muller', 'muller', '03/12/1972', mrn, `MEDLEY:P:${patient.id}`, 'mulelr jose'])
      expect(
        (await desk().view(findPatient, { query, limit: 10 })).matches.map(({ id }) => id),
        query,
      ).toContain(patient.id);
  });
  it('[R7] the banner says "not asked" until somebody has asked about allergies', async () => {
    const patient = await clinic.aPatient({ name: 'Rosa Unusual' });
    expect(await desk().view(patientBanner, { patient: patient.id })).toMatchObject({
      name: 'Rosa Unusual',
      sex: 'female',
      allergies: { state: 'not-asked' },
    });
    const visit = await clinic.anEncounter({ patient });
    expect((await desk().view(patientBanner, { encounter: visit.id })).id).toBe(patient.id);
  });
});

describe('check-in', () => {
  const arrived = async () => clinic.anEncounter({ patient: await clinic.aPatient(), stage: 'arrived' });
  it('[R10] needs both identifiers from the patient herself', async () => {
    const visit = await arrived();
    expect(
      await desk().run(checkIn, {
        encounter: visit.id,
        heard: { name: true, birthDate: false },
        confirmed: [],
      }),
    ).toMatchObject({ refused: 'identity-not-heard' });
    await desk().done(checkIn, {
      encounter: visit.id,
      heard: { name: true, birthDate: true },
      confirmed: ['address'],
      copayCents: 2500,
    });
    expect(await desk().view(checkInPage, { encounter: visit.id })).toMatchObject({
      stage: 'checked-in',
      copayCents: 2500,
    });
  });
  it('[R9] a confirmation is dated and due again when its days are over', async () => {
    const visit = await arrived();
    await desk().done(checkIn, {
      encounter: visit.id,
      heard: { name: true, birthDate: true },
      confirmed: ['address', 'coverage'],
    });
    const due = async () =>
      (await desk().view(checkInPage, { encounter: visit.id })).fields
        .filter((one) => one.due)
        .map(({ field }) => field);
    expect(await due()).toEqual(['phone']);
    clinic.pass({ days: 31 });
    expect(await due()).toContain('coverage');
    expect(await due()).not.toContain('address');
  });
  it('[R11] a form is due until its version is signed or refused with a reason', async () => {
    const visit = await arrived();
    const page = await desk().view(checkInPage, { encounter: visit.id });
    const [form] = page.forms;
    expect(form?.state).toBe('due');
    expect(await desk().run(recordConsent, { patient: page.patient, form: form?.code ?? '' })).toMatchObject({
      refused: 'signature-or-refusal',
    });
    await desk().done(recordConsent, {
      patient: page.patient,
      form: form?.code ?? '',
      refusal: 'wants to read it at home',
    });
    expect((await desk().view(checkInPage, { encounter: visit.id })).forms[0]).toMatchObject({
      state: 'refused',
    });
  });
  it('[R12] a Medicare number of the wrong shape is refused at its field', async () => {
    const patient = (await clinic.aPatient()).id;
    expect(
      await desk().run(saveCoverage, {
        patient,
        payer: 'Medicare',
        plan: '',
        memberId: '1SG4-TE5-MK73',
        group: '',
        relationship: 'self',
        order: 1,
      }),
    ).toMatchObject({ refused: 'member-id-wrong', at: 'memberId' });
    expect(
      await desk().run(saveCoverage, {
        patient,
        payer: 'Medicare',
        plan: '',
        memberId: '1EG4-TE5-MK73',
        group: '',
        relationship: 'self',
        order: 1,
      }),
    ).toMatchObject({ kind: 'done' });
  });
});
