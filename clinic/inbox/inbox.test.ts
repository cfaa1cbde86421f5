import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { answerMedication } from '#clinic/rooming/commands/answer-medication.contract.ts';
import { rooming } from '#clinic/rooming/server.ts';
import { screening } from '#clinic/screening/server.ts';
import { CS, TASK } from '#fhir/medley.ts';
import type { DiagnosticReport, Observation } from '#fhir/types.ts';
import { decideProposal } from './commands/decide-proposal.contract.ts';
import { logCall } from './commands/log-call.contract.ts';
import { reviewResult } from './commands/review-result.contract.ts';
import { signNormal } from './commands/sign-normal.contract.ts';
import { inbox } from './server.ts';
import { workItem } from './views/item.contract.ts';
import { work, workCount } from './views/work.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [screening, rooming, inbox] });
}, 60_000);
afterAll(() => clinic?.close());

const provider = () => clinic.as('provider');
const ma = () => clinic.as('ma');
let serial = 0;

async function aResult(value: number, more: { authored?: string; owner?: string } = {}) {
  serial += 1;
  const patient = await clinic.aPatient({ born: '1960-04-02' });
  const subject = { reference: `Patient/${patient.id}` };
  const code = { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Potassium' };
  const observation = (id: string, number: number, at: string): Observation & { id: string } => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code,
    subject,
    effectiveDateTime: at,
    valueQuantity: { value: number, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1 } }],
  });
  const at = more.authored ?? '2026-11-23T13:00:00Z';
  const report: DiagnosticReport & { id: string } = {
    resourceType: 'DiagnosticReport',
    id: `r-${serial}`,
    status: 'final',
    code,
    subject,
    issued: at,
    result: [{ reference: `Observation/k-${serial}` }],
  };
  await clinic.save<Observation | DiagnosticReport>(
    observation(`k-${serial}-old`, 4.4, '2026-02-01T10:00:00Z'),
    observation(`k-${serial}`, value, at),
    report,
  );
  await clinic.save({
    resourceType: 'Task',
    id: `t-${serial}`,
    status: 'requested',
    intent: 'order',
    priority: value > 5.1 ? 'urgent' : 'routine',
    code: { coding: [{ system: CS.task, code: TASK.reviewResult }] },
    focus: { reference: `DiagnosticReport/r-${serial}` },
    for: subject,
    authoredOn: at,
    ...(more.owner ? { owner: { reference: `Practitioner/${more.owner}` } } : {}),
  });
  return { task: `t-${serial}`, patient: patient.id };
}

async function aProposal(said: { answer: 'not-taking' | 'differently'; reason?: 'cost'; how?: string }) {
  serial += 1;
  const patient = await clinic.aPatient();
  const visit = await clinic.anEncounter({ patient, stage: 'roomed' });
  await clinic.save({
    resourceType: 'MedicationRequest',
    id: `rx-${serial}`,
    status: 'active',
    intent: 'order',
    subject: { reference: `Patient/${patient.id}` },
    medicationCodeableConcept: { text: 'lisinopril 10 MG Oral Tablet' },
    dosageInstruction: [{ text: 'one daily' }],
  });
  await ma().done(answerMedication, {
    encounter: visit.id,
    medication: `MedicationRequest/rx-${serial}`,
    ...said,
  });
  const [task] = await clinic.find('Task', {
    patient: patient.id,
    code: `${CS.task}|${TASK.medicationProposal}`,
  });
  return { task: task?.id ?? '', request: `rx-${serial}`, visit: visit.id, patient };
}

const aCall = async (words = 'All is well.') => {
  const { task, patient } = await aResult(4.2);
  const { call } = await provider().done(reviewResult, { task, call: { reason: 'normal', words } });
  return { call: call ?? '', patient };
};

describe('results', () => {
  test('[B3] a provider signs a result: who and when stand with it, and it leaves the inbox', async () => {
    const { task } = await aResult(5.6);
    const before = await provider().view(workCount, {});
    await provider().done(reviewResult, { task });
    expect(await clinic.read('Task', task)).toMatchObject({
      status: 'completed',
      note: [{ authorReference: { display: 'Emily Chen' }, text: 'Reviewed' }],
    });
    expect((await provider().view(workCount, {})).count).toBe(before.count - 1);
  });
  test('[B3] an assistant signs none', async () => {
    const { task } = await aResult(4.2);
    await expect(ma().run(reviewResult, { task })).rejects.toThrow();
  });
  test('a value stands with its flag and with those before it', async () => {
    const { task } = await aResult(5.6);
    const { result } = await provider().view(workItem, { task });
    expect(result).toMatchObject({
      name: 'Potassium',
      values: [{ text: '5.6', level: 'high', earlier: [{ value: 4.4 }, { value: 5.6 }] }],
    });
  });
  test('[B3] normal ones are signed together, never with one that is not', async () => {
    const normal = [await aResult(4.1), await aResult(4.2)].map(({ task }) => task);
    const high = (await aResult(5.9)).task;
    expect(await provider().run(signNormal, { tasks: [...normal, high] })).toMatchObject({
      refused: 'not-normal',
      at: 'tasks.2',
    });
    expect((await clinic.read('Task', normal[0] ?? '')).status).toBe('requested');
    expect(await provider().done(signNormal, { tasks: normal })).toEqual({ signed: 2 });
    expect((await clinic.read('Task', normal[1] ?? '')).status).toBe('completed');
  });
  test('[B4] the call of a result has the provider’s words and is an assistant’s work', async () => {
    const { call } = await aCall('Your potassium is fine.');
    const { lines } = await ma().view(work, { whose: 'mine' });
    expect(lines.find(({ task }) => task === call)).toMatchObject({
      kind: 'call-patient',
      what: 'Your potassium is fine.',
    });
    expect((await ma().view(workItem, { task: call })).call).toMatchObject({
      words: 'Your potassium is fine.',
      by: 'Emily Chen',
      reason: 'normal',
    });
  });
  test('[B8] who comes second is told who did it, and undo brings it back without its call', async () => {
    const { task } = await aResult(4.3);
    const answer = await provider().run(reviewResult, {
      task,
      call: { reason: 'normal', words: 'All is well.' },
    });
    expect(await provider().run(reviewResult, { task })).toMatchObject({
      refused: 'done-already',
      facts: { by: 'Emily Chen' },
    });
    if (answer.kind !== 'done' || !answer.undo) throw new Error('cannot be undone');
    await provider().undo(answer.undo);
    expect((await clinic.read('Task', task)).status).toBe('requested');
    expect(await clinic.find('Task', { 'part-of': `Task/${task}` })).toEqual([]);
  });
});

describe('the list', () => {
  test('[B1] an assistant sees calls only, and opens nothing else by its id', async () => {
    const { task } = await aResult(5.6);
    await aCall();
    const { lines } = await ma().view(work, { whose: 'all' });
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(['call-patient']));
    await expect(ma().view(workItem, { task })).rejects.toMatchObject({ status: 404 });
  });
  test('[B1] a call is the assistants’, the provider who asked for it sees it among everybody’s', async () => {
    const { call } = await aCall();
    const has = async (whose: 'mine' | 'all') =>
      (await provider().view(work, { whose })).lines.some((line) => line.task === call);
    expect([await has('mine'), await has('all')]).toEqual([false, true]);
  });
  test('[B1] the front desk has no inbox', async () => {
    await expect(clinic.as('front-desk').view(work, { whose: 'all' })).rejects.toThrow();
  });
  test('[B1] what is another provider’s is not hers, and she sees it when she asks for everybody’s', async () => {
    const { task } = await aResult(5.6, { owner: 'staff-nurse' });
    const has = async (whose: 'mine' | 'all') =>
      (await provider().view(work, { whose })).lines.some((line) => line.task === task);
    expect(await has('mine')).toBe(false);
    expect(await has('all')).toBe(true);
  });
  test('[B2] what is due first stands first, and what is late says so', async () => {
    const late = await aResult(5.6, { authored: '2026-11-10T13:00:00Z' });
    await aResult(4.2);
    const { lines } = await provider().view(work, { whose: 'mine' });
    expect(lines[0]).toMatchObject({ task: late.task, overdue: true });
    expect(lines.map(({ due }) => due)).toEqual(lines.map(({ due }) => due).sort());
  });
});

describe('prescriptions', () => {
  test('[B5] "does not take it" is accepted: the prescription is stopped with the reason', async () => {
    const { task, request } = await aProposal({ answer: 'not-taking', reason: 'cost' });
    expect((await provider().view(workItem, { task })).proposal).toMatchObject({
      medicine: 'lisinopril 10 MG Oral Tablet',
      directions: 'one daily',
      answer: 'not-taking',
      reason: 'cost',
      by: 'Maria Reyes',
    });
    await provider().done(decideProposal, { task, decision: 'accept' });
    expect(await clinic.read('MedicationRequest', request)).toMatchObject({
      status: 'stopped',
      statusReason: { text: 'cost' },
    });
  });
  test('[B5] "takes it differently" is accepted: the directions are the patient’s, or the provider’s own', async () => {
    const one = await aProposal({ answer: 'differently', how: 'half a tablet at night' });
    await provider().done(decideProposal, { task: one.task, decision: 'accept' });
    expect((await clinic.read('MedicationRequest', one.request)).dosageInstruction).toEqual([
      { text: 'half a tablet at night' },
    ]);
    const other = await aProposal({ answer: 'differently', how: 'half a tablet at night' });
    await provider().done(decideProposal, {
      task: other.task,
      decision: 'accept',
      directions: 'half at noon',
    });
    expect((await clinic.read('MedicationRequest', other.request)).dosageInstruction).toEqual([
      { text: 'half at noon' },
    ]);
  });
  test('[B5] declined, the prescription is untouched and the reason is kept', async () => {
    const { task, request } = await aProposal({ answer: 'not-taking', reason: 'cost' });
    await provider().done(decideProposal, { task, decision: 'decline', reason: 'needs it; samples given' });
    expect((await clinic.read('MedicationRequest', request)).meta.versionId).toBe('1');
    expect(await clinic.read('Task', task)).toMatchObject({
      status: 'rejected',
      statusReason: { text: 'needs it; samples given' },
    });
  });
  test('[B5] an assistant decides nothing, and a prescription that was stopped meanwhile is not written over', async () => {
    const { task, request, patient } = await aProposal({ answer: 'not-taking', reason: 'cost' });
    await expect(ma().run(decideProposal, { task, decision: 'accept' })).rejects.toThrow();
    const visit = await clinic.anEncounter({ patient, stage: 'roomed' });
    await ma().done(answerMedication, {
      encounter: visit.id,
      medication: `MedicationRequest/${request}`,
      answer: 'differently',
      how: 'half',
    });
    await provider().done(decideProposal, { task, decision: 'accept' });
    const [later] = await clinic.find('Task', {
      encounter: visit.id,
      code: `${CS.task}|${TASK.medicationProposal}`,
    });
    expect(await provider().run(decideProposal, { task: later?.id ?? '', decision: 'accept' })).toMatchObject(
      {
        refused: 'prescription-changed',
      },
    );
    expect((await clinic.read('MedicationRequest', request)).dosageInstruction).toEqual([
      { text: 'one daily' },
    ]);
  });
  test('[B5] what the patient took back changes nothing', async () => {
    const { task, request, visit } = await aProposal({ answer: 'not-taking', reason: 'cost' });
    await ma().done(answerMedication, {
      encounter: visit,
      medication: `MedicationRequest/${request}`,
      answer: 'taking',
    });
    const answer = await provider().run(decideProposal, { task, decision: 'accept' });
    expect(answer.kind).not.toBe('done');
    expect((await clinic.read('MedicationRequest', request)).status).toBe('active');
  });
});

describe('calls', () => {
  test('[B6] nobody is told before both identifiers were said', async () => {
    const { call } = await aCall();
    expect(await ma().run(logCall, { task: call, outcome: 'reached' })).toMatchObject({
      refused: 'identify-first',
      at: 'identified',
    });
    expect(await ma().done(logCall, { task: call, outcome: 'reached', identified: true })).toEqual({
      done: true,
    });
  });
  test('[B7] a try without an answer is kept and the call stays open', async () => {
    const { call } = await aCall();
    expect(await ma().done(logCall, { task: call, outcome: 'no-answer' })).toEqual({ done: false });
    expect((await ma().view(workItem, { task: call })).call?.attempts).toMatchObject([
      { outcome: 'no-answer', by: 'Maria Reyes' },
    ]);
    expect((await clinic.read('Task', call)).status).toBe('in-progress');
  });
});
