import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { settings } from '#clinic/settings/server.ts';
import { NS } from '#fhir/medley.ts';
import { createPatient } from './commands/create-patient.contract.ts';
import { updatePatient } from './commands/update-patient.contract.ts';
import { registration } from './server.ts';
import { findPatient } from './views/find-patient.contract.ts';

let clinic: TestClinic;
const ids: Record<string, string> = {};
const aPerson = async (name: string, born: string, also = {}) => {
  ids[name] = (await clinic.aPatient({ name, born, also })).id;
};
const names = async (query: string, limit = 10) =>
  (await clinic.as('front-desk').view(findPatient, { query, limit })).matches.map(({ name }) => name);

beforeAll(async () => {
  clinic = await testClinic({ rooms: [settings, registration] });
  await aPerson('Rosa Delgado', '1972-03-12', {
    telecom: [{ system: 'phone', value: '617-555-0142' }],
    identifier: [{ system: NS.mrn, value: '004511' }],
  });
  await aPerson('Rosalind Delaney', '1980-01-01');
  await aPerson('Margaret Olson', '1955-05-05');
  await aPerson('Katherine Schmidt', '1949-09-09');
  await aPerson('José Müller', '1972-03-12');
  await aPerson('Philip Jimenez Velasquez', '1990-10-10');
  await aPerson('Juan De la Cruz', '2001-02-03');
  await aPerson('Samuel Whitaker', '1944-12-24');
  await aPerson("Siobhan O'Brien", '1983-07-07');
  await aPerson('Lee Wong', '1966-06-06');
  await aPerson('Lea Young', '1966-06-07');
  await clinic.derived();
}, 60_000);
afterAll(() => clinic?.close());

describe('the one box forgives', () => {
  it.each([
    ['transposed letters', 'delgdao', 'Rosa Delgado'],
    ['a wrong first letter', 'telgado', 'Rosa Delgado'],
    ['a wrong first letter, with the first name', 'rosa belgado', 'Rosa Delgado'],
    ['a letter too few and one too many', 'rossa delgdo', 'Rosa Delgado'],
    ['a short word with swapped letters', 'rsoa', 'Rosa Delgado'],
    ['two slips in a long word', 'whitacre samul', 'Samuel Whitaker'],
    ['what was only heard', 'shmit', 'Katherine Schmidt'],
    ['what was only heard, both words', 'catherin shmitt', 'Katherine Schmidt'],
    ['Spanish spelling by ear', 'belasques', 'Philip Jimenez Velasquez'],
    ['Spanish spelling by ear, f and g', 'filip gimenez', 'Philip Jimenez Velasquez'],
    ['accents', 'jose muller', 'José Müller'],
    ['the German way to write them', 'jose mueller', 'José Müller'],
    ['order and a comma', 'DELGADO, rosa', 'Rosa Delgado'],
    ['a nickname', 'peggy olson', 'Margaret Olson'],
    ['a nickname with a mistyped name', 'peggy olsen', 'Margaret Olson'],
    ['beginnings', 'del ros', 'Rosa Delgado'],
    ['an initial', 'r delgado', 'Rosa Delgado'],
    ['particles written apart', 'juan de la cruz', 'Juan De la Cruz'],
    ['particles written together', 'delacruz', 'Juan De la Cruz'],
    ['particles left out', 'cruz juan', 'Juan De la Cruz'],
    ['an apostrophe left out', 'obrien', "Siobhan O'Brien"],
    ['an apostrophe made a space', 'o brien', "Siobhan O'Brien"],
    ['a name heard whole', 'shivon obrian', "Siobhan O'Brien"],
    ['a year of birth', 'delgado 1972', 'Rosa Delgado'],
    ['the end of the phone', 'delgado 0142', 'Rosa Delgado'],
  ])('%s: %s', async (_, typed, found) => {
    expect((await names(typed))[0], typed).toBe(found);
  });
  it.each([
    '03/12/1972',
    '3-12-72',
    '1972-03-12',
    '1972/03/12',
    '12 Mar 1972',
    'March 12, 1972',
    'March 12th 1972',
    '12 de marzo de 1972',
    'marzo 12 de 1972',
    '12-mar-72',
    '12.3.1972',
    '19720312',
    '03121972',
    'rosa 03/12/1972',
    'delgado 12 marzo 1972',
    'delgado 03121972',
  ])('[R2] a birth date: %s', async (typed) => {
    expect(await names(typed), typed).toContain('Rosa Delgado');
  });
  it.each(['(617) 555-0142', '+1 617 555 0142', '617.555.0142', '6175550142', '555-0142', '5550142'])(
    '[R1] a phone, however punctuated here and there: %s',
    async (typed) => {
      expect((await names(typed))[0], typed).toBe('Rosa Delgado');
    },
  );
  it('[R1] a record number with and without its zeros, a scanned label, a driver’s licence', async () => {
    for (const typed of [
      '004511',
      '4511',
      '#4511',
      `MEDLEY:P:${ids['Rosa Delgado']}`,
      '@\n\u001e\rANSI 636002080002DL00410288ZM03290015DLDAQS123\nDCSDELGADO\nDACROSA\nDADMARIA\nDBB03121972\nDBC2\n',
    ])
      expect((await names(typed))[0], typed).toBe('Rosa Delgado');
  });
});

describe('numbers of insurance', () => {
  it('[R1] a member number, with and without dashes', async () => {
    await clinic.save({
      resourceType: 'Coverage',
      status: 'active',
      identifier: [{ system: 'urn:payer', value: '1EG4TE5MK73' }],
      beneficiary: { reference: `Patient/${ids['Samuel Whitaker']}` },
      payor: [{ display: 'Medicare' }],
    });
    for (const typed of ['1EG4TE5MK73', '1EG4-TE5-MK73', '1eg4-te5-mk73'])
      expect(await names(typed), typed).toEqual(['Samuel Whitaker']);
  });
});

describe('and mistakes nobody for another', () => {
  it('who is spelled as typed comes before who only sounds so', async () => {
    expect(await names('lee')).toEqual(expect.arrayContaining(['Lee Wong']));
    expect((await names('lee'))[0]).toBe('Lee Wong');
    expect((await names('rosa'))[0]).toBe('Rosa Delgado');
  });
  it('what fits nobody finds nobody', async () => {
    for (const typed of ['rxyz delgado', 'zzyzx', 'rosa delgado 03/13/1972', 'delgado 1973'])
      expect(await names(typed), typed).toEqual([]);
  });
  it('a patient made a moment ago is found at once, and mistyped when the house has caught up', async () => {
    const { patient } = await clinic
      .as('front-desk')
      .done(createPatient, { given: 'Thomasina', family: 'Ravensworth', birthDate: '1930-03-03' });
    expect(await names('ravensworth')).toEqual(['Thomasina Ravensworth']);
    await clinic.derived();
    expect(await names('tomasina ravnesworth')).toEqual(['Thomasina Ravensworth']);
    await clinic.as('front-desk').done(updatePatient, {
      patient,
      version: 1,
      was: { family: 'Ravensworth' },
      now: { family: 'Quillfeather' },
    });
    await clinic.derived();
    expect(await names('quilfether')).toEqual(['Thomasina Quillfeather']);
    expect(await names('ravensworth')).toEqual(['Thomasina Quillfeather']);
  });
  it('the rows are made anew when they are missing', async () => {
    await clinic.database.pool.query(
      'delete from room_registration.find_key; delete from capability.derived',
    );
    const { startDeriving } = await import('#capability/derive.ts');
    const again = startDeriving({
      store: clinic.database.store,
      clinic: 1,
      rooms: [registration],
      onFailure: (_, error) => {
        throw error;
      },
    });
    await again.caughtUp();
    await again.stop();
    expect((await names('delgdao'))[0]).toBe('Rosa Delgado');
  });
});

describe('each one found says who she is', () => {
  it('birth date, sex, record number, end of the phone, visits before and to come', async () => {
    const patient = await clinic.read('Patient', ids['Rosa Delgado'] ?? '');
    await clinic.anEncounter({ patient, stage: 'checked-out' });
    const start = new Date(clinic.now().getTime() + 86_400_000);
    await clinic.anAppointment({ patient, start });
    const { matches } = await clinic.as('ma').view(findPatient, { query: 'rosa delgado', limit: 5 });
    expect(matches[0]).toMatchObject({
      name: 'Rosa Delgado',
      initials: 'RD',
      birthDate: '1972-03-12',
      sex: 'female',
      mrn: '004511',
      phoneEnd: '0142',
      lastVisit: expect.stringMatching(/^2026/),
      nextVisit: start.toISOString(),
    });
  });
});
