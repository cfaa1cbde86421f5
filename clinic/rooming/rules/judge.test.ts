import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageOn } from '#fhir/age.ts';
import type { Condition, ServiceRequest } from '#fhir/types.ts';
import { judgeBmi } from './body-mass.ts';
import { questionOf } from './confirm-entry.ts';
import { FLAG_ROWS, UNJUDGED } from './flag-rows.ts';
import { flagVital } from './flag-vital.ts';
import { judgeLmp } from './judge-lmp.ts';
import { judgePressure } from './judge-pressure.ts';
import { judgeVital } from './judge-vital.ts';
import { hasCopd, oxygenTarget, readOxygenTarget } from './oxygen-target.ts';
import { averagePressure, orthostatic, repeatDue } from './repeat-pressure.ts';
import { VITAL_KEYS } from './vitals.ts';

const TODAY = '2026-11-23';
const adult = ageOn('1972-03-12', TODAY);
const aged = (years: number) => ageOn(`${2026 - years}-01-01`, TODAY);
const infant = (days: number) =>
  ageOn(new Date(Date.parse(TODAY) - days * 86_400_000).toISOString().slice(0, 10), TODAY);
const subject = {
  age: adult,
  sex: 'female',
  pregnant: false,
  oxygenTarget: undefined,
  today: TODAY,
} as const;
const band = (systolic: number, diastolic: number, who: Parameters<typeof judgePressure>[1] = subject) =>
  judgePressure({ systolic, diastolic }, who).band;

describe('marks', () => {
  test('[V4] every vital at every age meets exactly one row, or is explicitly unjudged', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VITAL_KEYS), fc.integer({ min: 0, max: 1500 }), (vital, months) => {
        const rows = FLAG_ROWS.filter(
          (row) => row.vital === vital && months >= row.from && months < row.below,
        );
        expect(rows.length).toBe(UNJUDGED[vital] ? 0 : 1);
      }),
    );
  });
  test.each([
    ['pulse', 49, 'low'],
    ['pulse', 50, 'normal'],
    ['pulse', 110, 'normal'],
    ['pulse', 111, 'high'],
    ['pulse', 131, 'critical-high'],
    ['pulse', 39, 'critical-low'],
    ['respiration', 9, 'low'],
    ['respiration', 25, 'high'],
    ['temperature', 38, 'high'],
    ['temperature', 37.9, 'normal'],
    ['temperature', 40, 'critical-high'],
    ['temperature', 34.9, 'low'],
    ['oxygen', 95, 'normal'],
    ['oxygen', 94, 'low'],
    ['oxygen', 89, 'critical-low'],
  ] as const)('[V4] adult %s %s is %s', (vital, value, level) =>
    expect(flagVital(vital, value, adult).level).toBe(level),
  );
  test('[V4] saturation below 90 raises a red flag by itself', () =>
    expect(flagVital('oxygen', 89, adult).redFlag).toBe('low-oxygen'));
  test('[V5] a pulse of 130 is ordinary at six months and high at five years', () => {
    expect(flagVital('pulse', 130, infant(183)).level).toBe('normal');
    expect(flagVital('pulse', 130, aged(5)).level).toBe('high');
  });
  test('[V6] an infant of 60 days with 38.0 °C is a red flag, one of 61 days is not', () => {
    expect(flagVital('temperature', 38, infant(60)).redFlag).toBe('infant-fever');
    expect(flagVital('temperature', 38, infant(61)).redFlag).toBeUndefined();
  });
  test('[V6] an infant under 90 days below 36.0 °C is a red flag', () => {
    expect(flagVital('temperature', 35.9, infant(89)).redFlag).toBe('infant-cold');
    expect(flagVital('temperature', 35.9, infant(90)).redFlag).toBeUndefined();
  });
  test('[V22] pain of 7 is marked', () =>
    expect([6, 7].map((n) => flagVital('pain', n, adult).level)).toEqual(['normal', 'high']));
  test('[V22] a period 36 days ago asks about pregnancy', () => {
    expect(judgeLmp('2026-10-19', TODAY).because).toBe('within');
    expect(judgeLmp('2026-10-18', TODAY).because).toBe('ask-pregnancy');
  });
  test('[V4] an unknown age is unjudged, not normal', () =>
    expect(flagVital('pulse', 72, undefined).level).toBe('unjudged'));
});

describe('blood pressure', () => {
  test.each([
    [119, 79, 'normal'],
    [120, 79, 'elevated'],
    [120, 80, 'stage-1'],
    [129, 80, 'stage-1'],
    [130, 70, 'stage-1'],
    [118, 92, 'stage-2'],
    [140, 70, 'stage-2'],
    [152, 94, 'stage-2'],
    [180, 80, 'severe'],
    [150, 120, 'severe'],
    [89, 60, 'low'],
    [100, 59, 'low'],
  ] as const)('[V7] %s/%s is %s, by the worse number', (systolic, diastolic, expected) =>
    expect(band(systolic, diastolic)).toBe(expected),
  );
  test('[V7] severe notifies the provider now', () =>
    expect(judgePressure({ systolic: 182, diastolic: 104 }, subject)).toMatchObject({
      notifyNow: true,
      redFlag: 'severe-pressure',
    }));
  test('[V8] in pregnancy 160/110 is severe', () => {
    expect(band(160, 90)).toBe('stage-2');
    expect(band(160, 90, { ...subject, pregnant: true })).toBe('severe');
  });
  test('[V10] thirteen years use the adult bands, twelve do not', () => {
    const boy = { sex: 'male', pregnant: false } as const;
    expect(band(121, 70, { ...boy, age: aged(13) })).toBe('elevated');
    expect(band(121, 70, { ...boy, age: aged(12) })).toBe('elevated');
    expect(band(114, 70, { ...boy, age: aged(12) })).toBe('child-screen');
    expect(band(112, 70, { ...boy, age: aged(12) })).toBe('normal');
    expect(band(131, 70, { ...boy, age: aged(6) })).toBe('stage-1');
    expect(band(141, 70, { ...boy, age: aged(6) })).toBe('stage-2');
  });
  test('[V10] under one year and unknown sex are unjudged and say why', () => {
    expect(
      judgePressure({ systolic: 80, diastolic: 50 }, { age: infant(200), sex: 'male', pregnant: false })
        .because,
    ).toBe('pressure-under-one');
    expect(
      judgePressure({ systolic: 100, diastolic: 50 }, { age: aged(5), sex: undefined, pregnant: false })
        .because,
    ).toBe('sex-unknown');
  });
  test('[V7] every plausible pressure at every age has exactly one band', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 300 }),
        fc.integer({ min: 10, max: 200 }),
        fc.integer({ min: 0, max: 100 }),
        fc.boolean(),
        (s, d, years, pregnant) => {
          const judged = judgePressure(
            { systolic: s, diastolic: d },
            { age: aged(years), sex: 'male', pregnant },
          );
          expect(judged.band).toBeTruthy();
          expect(judged.because).toBeTruthy();
        },
      ),
    );
  });
  test('[V7] a higher pressure is never in a milder band', () => {
    const order = ['normal', 'elevated', 'stage-1', 'stage-2', 'severe'];
    fc.assert(
      fc.property(
        fc.integer({ min: 90, max: 290 }),
        fc.integer({ min: 60, max: 190 }),
        fc.nat(20),
        (s, d, more) => {
          expect(order.indexOf(band(s + more, d))).toBeGreaterThanOrEqual(order.indexOf(band(s, d)));
        },
      ),
    );
  });
});

describe('repeating', () => {
  const at = (systolic: number, diastolic: number, seconds: number, position = 'seated') => ({
    systolic,
    diastolic,
    at: seconds * 1000,
    position,
  });
  const due = (...readings: ReturnType<typeof at>[]) => {
    const last = readings.at(-1);
    return repeatDue(readings, last && judgePressure(last, subject), { age: adult });
  };
  test('[V9] 152/94 asks for a second reading after one minute', () =>
    expect(due(at(152, 94, 0))).toEqual({ dueAt: 60_000, number: 2, because: 'first-high' }));
  test('[V9] 128/82 asks for none', () => expect(due(at(128, 82, 0))).toBeUndefined());
  test('[V9] a clinic may ask from 130/80 on, and after another time', () => {
    const readings = [at(132, 78, 0)];
    const judged = judgePressure({ systolic: 132, diastolic: 78 }, subject);
    const from = { systolic: 130, diastolic: 80, seconds: 90 };
    expect(repeatDue(readings, judged, { age: adult, from })?.dueAt).toBe(90_000);
    expect(repeatDue(readings, judged, { age: adult })).toBeUndefined();
  });
  test('[V9] severe waits five minutes', () => expect(due(at(182, 104, 0))?.dueAt).toBe(300_000));
  test('[V9] a second reading that is fine ends it, a third always does', () => {
    expect(due(at(152, 94, 0), at(136, 84, 70))).toBeUndefined();
    expect(due(at(152, 94, 0), at(150, 92, 70))?.number).toBe(3);
    expect(due(at(152, 94, 0), at(150, 92, 70), at(150, 92, 140))).toBeUndefined();
  });
  test('[V9] the average is of the seated readings, to whole mmHg', () => {
    expect(averagePressure([at(152, 94, 0), at(141, 91, 70)])).toEqual({ systolic: 147, diastolic: 93 });
    expect(averagePressure([at(152, 94, 0), at(120, 80, 70, 'standing')])).toBeUndefined();
  });
  test('[V11] a drop of 20 or 10 from lying to standing is positive', () => {
    expect(
      orthostatic([at(130, 80, 0, 'supine'), at(115, 75, 60, 'standing'), at(110, 72, 180, 'standing')]),
    ).toMatchObject({ systolicDrop: 20, positive: true });
    expect(orthostatic([at(130, 80, 0, 'supine'), at(115, 75, 60, 'standing')])?.positive).toBe(false);
    expect(orthostatic([at(130, 80, 0, 'supine')])).toBeUndefined();
  });
});

describe('questions asked once', () => {
  const ask = (
    vital: Parameters<typeof questionOf>[0],
    numbers: number[],
    who: Partial<Parameters<typeof questionOf>[2]> = {},
  ) => questionOf(vital, numbers, { age: adult, sex: 'female', last: undefined, ...who })?.because;
  const last = (...numbers: number[]) => ({ last: { numbers, daysAgo: 190 } });
  test('[V23] 182/80 after 126/80 is asked about, 128/82 is not', () => {
    expect(ask('blood-pressure', [182, 80], last(126, 80))).toBe('transposed');
    expect(ask('blood-pressure', [128, 82], last(126, 80))).toBeUndefined();
    expect(ask('blood-pressure', [182, 80], last(178, 90))).toBeUndefined();
  });
  test('[V3] outside the confirm limits is asked about', () => {
    expect(ask('blood-pressure', [204, 100])).toBe('unusually-high');
    expect(ask('blood-pressure', [79, 50])).toBe('unusually-low');
    expect(ask('pulse', [44])).toBe('unusually-low');
    expect(ask('oxygen', [91])).toBe('unusually-low');
    expect(ask('temperature', [40.1])).toBe('unusually-high');
  });
  test('[V3] an ordinary infant is not asked about', () => {
    const baby = { age: infant(60), sex: 'male' as const };
    expect(ask('pulse', [150], baby)).toBeUndefined();
    expect(ask('blood-pressure', [75, 45], baby)).toBeUndefined();
  });
  test('[V13] a child of 22 lb typed as 22 kg is recognised as pounds', () => {
    const child = { age: infant(365), sex: 'male' as const };
    expect(ask('weight', [22], child)).toBe('pounds-for-kilograms');
    expect(ask('weight', [22], { ...child, last: { numbers: [9.8], daysAgo: 30 } })).toBe(
      'pounds-for-kilograms',
    );
    expect(ask('weight', [9.98], { ...child, last: { numbers: [9.8], daysAgo: 30 } })).toBeUndefined();
  });
  test('[V13] more than a tenth of weight or two centimetres of height is asked about', () => {
    expect(ask('weight', [91], last(82))).toBe('weight-change');
    expect(ask('weight', [84], last(82))).toBeUndefined();
    expect(ask('weight', [82.5], last(182))).toBe('kilograms-for-pounds');
    expect(ask('height', [175], last(178))).toBe('height-change');
    expect(ask('height', [177], last(178))).toBeUndefined();
  });
  test('[V14] a child off two major percentile lines is asked about', () =>
    expect(
      ask('weight', [13.2], { age: aged(4), sex: 'male', last: { numbers: [16.5], daysAgo: 180 } }),
    ).toBe('percentiles-crossed'));
  test('[V18] a z nobody believes is asked about', () =>
    expect(ask('height', [150], { age: aged(4), sex: 'male' })).toBe('implausible-growth'));
});

describe('a weight that doses hang on', () => {
  const ask = (kg: number, who: Partial<Parameters<typeof questionOf>[2]>) =>
    questionOf('weight', [kg], { age: aged(4), sex: undefined, last: undefined, ...who })?.because;
  test('[V13] a child without recorded sex, weighed years ago, is still asked about at twice the weight', () => {
    expect(ask(33, { last: { numbers: [16.5], daysAgo: 900 } })).toBe('weight-doubled');
    expect(ask(8.2, { last: { numbers: [16.5], daysAgo: 900 } })).toBe('weight-doubled');
    expect(ask(20, { last: { numbers: [16.5], daysAgo: 900 } })).toBeUndefined();
  });
  test('[V13] whatever the age, the sex and the time since, twice or half the last weight is asked about', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 95 }),
        fc.constantFrom('male' as const, 'female' as const, undefined),
        fc.double({ min: 2, max: 150, noNaN: true }),
        fc.double({ min: 2, max: 4, noNaN: true }),
        fc.integer({ min: 0, max: 9000 }),
        (years, sex, before, times, daysAgo) => {
          const who = { age: aged(years), sex, last: { numbers: [before], daysAgo } };
          expect(ask(before * times, who)).toBeDefined();
          expect(ask(before / times, who)).toBeDefined();
        },
      ),
    );
  });
});

describe('an ordered saturation', () => {
  const aims = { ...subject, oxygenTarget: { low: 88, high: 92 } };
  const judged = (value: number, source: string, who: typeof aims | typeof subject = aims) =>
    judgeVital('oxygen', { numbers: [value], qualifiers: { 'oxygen-source': source } }, who);
  test('[V25] 89 % is within an ordered 88 to 92, and a red flag without an order', () => {
    expect(judged(89, 'room-air')).toMatchObject({ level: 'normal', because: 'within-target' });
    expect(judged(89, 'room-air', subject)).toMatchObject({ redFlag: 'low-oxygen' });
  });
  test('[V25] below the ordered range the provider comes now', () =>
    expect(judged(87, 'on-oxygen')).toMatchObject({ level: 'critical-low', redFlag: 'low-oxygen' }));
  test('[V25] above it oxygen is too much, breathing by oneself is not', () => {
    expect(judged(97, 'on-oxygen')).toMatchObject({ level: 'high', because: 'above-target' });
    expect(judged(97, 'room-air').level).toBe('normal');
  });
  test('[V25] what was ordered is not asked about, what is below it is', () => {
    const ask = (value: number, oxygenTarget?: { low: number; high: number }) =>
      questionOf('oxygen', [value], { age: adult, sex: 'female', last: undefined, oxygenTarget })?.because;
    expect(ask(89, { low: 88, high: 92 })).toBeUndefined();
    expect(ask(87, { low: 88, high: 92 })).toBe('unusually-low');
    expect(ask(89)).toBe('unusually-low');
  });
  test('[V25] a target is two numbers that somebody could aim at', () => {
    expect(['88-92', '88 – 92 %', '88% to 92%', '90 a 94'].map(readOxygenTarget)).toEqual([
      { low: 88, high: 92 },
      { low: 88, high: 92 },
      { low: 88, high: 92 },
      { low: 90, high: 94 },
    ]);
    expect(['92', '92-88', '8-92', '88-101', 'low', ''].map(readOxygenTarget)).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });
  test('[V25] only a signed order counts, and of two the newer one', () => {
    const order = (status: ServiceRequest['status'], authoredOn: string, low: number): ServiceRequest => ({
      resourceType: 'ServiceRequest',
      status,
      intent: 'order',
      subject: { reference: 'Patient/p' },
      authoredOn,
      code: { coding: [{ system: 'http://loinc.org', code: '59408-5' }] },
      quantityRange: { low: { value: low }, high: { value: 94 } },
    });
    expect(oxygenTarget([order('draft', '2026-11-02', 80)])).toBeUndefined();
    expect(oxygenTarget([order('revoked', '2026-11-02', 80)])).toBeUndefined();
    expect(oxygenTarget([order('active', '2026-11-01', 88), order('active', '2026-11-02', 90)])).toEqual({
      low: 90,
      high: 94,
    });
  });
  test('[V25] COPD is an active problem by ICD-10-CM or SNOMED CT, a refuted one is none', () => {
    const problem = (code: string, more: Partial<Condition> = {}): Condition => ({
      resourceType: 'Condition',
      subject: { reference: 'Patient/p' },
      code: { coding: [{ code }] },
      ...more,
    });
    expect(hasCopd([problem('I10'), problem('J44.1')])).toBe(true);
    expect(hasCopd([problem('13645005')])).toBe(true);
    expect(hasCopd([problem('J45.20')])).toBe(false);
    expect(hasCopd([problem('J44.9', { verificationStatus: { coding: [{ code: 'refuted' }] } })])).toBe(
      false,
    );
    expect(hasCopd([problem('J44.9', { clinicalStatus: { coding: [{ code: 'resolved' }] } })])).toBe(false);
  });
});

describe('body mass', () => {
  test('[V12] classes are hidden under twenty and in pregnancy', () => {
    expect(judgeBmi(31, { age: adult, pregnant: false }).bmiClass).toBe('obesity-1');
    expect(judgeBmi(31, { age: adult, pregnant: true }).bmiClass).toBeUndefined();
    expect(judgeBmi(31, { age: aged(19), pregnant: false }).bmiClass).toBeUndefined();
  });
  test('[V12] every BMI has exactly one class', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 200, noNaN: true }), (bmi) => {
        expect(judgeBmi(bmi, { age: adult, pregnant: false }).bmiClass).toBeTruthy();
      }),
    );
  });
});
