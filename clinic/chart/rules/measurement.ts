/** What an Observation says, ready to show: one row a value, whoever wrote it. */

import { wordsOf } from '#fhir/concept.ts';
import { EXT } from '#fhir/medley.ts';
import type { CodeableConcept, Observation, ObservationComponent, Quantity } from '#fhir/types.ts';
import { canonicalUnit, convert, isClinicUnit } from '#fhir/units.ts';

/** Never a default of "normal": what nobody judged is `unjudged`. Codes of v3-ObservationInterpretation. */
export type Level = 'normal' | 'low' | 'high' | 'critical-low' | 'critical-high' | 'abnormal' | 'unjudged';

export interface Measurement {
  readonly id: string;
  /** LOINC where there is one, else the first code. */
  readonly code: string;
  readonly label: string;
  /** The number in `unit`, when it is one (systolic for a blood pressure). */
  readonly number?: number;
  /** Diastolic of a blood pressure. */
  readonly second?: number;
  readonly text: string;
  /** What the value was taken on, in signs of every language: `2 L/min O₂`, `FiO₂ 28 %`. */
  readonly taken?: string;
  readonly unit: string;
  /** UCUM code of the unit; '' where there is none. */
  readonly ucum: string;
  readonly level: Level;
  readonly range?: { readonly low?: number; readonly high?: number };
  /** FHIR dateTime or instant. */
  readonly at: string;
  /** Why there is no value: code of data-absent-reason. */
  readonly absent?: string;
}

const BLOOD_PRESSURE: ReadonlySet<string> = new Set(['85354-9', '55284-4', '96607-7']);
const SYSTOLIC: ReadonlySet<string> = new Set(['8480-6', '96608-5']);
const DIASTOLIC: ReadonlySet<string> = new Set(['8462-4', '96609-3']);

const LEVELS: Readonly<Record<string, Level>> = {
  N: 'normal',
  L: 'low',
  LL: 'critical-low',
  H: 'high',
  HH: 'critical-high',
  A: 'abnormal',
  AA: 'critical-high',
  POS: 'abnormal',
  NEG: 'normal',
};

const codeOf = (concept: CodeableConcept | undefined): string =>
  (concept?.coding?.find(({ system }) => system === 'http://loinc.org') ?? concept?.coding?.[0])?.code ?? '';
const labelOf = (concept: CodeableConcept | undefined): string => wordsOf(concept) || codeOf(concept);

type Valued = Pick<
  ObservationComponent,
  | 'valueQuantity'
  | 'valueCodeableConcept'
  | 'valueString'
  | 'valueInteger'
  | 'valueBoolean'
  | 'valueDateTime'
  | 'referenceRange'
  | 'interpretation'
  | 'dataAbsentReason'
>;

function levelOf(valued: Valued): Level {
  const said = valued.interpretation?.[0]?.coding?.[0]?.code;
  if (said) return LEVELS[said] ?? 'unjudged';
  const value = valued.valueQuantity?.value;
  const range = rangeOf(valued);
  if (value === undefined || !range) return 'unjudged';
  if (range.low !== undefined && value < range.low) return 'low';
  if (range.high !== undefined && value > range.high) return 'high';
  return 'normal';
}

function rangeOf(valued: Valued): { low?: number; high?: number } | undefined {
  const range = valued.referenceRange?.[0];
  const low = range?.low?.value;
  const high = range?.high?.value;
  if (low === undefined && high === undefined) return undefined;
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

/** Shown digits: what the value needs and no more than two decimals. */
const shown = (value: number): string => String(Math.round(value * 100) / 100);

function textOf(valued: Valued): string {
  if (valued.valueQuantity?.value !== undefined)
    return `${valued.valueQuantity.comparator ?? ''}${shown(valued.valueQuantity.value)}`;
  if (valued.valueCodeableConcept) return labelOf(valued.valueCodeableConcept);
  if (valued.valueString !== undefined) return valued.valueString;
  if (valued.valueInteger !== undefined) return String(valued.valueInteger);
  if (valued.valueDateTime !== undefined) return valued.valueDateTime;
  return '';
}

const momentOf = (observation: Observation): string =>
  observation.effectiveDateTime ??
  observation.effectivePeriod?.start ??
  observation.effectiveInstant ??
  observation.issued ??
  '';

/** One Measurement for a single value or a blood pressure, one for each component of any other panel. */
export function measurementsOf(observation: Observation & { id: string }): Measurement[] {
  const code = codeOf(observation.code);
  const components = observation.component ?? [];
  if (BLOOD_PRESSURE.has(code) && components.length > 0) return [bloodPressure(observation, components)];
  const own = single(observation, observation, { code, label: labelOf(observation.code) });
  if (own.text || own.absent || components.length === 0) return [{ ...own, ...takenOn(components) }];
  return components.map((component) =>
    single(observation, component, { code: codeOf(component.code), label: labelOf(component.code) }),
  );
}

/** [H8] Oxygen that was given while its saturation was measured. */
const FLOW = '3151-8';
const CONCENTRATION = '3150-0';

function takenOn(components: readonly ObservationComponent[]): Pick<Measurement, 'taken'> {
  const measured = (loinc: string) =>
    components.find(({ code }) => code.coding?.some((one) => one.code === loinc))?.valueQuantity?.value;
  const flow = measured(FLOW);
  const concentration = measured(CONCENTRATION);
  const words = [
    ...(flow === undefined ? [] : [`${shown(flow)} L/min O₂`]),
    ...(concentration === undefined ? [] : [`FiO₂ ${shown(concentration)} %`]),
  ];
  return words.length > 0 ? { taken: words.join(', ') } : {};
}

/** [H7] What was typed, unit and all, when the record keeps it: nobody reads 81.65 kg where 180 lb was weighed. */
const enteredOf = (valued: Valued, observation: Observation): Quantity | undefined =>
  (valued.valueQuantity?.extension ?? observation.extension)?.find(({ url }) => url === EXT.enteredValue)
    ?.valueQuantity;

const UNIT_WORDS: Readonly<Record<string, string>> = {
  '[lb_av]': 'lb',
  '[in_i]': 'in',
  '[degF]': '°F',
  Cel: '°C',
  'mm[Hg]': 'mmHg',
  'kg/m2': 'kg/m²',
};
/** Annotations of UCUM (`{score}`) are no units. */
const unitWords = (unit: string | undefined): string =>
  unit === undefined || /^\{.*\}$/.test(unit) ? '' : (UNIT_WORDS[unit] ?? unit);

type Said = Pick<Measurement, 'number' | 'text' | 'unit' | 'ucum' | 'range'>;

/** Number, range and words in one unit: that of the entry where it differs from the record's. */
function saidAs(valued: Valued, entered: Quantity | undefined): Said {
  const quantity = valued.valueQuantity;
  const own = quantity?.code ?? quantity?.unit ?? '';
  const ucum = entered?.value === undefined ? own : (entered.code ?? entered.unit ?? '');
  const range = rangeIn(rangeOf(valued), own, ucum);
  const number = entered?.value ?? quantity?.value ?? valued.valueInteger;
  const unit = entered?.value === undefined ? quantity : entered;
  return {
    ...(number === undefined ? {} : { number }),
    text: entered?.value === undefined ? textOf(valued) : shown(entered.value),
    unit: unitWords(unit?.unit ?? unit?.code),
    ucum,
    ...(range ? { range } : {}),
  };
}

/** Nothing rather than a range in another unit than the number. */
function rangeIn(range: Measurement['range'], from: string, to: string): Measurement['range'] {
  if (!range || from === to) return range;
  const [low, high] = [range.low, range.high].map((end) =>
    end === undefined ? undefined : inUnit(end, from, to),
  );
  if ((range.low !== undefined && low === undefined) || (range.high !== undefined && high === undefined))
    return undefined;
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

const inUnit = (value: number, from: string, to: string): number | undefined =>
  from === to ? value : isClinicUnit(from) && isClinicUnit(to) ? convert(value, from, to) : undefined;

function single(
  observation: Observation & { id: string },
  valued: Valued,
  { code, label }: { code: string; label: string },
): Measurement {
  const absent = (valued.dataAbsentReason ?? observation.dataAbsentReason)?.coding?.[0]?.code;
  return {
    id: observation.id,
    code,
    label,
    ...saidAs(valued, enteredOf(valued, observation)),
    level: levelOf(valued),
    at: momentOf(observation),
    ...(absent ? { absent } : {}),
  };
}

const SEVERITY: readonly Level[] = [
  'unjudged',
  'normal',
  'abnormal',
  'low',
  'high',
  'critical-low',
  'critical-high',
];

function bloodPressure(
  observation: Observation & { id: string },
  components: readonly ObservationComponent[],
): Measurement {
  const part = (codes: ReadonlySet<string>) =>
    components.find((component) => codes.has(codeOf(component.code)));
  const systolic = part(SYSTOLIC);
  const diastolic = part(DIASTOLIC);
  const number = systolic?.valueQuantity?.value;
  const second = diastolic?.valueQuantity?.value;
  const levels = [observation, systolic, diastolic].flatMap((valued) => (valued ? [levelOf(valued)] : []));
  const whole = single(observation, observation, { code: codeOf(observation.code), label: 'Blood pressure' });
  return {
    ...whole,
    ...(number === undefined ? {} : { number }),
    ...(second === undefined ? {} : { second }),
    text:
      number === undefined && second === undefined
        ? ''
        : `${number === undefined ? '–' : shown(number)}/${second === undefined ? '–' : shown(second)}`,
    unit: 'mmHg',
    ucum: 'mm[Hg]',
    level: levels.sort((a, b) => SEVERITY.indexOf(b) - SEVERITY.indexOf(a))[0] ?? 'unjudged',
  };
}

/** The same measurement over time: oldest first, codes that mean the same measured thing together. */
export interface Series {
  readonly code: string;
  readonly label: string;
  readonly unit: string;
  readonly points: readonly Measurement[];
}

/** LOINC codes that clinics use for the same vital sign, folded onto the one that US Core names. */
const SAME: Readonly<Record<string, string>> = {
  '55284-4': '85354-9',
  '96607-7': '85354-9',
  '2708-6': '59408-5',
  '8331-1': '8310-5',
  '8306-3': '8302-2',
  '3141-9': '29463-7',
};

/** Units that measure the same thing share a series: kg, lb and g do. */
const dimension = (ucum: string): string => (isClinicUnit(ucum) ? canonicalUnit(ucum) : ucum);

/** The measurement in another unit; as it is when it already has it. */
function measuredIn(one: Measurement, { ucum, unit }: Measurement): Measurement {
  if (one.ucum === ucum || one.number === undefined) return one;
  const number = inUnit(one.number, one.ucum, ucum) ?? one.number;
  const { range: before, ...rest } = one;
  const range = rangeIn(before, one.ucum, ucum);
  return { ...rest, number, text: shown(number), unit, ucum, ...(range ? { range } : {}) };
}

/** Series of what can be counted, by what is measured, the most recently measured first, in the newest one's unit. */
export function seriesOf(measurements: readonly Measurement[]): Series[] {
  const byKey = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    if (measurement.number === undefined) continue;
    const code = SAME[measurement.code] ?? measurement.code;
    const key = `${code}|${dimension(measurement.ucum)}`;
    const list = byKey.get(key);
    if (list) list.push(measurement);
    else byKey.set(key, [measurement]);
  }
  const series = [...byKey.values()].map((points) => {
    const byTime = [...points].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    const newest = byTime[byTime.length - 1];
    const sorted = newest ? byTime.map((one) => measuredIn(one, newest)) : byTime;
    return {
      code: SAME[newest?.code ?? ''] ?? newest?.code ?? '',
      label: newest?.label ?? '',
      unit: newest?.unit ?? '',
      points: sorted,
    };
  });
  return series.sort((a, b) => Date.parse(b.points.at(-1)?.at ?? '') - Date.parse(a.points.at(-1)?.at ?? ''));
}

/** Vital signs in the order in which a clinic reads them; what is not listed comes after. */
const READING_ORDER: readonly string[] = [
  '85354-9',
  '96607-7',
  '8867-4',
  '9279-1',
  '8310-5',
  '59408-5',
  '2708-6',
  '29463-7',
  '8302-2',
  '39156-5',
  '72514-3',
];

const rank = (code: string): number => {
  const at = READING_ORDER.indexOf(code);
  return at < 0 ? READING_ORDER.length : at;
};

/** The same values, as a clinic reads them: blood pressure first, pain last. */
export const inReadingOrder = <T extends { readonly code: string }>(values: readonly T[]): T[] =>
  [...values].sort((a, b) => rank(a.code) - rank(b.code));
