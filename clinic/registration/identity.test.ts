import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { settings } from '#clinic/settings/server.ts';
import { NS } from '#fhir/medley.ts';
import { MBI } from '#fhir/systems.ts';
import type { Patient } from '#fhir/types.ts';
import { createPatient } from './commands/create-patient.contract.ts';
import { updatePatient } from './commands/update-patient.contract.ts';
import { confirmations } from './rules/fields.ts';
import type { ProfileChanges } from './rules/profile.ts';
import { registration } from './server.ts';
import { patientBanner } from './views/patient-banner.contract.ts';
import { profile } from './views/profile.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [settings, registration] });
}, 60_000);
afterAll(() => clinic?.close());

const desk = () => clinic.as('front-desk');
const mrnOf = (patient: Patient) => patient.identifier?.find(({ system }) => system === NS.mrn)?.value;
const opened = (patient: string) => desk().view(profile, { patient });
/** Changes fields as a form does that was opened at `page`. */
const change = (
  page: Awaited<ReturnType<typeof opened>>,
  now: ProfileChanges,
  more: { as?: 'ma' | 'lead-ma' | 'front-desk'; sure?: string } = {},
) =>
  clinic.as(more.as ?? 'front-desk').run(updatePatient, {
    patient: page.patient,
    version: page.version,
    was: Object.fromEntries(
      Object.keys(now).map((field) => [field, page.profile[field as keyof typeof page.profile]]),
    ),
    now,
    ...(more.sure ? { sure: more.sure } : {}),
  });
const someone = async (said: Partial<Parameters<typeof createPatient.input.parse>[0]> & object = {}) => {
  const person = { given: 'Nora', family: `Person ${crypto.randomUUID()}`, birthDate: '1971-01-02', ...said };
  const { patient } = await clinic.as('lead-ma').done(createPatient, { ...person, sure: 'made for a test' });
  return patient;
};

describe('two people change one patient', () => {
  it('[R31] fields that only one of them changed are merged', async () => {
    const patient = await someone({ phone: '617-555-0142', email: 'nora@example.org' });
    const [one, other] = [await opened(patient), await opened(patient)];
    expect(await change(one, { phone: '617 555 0177' })).toMatchObject({ kind: 'done' });
    expect(await change(other, { email: 'n@example.org' }, { as: 'ma' })).toMatchObject({ kind: 'done' });
    expect((await opened(patient)).profile).toMatchObject({ phone: '+16175550177', email: 'n@example.org' });
  });
  it('[R31] a field that both changed is refused there, with the other value and whose it is', async () => {
    const patient = await someone({ city: 'Lowell' });
    const [one, other] = [await opened(patient), await opened(patient)];
    await change(one, { city: 'Boston' }, { as: 'ma' });
    expect(await change(other, { city: 'Salem', line: '1 High St' })).toMatchObject({
      refused: 'changed-by-other',
      at: 'city',
      facts: { theirs: 'Boston', who: 'Maria Reyes' },
    });
    expect((await opened(patient)).profile).toMatchObject({ city: 'Boston', line: '' });
    expect(await change(await opened(patient), { city: 'Salem' })).toMatchObject({ kind: 'done' });
  });
  it('[R31] at the very same moment nothing is lost either', async () => {
    const patient = await someone();
    const page = await opened(patient);
    const answers = await Promise.all([
      change(page, { city: 'Lowell' }),
      change(page, { email: 'n@example.org' }, { as: 'ma' }),
      change(page, { emergencyName: 'Eva Ruiz' }, { as: 'lead-ma' }),
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
    expect((await opened(patient)).profile).toMatchObject({
      city: 'Lowell',
      email: 'n@example.org',
      emergencyName: 'Eva Ruiz',
    });
  });
  it('[R31] both said the same: nothing to refuse', async () => {
    const patient = await someone();
    const [one, other] = [await opened(patient), await opened(patient)];
    await change(one, { pronouns: 'she/her' });
    expect(await change(other, { pronouns: 'she/her' })).toMatchObject({ kind: 'done' });
  });
  it('[R31] it holds for the people beside her too', async () => {
    const patient = await someone({ emergencyName: 'Ana Ruiz', emergencyPhone: '617-555-0101' });
    const [one, other] = [await opened(patient), await opened(patient)];
    await change(one, { emergencyName: 'Eva Ruiz' }, { as: 'ma' });
    expect(await change(other, { emergencyName: 'Lia Ruiz' })).toMatchObject({
      refused: 'changed-by-other',
      at: 'emergencyName',
      facts: { theirs: 'Eva Ruiz', who: 'Maria Reyes' },
    });
  });
});

describe('what saving confirms', () => {
  it('[R9] a new patient has confirmed what was entered, and no empty field', async () => {
    const patient = await clinic.read('Patient', await someone());
    expect([...confirmations(patient).keys()].sort()).toEqual(['birth-date', 'name']);
  });
  it('[R9] a change confirms what was typed and leaves the rest as it was', async () => {
    const patient = await someone({ phone: '617-555-0142', line: '1 High St', city: 'Lowell' });
    const before = confirmations(await clinic.read('Patient', patient));
    clinic.pass({ days: 10 });
    await change(await opened(patient), { city: 'Boston' });
    const after = confirmations(await clinic.read('Patient', patient));
    expect(after.get('address')?.on).toBe(clinic.now().toISOString());
    expect(after.get('phone')).toEqual(before.get('phone'));
    expect(after.get('name')).toEqual(before.get('name'));
  });
  it('[R9] what was emptied is gone, and confirmed no more; its version keeps it', async () => {
    const patient = await someone({
      phone: '617-555-0142',
      email: 'n@example.org',
      line: '1 High St',
      city: 'Lowell',
      mayText: true,
    });
    const page = await opened(patient);
    await change(page, { phone: '', email: '', line: '', city: '' });
    const after = await clinic.read('Patient', patient);
    expect(after.telecom).toBeUndefined();
    expect(after.address).toBeUndefined();
    expect([...confirmations(after).keys()].sort()).toEqual(['birth-date', 'name']);
    const former = await clinic.runtime.store.vread('Patient', patient, page.version);
    expect(former?.content).toContain('+16175550142');
  });
});

describe('the checks of a change are those of a new patient', () => {
  it.each([
    [{ birthDate: '2030-01-01' }, 'born-in-future', 'birthDate'],
    [{ birthDate: '1895-01-01' }, 'too-old', 'birthDate'],
    [{ phone: '12' }, 'phone-unreadable', 'phone'],
    [{ guardianName: 'Ana', guardianPhone: 'x' }, 'phone-unreadable', 'guardianPhone'],
    [{ mbi: '1SG4-TE5-MK73' }, 'medicare-number-wrong', 'mbi'],
  ] as const)('%j is refused at its field', async (now, refused, at) => {
    expect(await change(await opened(await someone()), now)).toMatchObject({ refused, at });
  });
  it('[R5] who becomes the like of another is stopped, a lead says why not, and the record keeps it', async () => {
    const other = await someone({ family: 'Abernathy', birthDate: '1966-06-06' });
    const page = await opened(await someone({ birthDate: '1966-06-06' }));
    const married = { family: 'Abernathy' };
    expect(await change(page, married)).toMatchObject({ refused: 'looks-like', facts: { patient: other } });
    expect(await change(page, married, { sure: 'sisters in law' })).toMatchObject({
      refused: 'only-leads-override',
    });
    expect(await change(page, married, { as: 'lead-ma', sure: 'sisters in law' })).toMatchObject({
      kind: 'done',
    });
    const [why] = await clinic.find('Provenance', { target: `Patient/${page.patient}`, _sort: '-recorded' });
    expect(why).toMatchObject({
      reason: [{ text: 'sisters in law' }],
      agent: [{ who: { reference: 'Practitioner/staff-lead-ma' } }],
      entity: [{ what: { reference: `Patient/${other}` } }],
    });
    const trail = await clinic.gate.audit.search(clinic.as('manager').who, { patient: page.patient });
    expect(trail.rows).toContainEqual(
      expect.objectContaining({ action: 'create', type: 'Provenance', display: 'Tanya Brooks' }),
    );
    expect(trail.rows).toContainEqual(
      expect.objectContaining({ outcome: 'refused', reason: 'only-leads-override' }),
    );
  });
  it('[R5] a Medicare number that somebody has stops it, be it hers or of her insurance', async () => {
    const holder = await someone({ mbi: '1EG4-TE5-MK73' });
    expect((await clinic.read('Patient', holder)).identifier).toContainEqual(
      expect.objectContaining({ system: MBI, value: '1EG4TE5MK73' }),
    );
    expect(
      await desk().run(createPatient, {
        given: 'Else',
        family: 'Where',
        birthDate: '1940-04-04',
        mbi: '1eg4te5mk73',
      }),
    ).toMatchObject({ refused: 'same-medicare-number', at: 'mbi', facts: { patient: holder } });
    const insured = await someone();
    await clinic.save({
      resourceType: 'Coverage',
      status: 'active',
      identifier: [{ system: MBI, value: '2EG4TE5MK73' }],
      beneficiary: { reference: `Patient/${insured}` },
      payor: [{ display: 'Medicare' }],
    });
    expect(await change(await opened(await someone()), { mbi: '2EG4-TE5-MK73' })).toMatchObject({
      refused: 'same-medicare-number',
      facts: { patient: insured },
    });
  });
  it('[R8] nearly the same name with a birth date one slip away asks for a reason, which anybody may give', async () => {
    const there = await someone({ given: 'Catherine', family: 'Holloway', birthDate: '1958-03-12' });
    const person = { given: 'Katherine', family: 'Holoway', birthDate: '1958-12-03' };
    expect(await desk().run(createPatient, person)).toMatchObject({
      refused: 'similar-name',
      at: 'birthDate',
      facts: { patient: there },
    });
    expect(await desk().run(createPatient, { ...person, sure: 'showed a licence' })).toMatchObject({
      kind: 'done',
    });
  });
  it('[R32] she still answers to the name she had, but not to a misspelling that was put right', async () => {
    const patient = await someone({ given: 'Nora', family: 'Lindqvist' });
    await change(await opened(patient), { family: 'Lindquist' });
    expect((await clinic.read('Patient', patient)).name?.map(({ use }) => use)).toEqual(['official']);
    await change(await opened(patient), { family: 'Achterberg' });
    expect((await clinic.read('Patient', patient)).name).toMatchObject([
      { use: 'official', family: 'Achterberg' },
      { use: 'old', family: 'Lindquist' },
    ]);
  });
});

describe('the form', () => {
  it('keeps everything it asks, and claims US Core for it', async () => {
    const said = {
      given: 'Ana María',
      family: "O'Brien <b>",
      suffix: 'Jr.',
      preferred: 'Ani',
      birthDate: '2015-05-05',
      sex: 'female' as const,
      genderIdentity: '446141000124107',
      pronouns: 'she/her',
      race: ['2028-9', '2106-3'],
      ethnicity: 'ASKU',
      language: 'es',
      interpreter: 'yes' as const,
      phone: '+16175550123',
      mayText: true,
      mayVoicemail: true,
      otherPhone: '+16175550124',
      email: 'a@example.org',
      line: '12 Elm St',
      unit: 'Apt 3',
      city: 'Lowell',
      state: 'MA',
      postalCode: '01852',
      emergencyName: 'Luz Paz',
      emergencyPhone: '+16175550125',
      emergencyRelation: 'GRPRN',
      guardianName: 'Eva O’Brien',
      guardianPhone: '+16175550126',
      guardianRelation: 'MTH',
      guarantorName: 'Eva O’Brien',
      guarantorPhone: '+16175550126',
      guarantorRelation: 'MTH',
    };
    const { patient } = await desk().done(createPatient, said);
    const page = await opened(patient);
    expect(page.profile).toEqual({ ...said, mbi: '', photo: '' });
    expect(await change(page, { guardianName: '', race: ['ASKU', '2028-9'] })).toMatchObject({
      kind: 'done',
    });
    expect((await opened(patient)).profile).toMatchObject({
      guardianName: '',
      guardianPhone: '',
      race: ['ASKU'],
      emergencyName: 'Luz Paz',
    });
    const [guardian] = await clinic.find('RelatedPerson', { patient, active: 'false' });
    expect(guardian).toMatchObject({ name: [{ text: 'Eva O’Brien' }], period: { end: '2026-12-03' } });
  });
  it('leaves what it does not show as it was imported', async () => {
    const imported = await clinic.aPatient({
      also: {
        telecom: [
          { system: 'phone', value: '555-1212', use: 'home', period: { start: '2001' } },
          { system: 'fax', value: '555-1213' },
        ],
        communication: [
          { language: { text: 'Quechua', coding: [{ system: 'urn:ietf:bcp:47', code: 'qu' }] } },
        ],
        maritalStatus: { text: 'Married' },
      },
    });
    const page = await opened(imported.id);
    expect(await change(page, { preferred: 'Rosie' })).toMatchObject({ kind: 'done' });
    const {
      meta: _meta,
      extension: _extension,
      name: _name,
      ...after
    } = await clinic.read('Patient', imported.id);
    const { meta: _former, name: _was, ...before } = imported;
    expect(after).toEqual(before);
  });
});

describe('the banner', () => {
  const home = { line: '4 Twin Oaks', city: 'Lowell', postalCode: '01852' };
  it('[R33] warns of a twin: one birth date, one surname, one home', async () => {
    const born = { family: 'Castellano', birthDate: '2012-02-02', ...home };
    const [ada, ida] = [
      await someone({ ...born, given: 'Ada' }),
      await someone({ ...born, given: 'Leonor', postalCode: '01852-1234' }),
    ];
    await someone({ ...born, given: 'Bruno', line: '9 Elsewhere' });
    await clinic.derived();
    expect((await desk().view(patientBanner, { patient: ada })).similar).toEqual([
      { id: ida, name: 'Leonor Castellano', birthDate: '2012-02-02', twin: true },
    ]);
  });
  it('[R8] warns of a name that only sounds the same', async () => {
    const one = await someone({ given: 'Geoffrey', family: 'Thibodeaux', birthDate: '1950-01-01' });
    const other = await someone({ given: 'Geoffry', family: 'Tibodeaux', birthDate: '1980-01-01' });
    await clinic.derived();
    expect((await desk().view(patientBanner, { patient: one })).similar.map(({ id }) => id)).toEqual([other]);
  });
  it('[R7] says the language when an interpreter is needed, or when nobody asked', async () => {
    const shown = async (said: object) =>
      (await desk().view(patientBanner, { patient: await someone(said) })).interpreter;
    expect(await shown({ language: 'es', interpreter: 'yes' })).toBe('es');
    expect(await shown({ language: 'es' })).toBe('es');
    expect(await shown({ language: 'es', interpreter: 'no' })).toBeUndefined();
    expect(await shown({ language: 'en' })).toBeUndefined();
  });
});

describe('record numbers', () => {
  it('[R6] a number that an import brought is given to nobody else, however they come together', async () => {
    const first = Number(mrnOf(await clinic.read('Patient', await someone())));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ ahead: fc.integer({ min: 1, max: 6 }), padded: fc.boolean() }), {
          maxLength: 3,
        }),
        async (brought) => {
          const last = Number(mrnOf(await clinic.read('Patient', await someone())));
          const numbers = new Map(
            brought.map(({ ahead, padded }) => [
              last + ahead,
              padded ? String(last + ahead).padStart(6, '0') : String(last + ahead),
            ]),
          );
          const imports = [...numbers.values()].map((value) =>
            clinic.aPatient({ also: { identifier: [{ system: NS.mrn, value }] } }),
          );
          await Promise.all(imports);
          const made = await Promise.all([someone(), someone()]);
          const given = await Promise.all(
            made.map(async (id) => Number(mrnOf(await clinic.read('Patient', id)))),
          );
          expect(new Set([...given, ...numbers.keys()]).size).toBe(2 + numbers.size);
        },
      ),
      { numRuns: 12 },
    );
    expect(first).toBeGreaterThan(1000);
  });
});
