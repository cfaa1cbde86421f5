import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import type { Encounter, Patient, Stored } from '#fhir/types.ts';
import { answerScreener } from './commands/answer-screener.contract.ts';
import { declineScreener } from './commands/decline-screener.contract.ts';
import { recordTobacco } from './commands/record-tobacco.contract.ts';
import { screenerOf } from './rules/screeners.ts';
import { screening } from './server.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [screening] });
});
afterAll(() => clinic.close());

async function aVisit(wish: { born?: string; gender?: Patient['gender'] } = {}): Promise<Stored<Encounter>> {
  return clinic.anEncounter({ patient: await clinic.aPatient(wish) });
}
const OFTEN = ['LA6568-5', 'LA6569-3', 'LA6570-1', 'LA6571-9'];
const phq = (screener: 'phq-2' | 'phq-9' | 'phq-a', ...scores: number[]) =>
  Object.fromEntries(
    scores.map((score, index) => [screenerOf(screener).items[index]?.linkId ?? '', [OFTEN[score] ?? '']]),
  );

test('[S1] answers are kept as response, one observation an item and one for the total', async () => {
  const visit = await aVisit();
  const done = await clinic
    .as('ma')
    .done(answerScreener, { encounter: visit.id, screener: 'phq-2', answers: phq('phq-2', 1, 0) });
  expect(done).toMatchObject({ total: 1, positive: false, actions: [] });
  expect(await clinic.read('QuestionnaireResponse', done.id)).toMatchObject({
    status: 'completed',
    item: [{ linkId: '44250-9' }, { linkId: '44255-8' }],
  });
  const total = await clinic.read('Observation', `total-phq-2-${visit.id}`);
  expect(total).toMatchObject({
    code: { coding: [{ code: '55758-7' }] },
    valueQuantity: { value: 1 },
    derivedFrom: [{ reference: `QuestionnaireResponse/${done.id}` }],
  });
  expect((await clinic.read('Questionnaire', 'phq-2')).status).toBe('active');
});
test('[S3] an unfinished screener is kept without a total', async () => {
  const visit = await aVisit();
  const done = await clinic
    .as('ma')
    .done(answerScreener, { encounter: visit.id, screener: 'gad-7', answers: { '69725-0': ['LA6569-3'] } });
  expect(done.total).toBeUndefined();
  expect((await clinic.read('QuestionnaireResponse', done.id)).status).toBe('in-progress');
});
test('[S4] item 9 calls the provider in the same act, once', async () => {
  const visit = await aVisit();
  const first = await clinic
    .as('ma')
    .done(answerScreener, { encounter: visit.id, screener: 'phq-9', answers: { '44260-8': ['LA6569-3'] } });
  expect(first.actions).toEqual(['self-harm']);
  const call = await clinic.read('Task', first.call ?? '');
  expect(call).toMatchObject({
    status: 'requested',
    priority: 'stat',
    reasonCode: { coding: [{ code: 'suicidal' }] },
  });
  const second = await clinic.as('ma').done(answerScreener, {
    encounter: visit.id,
    screener: 'phq-9',
    answers: phq('phq-9', 1, 1, 1, 1, 1, 1, 1, 1, 1),
  });
  expect(second).toMatchObject({ total: 9, band: 'mild', call: first.call });
});
test('[S5] a teen’s answers carry the label that keeps them from the parent', async () => {
  const visit = await aVisit({ born: '2011-02-01' });
  const done = await clinic.as('ma').done(answerScreener, {
    encounter: visit.id,
    screener: 'phq-a',
    answers: phq('phq-a', 0, 0, 0, 0, 0, 0, 0, 0, 0),
  });
  expect((await clinic.read('QuestionnaireResponse', done.id)).meta.security?.map((one) => one.code)).toEqual(
    ['R', 'ADOL'],
  );
});
test('[S8] safety answers are labelled, the other needs are not hidden by them', async () => {
  const visit = await aVisit();
  await clinic.as('ma').done(answerScreener, {
    encounter: visit.id,
    screener: 'ahc-hrsn',
    answers: { '88122-7': ['LA6729-3'], '95618-5': ['LA6270-8'] },
  });
  expect(
    (await clinic.read('Observation', `95618-5-${visit.id}`)).meta.security?.map((one) => one.code),
  ).toContain('SDV');
  expect((await clinic.read('Observation', `88122-7-${visit.id}`)).meta.security).toBeUndefined();
});
test('an answer that the question does not offer is refused at its item', async () => {
  const visit = await aVisit();
  expect(
    await clinic
      .as('ma')
      .run(answerScreener, { encounter: visit.id, screener: 'phq-2', answers: { '44250-9': ['LA33-6'] } }),
  ).toMatchObject({ refused: 'unknown-answer', at: 'answers.44250-9' });
});
test('a declined screener is kept as such, an answered one cannot be declined', async () => {
  const visit = await aVisit();
  const { id } = await clinic
    .as('ma')
    .done(declineScreener, { encounter: visit.id, screener: 'phq-2', reason: 'declined' });
  expect((await clinic.read('QuestionnaireResponse', id)).status).toBe('stopped');
  await clinic
    .as('ma')
    .done(answerScreener, { encounter: visit.id, screener: 'phq-2', answers: phq('phq-2', 0, 0) });
  expect(
    await clinic
      .as('ma')
      .run(declineScreener, { encounter: visit.id, screener: 'phq-2', reason: 'declined' }),
  ).toMatchObject({ refused: 'already-answered' });
});
test('[S6] tobacco is kept as US Core smoking status, with pack-years when told', async () => {
  const visit = await aVisit();
  expect(
    await clinic
      .as('ma')
      .done(recordTobacco, { encounter: visit.id, status: 'daily', packsPerDay: 1.5, years: 20 }),
  ).toMatchObject({ packYears: 30, offerCessation: true });
  expect(await clinic.read('Observation', `tobacco-${visit.id}`)).toMatchObject({
    valueCodeableConcept: { coding: [{ code: '449868002' }] },
  });
});
