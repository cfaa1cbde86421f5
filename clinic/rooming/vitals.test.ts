import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { screening } from '#clinic/screening/server.ts';
import { defaultSettings, settingRow } from '#clinic/settings/public.ts';
import { CS, EXT } from '#fhir/medley.ts';
import type { Encounter, Patient, Stored } from '#fhir/types.ts';
import { recordPregnancy } from './commands/record-pregnancy.contract.ts';
import { recordVital } from './commands/record-vital.contract.ts';
import { refuseVital } from './commands/refuse-vital.contract.ts';
import { withdrawVital } from './commands/withdraw-vital.contract.ts';
import type { VitalKey } from './rules/vitals.ts';
import { rooming } from './server.ts';
import { visitPage } from './views/visit-page.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [screening, rooming] });
});
afterAll(() => clinic.close());

const PREFER = { weight: 'lb', length: 'in' } as const;
const BP = { arm: 'left-arm', position: 'seated', cuff: 'adult', method: 'automatic' };

async function aVisit(
  wish: { born?: string; gender?: Patient['gender'] } = {},
): Promise<{ patient: Stored<Patient>; visit: Stored<Encounter> }> {
  const patient = await clinic.aPatient({ born: '1972-03-12', gender: 'female', ...wish });
  const visit = await clinic.anEncounter({ patient, stage: 'checked-in' });
  return { patient, visit };
}
const measure = (
  visit: Stored<Encounter>,
  vital: VitalKey,
  typed: string,
  more: {
    reading?: number;
    qualifiers?: Record<string, string>;
    amounts?: Record<string, number>;
    confirmed?: string;
  } = {},
) =>
  clinic.as('ma').run(recordVital, {
    encounter: visit.id,
    vital,
    typed,
    reading: 1,
    prefer: PREFER,
    qualifiers: {},
    ...more,
  });
const page = (visit: Stored<Encounter>) => clinic.as('ma').view(visitPage, { encounter: visit.id });

describe('vitals', () => {
  test('[V1] a weight in pounds is kept in kilograms beside what was typed', async () => {
    const { visit } = await aVisit();
    await measure(visit, 'weight', '182', { qualifiers: { weighed: 'measured', clothing: 'clothed' } });
    const kept = await clinic.read('Observation', `weight-${visit.id}`);
    expect(kept.valueQuantity).toMatchObject({ value: 82.55381134, code: 'kg' });
    expect(kept.valueQuantity?.extension?.[0]).toMatchObject({
      url: EXT.enteredValue,
      valueQuantity: { value: 182, code: '[lb_av]' },
    });
  });
  test('[V1] every vital of an adult is accepted by the record and its US Core profile', async () => {
    const { visit } = await aVisit();
    const typed: [VitalKey, string, Record<string, string>?][] = [
      ['blood-pressure', '128/82', BP],
      ['pulse', '72', { rhythm: 'regular' }],
      ['respiration', '16', { counted: 'counted-30' }],
      ['temperature', '98.6', { route: 'oral' }],
      ['oxygen', '97', { 'oxygen-source': 'room-air' }],
      ['weight', '182', {}],
      ['height', `5'10`, { posture: 'standing' }],
      ['pain', '3', { 'pain-scale': 'numeric' }],
      ['lmp', '11/1', { sureness: 'sure' }],
    ];
    for (const [vital, text, qualifiers] of typed)
      expect(await measure(visit, vital, text, qualifiers ? { qualifiers } : {}), vital).toMatchObject({
        kind: 'done',
      });
    const bmi = await clinic.read('Observation', `bmi-${visit.id}`);
    expect(bmi.valueQuantity?.value).toBeCloseTo(26.11, 2);
    const oxygen = await clinic.read('Observation', `oxygen-${visit.id}`);
    expect(oxygen.code.coding?.map((coding) => coding.code)).toEqual(['59408-5', '2708-6']);
    const seen = await page(visit);
    expect(seen.vitals.find((row) => row.vital === 'blood-pressure')).toMatchObject({
      numbers: [128, 82],
      qualifiers: BP,
    });
    expect(seen.vitals.find((row) => row.vital === 'temperature')).toMatchObject({
      entered: [98.6],
      unit: '[degF]',
    });
  });
  test('[V26] a saturation on two litres carries its flow, and is read back with it', async () => {
    const { visit } = await aVisit();
    const on = { 'oxygen-source': 'on-oxygen' };
    expect(
      await measure(visit, 'oxygen', '93', {
        qualifiers: { 'oxygen-source': 'room-air' },
        amounts: { 'oxygen-flow': 2 },
      }),
    ).toMatchObject({ refused: 'impossible-amount', at: 'amounts.oxygen-flow' });
    await measure(visit, 'oxygen', '93', {
      qualifiers: on,
      amounts: { 'oxygen-flow': 2, 'inspired-oxygen': 28 },
    });
    const kept = await clinic.read('Observation', `oxygen-${visit.id}`);
    expect(kept.component?.map((one) => [one.code.coding?.[0]?.code, one.valueQuantity?.value])).toEqual([
      ['3151-8', 2],
      ['3150-0', 28],
    ]);
    expect((await page(visit)).vitals[0]).toMatchObject({
      amounts: { 'oxygen-flow': 2, 'inspired-oxygen': 28 },
    });
  });
  test('[V27] the circumference of the arm stands with the pressure it was taken for', async () => {
    const { visit } = await aVisit();
    await measure(visit, 'blood-pressure', '128/82', {
      qualifiers: { ...BP, cuff: 'large-adult' },
      amounts: { 'arm-circumference': 38 },
    });
    expect((await page(visit)).vitals[0]).toMatchObject({
      amounts: { 'arm-circumference': 38 },
      qualifiers: { cuff: 'large-adult' },
    });
  });
  test('[V25] 89 % is a call without an order, and as ordered with one; COPD alone changes nothing', async () => {
    const { patient, visit } = await aVisit();
    const air = { qualifiers: { 'oxygen-source': 'room-air' } };
    await clinic.save({
      resourceType: 'Condition',
      subject: { reference: `Patient/${patient.id}` },
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'J44.9' }] },
    });
    expect(await measure(visit, 'oxygen', '89', { ...air, confirmed: 'unusually-low' })).toMatchObject({
      result: { level: 'critical-low', redFlag: 'low-oxygen' },
    });
    expect((await page(visit)).patient).toMatchObject({ copd: 'yes', oxygenTarget: undefined });
    await clinic.save({
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      subject: { reference: `Patient/${patient.id}` },
      authoredOn: '2026-11-20T10:00:00Z',
      code: { coding: [{ system: 'http://loinc.org', code: '59408-5' }] },
      quantityRange: { low: { value: 88 }, high: { value: 92 } },
    });
    const { result } = (await measure(visit, 'oxygen', '89', air)) as { result: { redFlag?: string } };
    expect(result).toMatchObject({ level: 'normal', because: 'within-target' });
    expect(result.redFlag).toBeUndefined();
    expect((await page(visit)).patient.oxygenTarget).toEqual({ low: 88, high: 92 });
  });
  test('[V13] a dose that hangs on the weight waits for a confirmed weight', async () => {
    const { patient, visit } = await aVisit({ born: '2022-05-01', gender: 'unknown' });
    await clinic.save({
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
      subject: { reference: `Patient/${patient.id}` },
      effectiveDateTime: '2024-01-10T10:00:00Z',
      valueQuantity: { value: 11, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    });
    expect(await measure(visit, 'weight', '35 kg')).toMatchObject({
      refused: 'needs-confirmation',
      facts: { because: 'weight-doubled', before: 11 },
    });
    expect((await page(visit)).vitals).toEqual([]);
    expect(await measure(visit, 'weight', '35 kg', { confirmed: 'weight-doubled' })).toMatchObject({
      kind: 'done',
    });
  });
  test('[V1] measuring again amends, and the first value stays in the history', async () => {
    const { visit } = await aVisit();
    await measure(visit, 'pulse', '72');
    await measure(visit, 'pulse', '76');
    expect(await clinic.read('Observation', `pulse-${visit.id}`)).toMatchObject({
      status: 'amended',
      valueQuantity: { value: 76 },
      meta: { versionId: '2' },
    });
  });
  test.each([
    ['pulse', '400', 'impossible'],
    ['blood-pressure', '80/120', 'impossible'],
    ['temperature', '98.6 C', 'unreadable'],
    ['oxygen', 'abc', 'unreadable'],
  ] as const)('[V2] %s %s is refused', async (vital, typed, refused) => {
    const { visit } = await aVisit();
    expect(await measure(visit, vital, typed)).toMatchObject({ kind: 'refused', refused, at: 'typed' });
  });
  test('[V23] 182/80 after 126/80 needs a yes to the question it raises', async () => {
    const { patient, visit } = await aVisit();
    const before = await clinic.anEncounter({ patient, stage: 'roomed' });
    await measure(before, 'blood-pressure', '126/80');
    expect(await measure(visit, 'blood-pressure', '182/80')).toMatchObject({
      kind: 'refused',
      refused: 'needs-confirmation',
      facts: { because: 'transposed', meant: '128/80' },
    });
    expect(await measure(visit, 'blood-pressure', '182/80', { confirmed: 'unusually-high' })).toMatchObject({
      refused: 'needs-confirmation',
    });
    expect(await measure(visit, 'blood-pressure', '182/80', { confirmed: 'transposed' })).toMatchObject({
      kind: 'done',
      result: { level: 'critical-high' },
    });
    expect(await measure(visit, 'blood-pressure', '128/82')).toMatchObject({ kind: 'done' });
  });
  test('[V9] two readings are kept apart and averaged', async () => {
    const { visit } = await aVisit();
    await measure(visit, 'blood-pressure', '152/94', { qualifiers: BP });
    clinic.pass({ seconds: 70 });
    await measure(visit, 'blood-pressure', '141/91', { qualifiers: BP, reading: 2 });
    const average = await clinic.read('Observation', `bp-average-${visit.id}`);
    expect(
      average.component?.map((part) => [part.code.coding?.[0]?.code, part.valueQuantity?.value]),
    ).toEqual([
      ['96608-5', 147],
      ['96609-3', 93],
    ]);
    expect(average.derivedFrom).toHaveLength(2);
  });
  test('[V19] a declined vital is data with its reason, never a number', async () => {
    const { visit } = await aVisit();
    await clinic
      .as('ma')
      .done(refuseVital, { encounter: visit.id, vital: 'blood-pressure', reading: 1, reason: 'declined' });
    await clinic
      .as('ma')
      .done(refuseVital, { encounter: visit.id, vital: 'weight', reading: 1, reason: 'cannot-stand' });
    const weight = await clinic.read('Observation', `weight-${visit.id}`);
    expect(weight.valueQuantity).toBeUndefined();
    expect(weight.dataAbsentReason?.coding?.[0]?.code).toBe('not-performed');
    expect((await page(visit)).vitals.map((row) => row.refused).sort()).toEqual(['cannot-stand', 'declined']);
  });
  test('[V21] the arm of a mastectomy is a hard stop', async () => {
    const { patient, visit } = await aVisit();
    await clinic.save({
      resourceType: 'Flag',
      status: 'active',
      subject: { reference: `Patient/${patient.id}` },
      code: { coding: [{ system: CS.flag, code: 'no-left-arm' }], text: 'mastectomy' },
    });
    expect(await measure(visit, 'blood-pressure', '128/82', { qualifiers: BP })).toMatchObject({
      refused: 'arm-barred',
      at: 'qualifiers.arm',
      facts: { reason: 'mastectomy' },
    });
    expect(
      await measure(visit, 'blood-pressure', '128/82', { qualifiers: { ...BP, arm: 'right-arm' } }),
    ).toMatchObject({ kind: 'done' });
  });
  test('[V14] a child’s percentiles are kept with the sizes they came from', async () => {
    const { visit } = await aVisit({ born: '2018-11-23', gender: 'male' });
    await measure(visit, 'weight', '26 kg');
    await measure(visit, 'height', '128 cm', { confirmed: 'none' });
    const percentile = await clinic.read('Observation', `bmi-percentile-${visit.id}`);
    expect(percentile.code.coding?.[0]?.code).toBe('59576-9');
    expect(percentile.valueQuantity?.value).toBeGreaterThan(30);
    expect(percentile.valueQuantity?.value).toBeLessThan(70);
  });
  test('[V8] once she says that she is pregnant, 160/110 is severe and BMI classes are hidden', async () => {
    const { visit } = await aVisit({ born: '1996-02-02' });
    await clinic.as('ma').done(recordPregnancy, { encounter: visit.id, answer: 'yes' });
    expect((await page(visit)).patient).toMatchObject({ pregnant: 'yes', pregnancySaid: 'yes' });
    expect(await measure(visit, 'blood-pressure', '162/96')).toMatchObject({
      result: { redFlag: 'severe-pressure-pregnancy' },
    });
  });
  test('a withdrawn weight takes its BMI with it', async () => {
    const { visit } = await aVisit();
    await measure(visit, 'weight', '182');
    await measure(visit, 'height', '70');
    await clinic.as('ma').done(withdrawVital, { encounter: visit.id, vital: 'weight', reading: 1 });
    expect((await clinic.read('Observation', `bmi-${visit.id}`)).status).toBe('entered-in-error');
    expect((await page(visit)).vitals.map((row) => row.vital)).toEqual(['height']);
  });
  test('nothing is written into a visit that is over', async () => {
    const { patient } = await aVisit();
    const over = await clinic.anEncounter({ patient, stage: 'checked-out' });
    expect(await measure(over, 'pulse', '72')).toMatchObject({ refused: 'visit-over', at: 'encounter' });
  });
});

describe('a clinic that measures in kilograms', () => {
  test('[V1] is asked for kilograms and centimetres', async () => {
    const { visit } = await aVisit();
    expect((await page(visit)).units).toEqual({ weight: 'lb', length: 'in' });
    const place = { line: '', city: '', postalCode: '', phone: '' };
    const settings = defaultSettings({ name: 'Metric', zone: 'America/New_York', state: 'MA', ...place });
    const metric = { ...settings, limits: { ...settings.limits, units: 'metric' as const } };
    const by = { clinic: { id: 1 }, now: clinic.now(), who: { reference: 'Practitioner/staff-manager' } };
    await clinic.database.store.commit({
      writes: [],
      statements: [settingRow(by, { version: 1, settings: metric })],
      author: 'Practitioner/staff-manager',
    });
    expect((await page(visit)).units).toEqual({ weight: 'kg', length: 'cm' });
  });
});
