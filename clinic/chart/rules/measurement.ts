/** What an Observation says, ready to show: one row a value, whoever wrote it. */
import { EXT } from '#fhir/medley.ts';
import type { CodeableConcept, Observation, ObservationComponent, Quantity } from '#fhir/types.ts';

/** Never a default of "normal": what nobody judged is `unjudged`. Codes of v3-ObservationInterpretation. */
export type Level = 'normal' | 'low' | 'high' | 'critical-low' | 'critical-high' | 'abnormal' | 'unjudged';

export interface Measurement {
  readonly id: string;
  /** LOINC where there is one, else the first code. */
  readonly code: string;
  readonly label: string;
  /** The number, when it is one (systolic for a blood pressure). */
  readonly number?: number;
  /** Diastolic of a blood pressure. */
  readonly second?: number;
  readonly text: string;
  readonly unit: string;
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
const labelOf = (concept: CodeableConcept | undefined): string =>
  concept?.text ?? concept?.coding?.[0]?.display ?? codeOf(concept);

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
  if (own.text || own.absent || components.length === 0) return [own];
  return components.map((component) =>
    single(observation, component, { code: codeOf(component.code), label: labelOf(component.code) }),
  );
}

/** [H7] What was typed, unit and all, when the record keeps it: nobody reads 81.65 kg where 180 lb was weighed. */
const enteredOf = (observation: Observation): Quantity | undefined =>
  observation.extension?.find(({ url }) => url === EXT.enteredValue)?.valueQuantity;

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

function saidAs(valued: Valued, entered: Quantity | undefined): { text: string; unit: string } {
  if (entered?.value !== undefined)
    return { text: shown(entered.value), unit: unitWords(entered.unit ?? entered.code) };
  return { text: textOf(valued), unit: unitWords(valued.valueQuantity?.unit ?? valued.valueQuantity?.code) };
}

function single(
  observation: Observation & { id: string },
  valued: Valued,
  { code, label }: { code: string; label: string },
): Measurement {
  const number = valued.valueQuantity?.value ?? valued.valueInteger;
  const range = rangeOf(valued);
  const absent = (valued.dataAbsentReason ?? observation.dataAbsentReason)?.coding?.[0]?.code;
  return {
    id: observation.id,
    code,
    label,
    ...(number === undefined ? {} : { number }),
    ...saidAs(valued, enteredOf(observation)),
    level: levelOf(valued),
    ...(range ? { range } : {}),
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

/** Series of what can be counted, by measurement and unit, the most recently measured first. */
export function seriesOf(measurements: readonly Measurement[]): Series[] {
  const byKey = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    if (measurement.number === undefined) continue;
    const code = SAME[measurement.code] ?? measurement.code;
    const key = `${code}|${measurement.unit}`;
    const list = byKey.get(key);
    if (list) list.push(measurement);
    else byKey.set(key, [measurement]);
  }
  const series = [...byKey.values()].map((points) => {
    const sorted = [...points].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    const newest = sorted[sorted.length - 1];
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
