import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { screening } from '#clinic/screening/server.ts';
import { EXT, TASK } from '#fhir/medley.ts';
import type { Encounter, MedicationRequest, Patient, Stored } from '#fhir/types.ts';
import { acknowledgeCall } from './commands/acknowledge-call.contract.ts';
import { addAllergy } from './commands/add-allergy.contract.ts';
import { addHistory } from './commands/add-history.contract.ts';
import { addMedication } from './commands/add-medication.contract.ts';
import { answerMedication } from './commands/answer-medication.contract.ts';
import { assertNoAllergies } from './commands/assert-no-allergies.contract.ts';
import { getProvider } from './commands/get-provider.contract.ts';
import { handOver } from './commands/hand-over.contract.ts';
import { reviewAllergies } from './commands/review-allergies.contract.ts';
import { reviewHistories } from './commands/review-histories.contract.ts';
import { setReason } from './commands/set-reason.contract.ts';
import { startRooming } from './commands/start-rooming.contract.ts';
import { missing } from './rules/missing.ts';
import { rooming } from './server.ts';
import { visitPage } from './views/visit-page.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [screening, rooming] });
});
afterAll(() => clinic.close());

async function aVisit(
  wish: { born?: string; gender?: Patient['gender'] } = {},
): Promise<{ patient: Stored<Patient>; visit: Stored<Encounter> }> {
  const patient = await clinic.aPatient({ born: '1972-03-12', gender: 'female', ...wish });
  const visit = await clinic.anEncounter({ patient, stage: 'checked-in' });
  return { patient, visit };
}
const page = (visit: Stored<Encounter>) => clinic.as('ma').view(visitPage, { encounter: visit.id });

describe('beginning', () => {
  test('[O2] the assistant who opens the page rooms the patient, once', async () => {
    const { visit } = await aVisit();
    await clinic.as('ma').done(startRooming, { encounter: visit.id });
    await clinic.as('ma').done(startRooming, { encounter: visit.id });
    const kept = await clinic.read('Encounter', visit.id);
    expect(kept.status).toBe('triaged');
    expect(kept.extension?.find((one) => one.url === EXT.encounterStage)?.valueCode).toBe('roomed');
    expect(
      kept.participant?.filter((one) => one.individual?.reference === 'Practitioner/staff-ma'),
    ).toHaveLength(1);
    expect(kept.meta.versionId).toBe('2');
  });
  test('[O2] a provider who looks in does not become the assistant', async () => {
    const { patient } = await aVisit();
    const visit = await clinic.anEncounter({ patient, stage: 'roomed' });
    await clinic.as('provider').done(startRooming, { encounter: visit.id });
    expect((await clinic.read('Encounter', visit.id)).meta.versionId).toBe('1');
  });
  test('why today is kept in the patient’s words, with since when and what else', async () => {
    const { visit } = await aVisit();
    const { redFlags } = await clinic.as('ma').done(setReason, {
      encounter: visit.id,
      reason: 'chest tightness',
      onset: '2 days',
      agenda: ['refill'],
    });
    expect(redFlags).toEqual(['chest-pain']);
    expect((await page(visit)).reason).toEqual({
      words: 'chest tightness',
      onset: '2 days',
      agenda: ['refill'],
    });
  });
  test('the front desk may not room a patient', async () => {
    const { visit } = await aVisit();
    await expect(clinic.as('front-desk').run(startRooming, { encounter: visit.id })).rejects.toThrow();
  });
});

describe('allergies', () => {
  test('[A1] not asked, none known and listed are three things', async () => {
    const { visit } = await aVisit();
    expect((await page(visit)).allergies.state).toBe('not-asked');
    expect(await clinic.as('ma').run(reviewAllergies, { encounter: visit.id })).toMatchObject({
      refused: 'never-asked',
    });
    await clinic.as('ma').done(assertNoAllergies, { encounter: visit.id, kind: 'no-known' });
    expect((await page(visit)).allergies).toMatchObject({ state: 'no-known', review: { by: 'Maria Reyes' } });
  });
  test('[A2] a told allergy ends "no known", and cannot be denied', async () => {
    const { visit } = await aVisit();
    await clinic.as('ma').done(assertNoAllergies, { encounter: visit.id, kind: 'no-known' });
    await clinic.as('ma').done(addAllergy, {
      encounter: visit.id,
      substance: {
        text: 'penicillin G',
        coding: {
          system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
          code: '7980',
          display: 'penicillin G',
        },
      },
      type: 'allergy',
      category: 'medication',
      reaction: 'hives',
    });
    const { allergies } = await page(visit);
    expect(allergies).toMatchObject({
      state: 'listed',
      rows: [{ substance: 'penicillin G', reaction: 'hives' }],
    });
    expect(
      await clinic.as('ma').run(assertNoAllergies, { encounter: visit.id, kind: 'no-known-drug' }),
    ).toMatchObject({ refused: 'has-allergies' });
    expect(
      await clinic.as('ma').run(addAllergy, {
        encounter: visit.id,
        substance: { text: 'Penicillin G' },
        type: 'allergy',
        category: 'medication',
      }),
    ).toMatchObject({ refused: 'already-listed' });
  });
  test('[A3] "unchanged" is a List of this visit, and the next visit knows since when', async () => {
    const { patient, visit } = await aVisit();
    await clinic.as('ma').done(addAllergy, {
      encounter: visit.id,
      substance: { text: 'latex' },
      type: 'allergy',
      category: 'environment',
    });
    clinic.pass({ days: 30 });
    const next = await clinic.anEncounter({ patient });
    const before = (await page(next)).allergies.review;
    expect(before.at).toBeUndefined();
    expect(before.before).toBeDefined();
    await clinic.as('ma').done(reviewAllergies, { encounter: next.id });
    expect((await clinic.find('List', { encounter: `Encounter/${next.id}` }))[0]).toMatchObject({
      code: { coding: [{ code: '48765-2' }] },
      entry: [{}],
    });
  });
});

describe('medications', () => {
  const prescribe = (patient: Stored<Patient>, name: string) =>
    clinic.save<MedicationRequest>({
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      subject: { reference: `Patient/${patient.id}` },
      requester: { reference: 'Practitioner/staff-provider' },
      authoredOn: '2026-05-14',
      medicationCodeableConcept: { text: name },
      dosageInstruction: [{ text: 'daily' }],
    });
  test('[M1, O1] each drug is listed once, and an open list is named as missing', async () => {
    const { visit, patient } = await aVisit();
    await prescribe(patient, 'lisinopril 10 MG');
    await prescribe(patient, 'lisinopril 10 MG');
    const { medications } = await page(visit);
    expect(medications.rows).toHaveLength(1);
    const state = {
      reason: 'cough',
      due: [],
      done: new Set<never>(),
      repeat: undefined,
      allergiesReviewed: true,
      medications: { open: 1, reviewed: false },
      historiesReviewed: true,
      screenersOpen: [],
      callOpen: false,
    };
    expect(missing(state)).toMatchObject([{ what: 'medications' }]);
  });
  test('[M2] one answer a line; with the last one the list is reconciled', async () => {
    const { patient, visit } = await aVisit();
    const [first] = await prescribe(patient, 'lisinopril 10 mg');
    const [second] = await prescribe(patient, 'metformin 500 mg');
    const answer = (id: string | undefined, given: { answer: 'taking' | 'not-taking'; reason?: 'cost' }) =>
      clinic
        .as('ma')
        .done(answerMedication, { encounter: visit.id, medication: `MedicationRequest/${id}`, ...given });
    expect(await answer(first?.id, { answer: 'taking' })).toMatchObject({ open: 1, proposed: false });
    expect((await page(visit)).medications.review.at).toBeUndefined();
    expect(await answer(second?.id, { answer: 'not-taking', reason: 'cost' })).toMatchObject({
      open: 0,
      proposed: true,
    });
    const { medications } = await page(visit);
    expect(medications.review.at).toBeDefined();
    expect(medications.rows.map((row) => [row.name, row.answer, row.reason]).sort()).toEqual([
      ['lisinopril 10 mg', 'taking', undefined],
      ['metformin 500 mg', 'not-taking', 'cost'],
    ]);
  });
  test('[M3] the assistant proposes, and never changes the prescription', async () => {
    const { patient, visit } = await aVisit();
    const [request] = await prescribe(patient, 'lisinopril 10 mg');
    const medication = `MedicationRequest/${request?.id}`;
    await clinic.as('ma').done(answerMedication, {
      encounter: visit.id,
      medication,
      answer: 'not-taking',
      reason: 'side-effect',
    });
    expect((await clinic.read('MedicationRequest', request?.id ?? '')).meta.versionId).toBe('1');
    const proposals = await clinic.find('Task', { patient: patient.id });
    expect(proposals).toMatchObject([
      {
        status: 'requested',
        intent: 'proposal',
        focus: { reference: medication },
        description: 'Not taking: side effect',
      },
    ]);
    await clinic.as('ma').done(answerMedication, { encounter: visit.id, medication, answer: 'taking' });
    expect((await clinic.find('Task', { patient: patient.id }))[0]?.status).toBe('cancelled');
  });
  test('[M2] "not" without a why is refused at the reason', async () => {
    const { patient, visit } = await aVisit();
    const [request] = await prescribe(patient, 'lisinopril 10 mg');
    expect(
      await clinic.as('ma').run(answerMedication, {
        encounter: visit.id,
        medication: `MedicationRequest/${request?.id}`,
        answer: 'not-taking',
      }),
    ).toMatchObject({ refused: 'reason-needed', at: 'reason' });
  });
  test('[M4] what the patient takes besides is listed as reported, and counts as answered', async () => {
    const { visit } = await aVisit();
    await clinic.as('ma').done(addMedication, {
      encounter: visit.id,
      name: 'ibuprofen 200 MG Oral Tablet',
      rxcui: '310965',
      how: 'when it hurts',
    });
    expect((await page(visit)).medications).toMatchObject({
      rows: [{ prescribed: 'no', answer: 'taking' }],
      review: { by: 'Maria Reyes' },
    });
  });
});

describe('histories', () => {
  test('[H1, H2] unchanged in one go; what is new is added unconfirmed and counts as reviewed', async () => {
    const { visit } = await aVisit();
    await clinic.as('ma').done(reviewHistories, { encounter: visit.id });
    expect((await page(visit)).histories.review.at).toBeDefined();
    for (const kind of ['problem', 'procedure', 'family'] as const)
      await clinic.as('ma').done(addHistory, {
        encounter: visit.id,
        kind,
        text: `new ${kind}`,
        ...(kind === 'family' ? { relation: 'MTH' as const, ageAtOnset: 61 } : { when: '2019' }),
      });
    const { histories } = await page(visit);
    expect(histories.problems).toEqual(['new problem']);
    expect(histories.procedures).toEqual(['new procedure']);
    expect(histories.family).toEqual([{ relation: 'MTH', what: 'new family' }]);
  });
});

describe('the provider, now', () => {
  test('[R1, R3] one open call a visit; further reasons join it; its clock stops when someone comes', async () => {
    const { visit } = await aVisit();
    const { id } = await clinic.as('ma').done(getProvider, { encounter: visit.id, flags: ['chest-pain'] });
    expect((await clinic.as('ma').done(getProvider, { encounter: visit.id, flags: ['breathing'] })).id).toBe(
      id,
    );
    expect((await clinic.read('Task', id)).priority).toBe('stat');
    clinic.pass({ seconds: 42 });
    expect(await clinic.as('provider').done(acknowledgeCall, { call: id })).toEqual({ seconds: 42 });
    expect((await page(visit)).calls).toMatchObject([
      { flags: ['chest-pain', 'breathing'], by: 'Emily Chen' },
    ]);
    expect(await clinic.as('provider').run(acknowledgeCall, { call: id })).toMatchObject({
      refused: 'already-acknowledged',
    });
  });
});

describe('hand-over', () => {
  test('[O2] the provider gets the Task and the board the stage, together', async () => {
    const { visit } = await aVisit();
    await clinic.as('ma').done(startRooming, { encounter: visit.id });
    const { task } = await clinic.as('ma').done(handOver, { encounter: visit.id, note: 'BP high twice' });
    expect(await clinic.read('Task', task)).toMatchObject({
      status: 'requested',
      owner: { reference: 'Practitioner/staff-provider' },
      note: [{ text: 'BP high twice' }],
      code: { coding: [{ code: TASK.readyForProvider }] },
    });
    expect((await page(visit)).stage).toBe('ready');
  });
  test('[O2] once the provider is in the visit it cannot be handed over again', async () => {
    const { patient } = await aVisit();
    const visit = await clinic.anEncounter({ patient, stage: 'with-provider' });
    expect(await clinic.as('ma').run(handOver, { encounter: visit.id, note: '' })).toMatchObject({
      refused: 'already-with-provider',
    });
  });
});
