import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { patientOfWish } from '#capability/testing/people.ts';
import { CS, TASK } from '#fhir/medley.ts';
import type { MedicationRequest, Observation, Resource, Task } from '#fhir/types.ts';
import { parseEntry } from '#record/record.ts';
import { type ClinicOnScreen, clinicOnScreen, type Workstation } from '../../e2e/browser.ts';
import { axeAtEverySize } from '../../e2e/every-size.ts';

let clinic: ClinicOnScreen;
let provider: Workstation;
let ma: Workstation;

const save = (...resources: (Resource & { id: string })[]) =>
  clinic.server.context.store.commit({
    writes: resources.map((resource) => ({ kind: 'create', id: resource.id, resource })),
    author: 'Device/medley',
  });
const read = async <T extends Resource>(type: 'Task' | 'MedicationRequest', id: string): Promise<T> => {
  const entry = await clinic.server.context.store.read(type, id);
  if (!entry) throw new Error(`no ${type}/${id}`);
  return parseEntry<T>(entry);
};

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const EMILY = { reference: 'Practitioner/staff-provider', display: 'Emily Chen' };

/** A result with two values before it, and the task to look at it. */
function aResult(
  [name, loinc]: readonly [string, string],
  { patient, value, hours }: { patient: string; value: number; hours: number },
) {
  const subject = { reference: `Patient/${patient}` };
  const code = { coding: [{ system: 'http://loinc.org', code: loinc }], text: name };
  const potassium = (id: string, number: number, at: string): Observation & { id: string } => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code,
    subject,
    effectiveDateTime: at,
    valueQuantity: { value: number, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    referenceRange: [{ low: { value: 3.5, unit: 'mmol/L' }, high: { value: 5.1, unit: 'mmol/L' } }],
  });
  const id = name.toLowerCase().replaceAll(' ', '-');
  return [
    potassium(`${id}-0`, 4.1, '2025-03-01T10:00:00Z'),
    potassium(`${id}-1`, 4.7, '2025-09-01T10:00:00Z'),
    potassium(`${id}-2`, value, hoursAgo(hours)),
    {
      resourceType: 'DiagnosticReport',
      id: `report-${id}`,
      status: 'final',
      code,
      subject,
      issued: hoursAgo(hours),
      result: [{ reference: `Observation/${id}-2` }],
    },
    {
      resourceType: 'Task',
      id: `task-${id}`,
      status: 'requested',
      intent: 'order',
      priority: value > 5.1 ? 'urgent' : 'routine',
      code: { coding: [{ system: CS.task, code: TASK.reviewResult }] },
      focus: { reference: `DiagnosticReport/report-${id}` },
      for: subject,
      owner: EMILY,
      authoredOn: hoursAgo(hours),
    },
  ] as (Resource & { id: string })[];
}

const proposal = [
  {
    resourceType: 'MedicationRequest',
    id: 'rx',
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/walter' },
    medicationCodeableConcept: { text: 'atorvastatin 40 MG Oral Tablet' },
    dosageInstruction: [{ text: 'one every evening' }],
  },
  {
    resourceType: 'Encounter',
    id: 'visit',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: 'Patient/walter' },
  },
  {
    resourceType: 'MedicationStatement',
    id: 'said',
    status: 'not-taken',
    statusReason: [{ coding: [{ system: CS.qualifier, code: 'side-effect' }], text: 'side effect' }],
    medicationCodeableConcept: { text: 'atorvastatin 40 MG Oral Tablet' },
    subject: { reference: 'Patient/walter' },
    context: { reference: 'Encounter/visit' },
    basedOn: [{ reference: 'MedicationRequest/rx' }],
  },
  {
    resourceType: 'Task',
    id: 'task-rx',
    status: 'requested',
    intent: 'proposal',
    code: { coding: [{ system: CS.task, code: TASK.medicationProposal }] },
    focus: { reference: 'MedicationRequest/rx' },
    for: { reference: 'Patient/walter' },
    encounter: { reference: 'Encounter/visit' },
    requester: { reference: 'Practitioner/staff-ma', display: 'Maria Reyes' },
    owner: EMILY,
    authoredOn: hoursAgo(2),
  },
] as (Resource & { id: string })[];

beforeAll(async () => {
  clinic = await clinicOnScreen();
  await save(
    {
      ...patientOfWish({ name: 'Rosa Delgado' }),
      id: 'rosa',
      telecom: [{ system: 'phone', use: 'mobile', value: '555-010-0142' }],
    },
    { ...patientOfWish({ name: 'Walter Hughes', born: '1951-07-02', gender: 'male' }), id: 'walter' },
  );
  await save(
    ...aResult(['Potassium', '2823-3'], { patient: 'rosa', value: 5.6, hours: 200 }),
    ...aResult(['Sodium check', '2951-2'], { patient: 'rosa', value: 4.2, hours: 1 }),
    ...aResult(['Follow up', '2823-3'], { patient: 'walter', value: 4.4, hours: 1 }),
    ...proposal,
  );
  provider = await clinic.open('provider');
  ma = await clinic.open('ma');
}, 300_000);
afterAll(() => clinic?.close());
afterEach(() => expect([...provider.errors, ...ma.errors]).toEqual([]));

const button = (at: Workstation, name: string | RegExp) => at.page.getByRole('button', { name });
const press = async (at: Workstation, ...keys: readonly string[]) => {
  for (const one of keys) await at.page.keyboard.press(one);
};
const lines = (at: Workstation) => at.page.getByRole('table', { name: /Inbox|Pendientes/ }).getByRole('row');
const open = async (at: Workstation) => {
  await at.go('/inbox');
  await at.page.getByRole('heading', { name: /Inbox|Pendientes/ }).waitFor();
};

describe('the inbox of a provider', () => {
  test('[B2] what is late stands first and open, with its patient, its flag and the values before it', async () => {
    await open(provider);
    await provider.page.getByText('overdue').first().waitFor();
    await provider.page
      .getByRole('region', { name: /Patient/ })
      .getByText('Rosa Delgado')
      .waitFor();
    await provider.page.getByRole('img', { name: 'Before and now: 4.1, 4.7, 5.6' }).waitFor();
    await provider.shoot('inbox-result');
    expect(await axeAtEverySize(provider)).toEqual([]);
  });
  test('[B4] a result is signed and its call asked for without the mouse; the next one opens', async () => {
    await provider.effort();
    await press(provider, 'c');
    await provider.page.getByLabel('In your words').waitFor();
    await provider.page
      .getByLabel('In your words')
      .fill('Please stop the potassium tablets and come in on Friday.');
    await provider.shoot('inbox-tell');
    expect(await provider.axe()).toEqual([]);
    await press(provider, 'Control+Enter');
    await expect.poll(async () => (await read<Task>('Task', 'task-potassium')).status).toBe('completed');
    expect((await provider.effort()).clicks).toBe(0);
    await provider.page.getByText('Result signed.').waitFor();
  });
  test('[B5] a prescription nobody takes is stopped by one key', async () => {
    await lines(provider).filter({ hasText: 'atorvastatin' }).click();
    await provider.page.getByText('does not take it: side effect').waitFor();
    await provider.shoot('inbox-proposal');
    expect(await axeAtEverySize(provider)).toEqual([]);
    await press(provider, 'a');
    await expect
      .poll(async () => (await read<MedicationRequest>('MedicationRequest', 'rx')).status)
      .toBe('stopped');
  });
  test('[B3] the normal ones are signed together, and nothing is left', async () => {
    await button(provider, /Sign 2 normal results/).waitFor();
    await press(provider, 's');
    await expect.poll(async () => (await read<Task>('Task', 'task-sodium-check')).status).toBe('completed');
    await expect.poll(async () => (await read<Task>('Task', 'task-follow-up')).status).toBe('completed');
  });
});

describe('the inbox of an assistant', () => {
  test('[B6] the call waits on the rail; it is told only after both identifiers', async () => {
    await ma.page.getByRole('link', { name: /Inbox.*1/ }).waitFor();
    await press(ma, 'g', 'i');
    await ma.page.getByText('Please stop the potassium tablets and come in on Friday.').last().waitFor();
    await ma.shoot('inbox-call');
    expect(await axeAtEverySize(ma)).toEqual([]);
    await press(ma, 'r');
    await ma.page.getByText('Ask for name and birth date first').first().waitFor();
    await press(ma, 'n');
    await ma.page.getByText('1 try').waitFor();
    await ma.page.getByRole('checkbox').check();
    await press(ma, 'r');
    await ma.page.getByText('Nothing waits.').waitFor();
    await ma.shoot('inbox-empty');
    expect(await ma.axe()).toEqual([]);
  });
});
