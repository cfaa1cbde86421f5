/** A vital as FHIR Observation (README V1, V19, V20, V26) and back. Pure: ids, author and moment come from outside. */
import { CS, EXT } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import { DATA_ABSENT, INTERPRETATION, LOINC, OBSERVATION_CATEGORY, SNOMED, UCUM } from '#fhir/systems.ts';
import type { CodeableConcept, Observation, ObservationComponent, Quantity, Reference } from '#fhir/types.ts';
import { AMOUNT_KEYS, AMOUNTS, type Amounts } from './amounts.ts';
import type { Measured } from './entry.ts';
import type { Level } from './flag-vital.ts';
import { QUALIFIERS } from './qualifiers.ts';
import {
  QUALIFIER_KEYS,
  type QualifierKey,
  REFUSALS,
  type RefusalReason,
  type Vital,
  type VitalKey,
  vitalByCode,
  vitalOf,
} from './vitals.ts';

export interface VitalContext {
  readonly encounter: string;
  readonly patient: string;
  readonly performer: Reference;
  /** FHIR instant. */
  readonly at: string;
}

export type Qualifiers = Readonly<Partial<Record<QualifierKey, string>>>;

/** Logical id of a vital of one visit, so that measuring again amends it; blood pressure has one per reading. */
export const vitalId = (vital: VitalKey, encounter: string, reading = 1): string =>
  `${vital === 'blood-pressure' ? `bp${reading}` : vital}-${encounter}`.slice(0, 64);

const NAMES: Readonly<Record<string, string>> = {
  '[lb_av]': 'lb',
  '[oz_av]': 'oz',
  '[in_i]': 'in',
  '[ft_i]': 'ft',
  '[degF]': '°F',
  Cel: '°C',
  'mm[Hg]': 'mmHg',
};
export const unitName = (ucum: string): string => NAMES[ucum] ?? ucum;

const quantity = (value: number, ucum: string): Quantity => ({
  value,
  unit: unitName(ucum),
  system: UCUM,
  code: ucum,
});

/** Value as typed, beside the canonical one, wherever the two differ in unit. */
function measuredQuantity(measured: Measured, index: number, vital: Vital): Quantity {
  const canonical = quantity(measured.numbers[index] ?? Number.NaN, vital.ucum);
  if (measured.unit === vital.ucum) return canonical;
  return {
    ...canonical,
    extension: [
      {
        url: EXT.enteredValue,
        valueQuantity: quantity(measured.entered[index] ?? Number.NaN, measured.unit),
      },
    ],
  };
}

const LEVEL_CODES: Readonly<Partial<Record<Level, readonly [string, string]>>> = {
  normal: ['N', 'Normal'],
  low: ['L', 'Low'],
  high: ['H', 'High'],
  'critical-low': ['LL', 'Critical low'],
  'critical-high': ['HH', 'Critical high'],
};

/** A measured vital. */
export function measuredVital(
  given: {
    readonly vital: VitalKey;
    readonly measured: Measured;
    readonly qualifiers: Qualifiers;
    readonly amounts?: Amounts;
    readonly level: Level;
    readonly reading?: number;
    readonly asked?: string;
  },
  context: VitalContext,
): Observation {
  const row = vitalOf(given.vital);
  const code = LEVEL_CODES[given.level];
  const parts =
    row.parts.length > 1
      ? {
          component: row.parts.map(
            (part, index): ObservationComponent => ({
              code: loinc(part.loinc, part.display),
              valueQuantity: measuredQuantity(given.measured, index, row),
            }),
          ),
        }
      : { valueQuantity: measuredQuantity(given.measured, 0, row) };
  const base: Observation = {
    ...frame(row, context, given.reading),
    ...parts,
    ...(code
      ? { interpretation: [{ coding: [{ system: INTERPRETATION, code: code[0], display: code[1] }] }] }
      : {}),
    ...(given.asked ? { note: [{ text: `Confirmed by the person measuring: ${given.asked}` }] } : {}),
  };
  return withAmounts(qualified(base, given.vital, given.qualifiers), given.amounts ?? {});
}

/** A date as vital (LMP). */
export function datedVital(
  given: { readonly vital: VitalKey; readonly date: string; readonly qualifiers: Qualifiers },
  context: VitalContext,
): Observation {
  return qualified(
    { ...frame(vitalOf(given.vital), context), valueDateTime: given.date },
    given.vital,
    given.qualifiers,
  );
}

/** A vital that was not done: the reason is data (V19), never a zero. */
export function refusedVital(
  given: {
    readonly vital: VitalKey;
    readonly reason: RefusalReason;
    readonly note: string | undefined;
    readonly reading?: number;
  },
  context: VitalContext,
): Observation {
  const row = vitalOf(given.vital);
  const reason = REFUSALS.find((one) => one.code === given.reason);
  const absent: CodeableConcept = {
    coding: [
      { system: DATA_ABSENT, code: reason?.absent ?? 'unknown' },
      { system: CS.qualifier, code: given.reason },
    ],
    text: given.reason.replaceAll('-', ' '),
  };
  return {
    ...frame(row, context, given.reading),
    dataAbsentReason: absent,
    ...(row.parts.length > 1
      ? {
          component: row.parts.map(
            (part): ObservationComponent => ({
              code: loinc(part.loinc, part.display),
              dataAbsentReason: absent,
            }),
          ),
        }
      : {}),
    ...(given.note ? { note: [{ text: given.note }] } : {}),
  };
}

const loinc = (code: string, display: string): CodeableConcept => ({
  coding: [{ system: LOINC, code, display }],
  text: display,
});

function frame(row: Vital, context: VitalContext, reading?: number): Observation {
  return {
    resourceType: 'Observation',
    id: vitalId(row.key, context.encounter, reading),
    ...(row.profile ? { meta: { profile: [row.profile] } } : {}),
    status: 'final',
    category: [{ coding: [{ system: OBSERVATION_CATEGORY, code: 'vital-signs', display: 'Vital Signs' }] }],
    code: {
      coding: [row.loinc, ...row.also].map((code) => ({ system: LOINC, code, display: row.display })),
      text: row.display,
    },
    subject: reference('Patient', context.patient) as NonNullable<Observation['subject']>,
    encounter: reference('Encounter', context.encounter) as NonNullable<Observation['encounter']>,
    effectiveDateTime: context.at,
    performer: [context.performer as NonNullable<Observation['performer']>[number]],
  };
}

function concept(key: QualifierKey, code: string): CodeableConcept {
  const choice = QUALIFIERS[key].choices.find((one) => one.code === code);
  return {
    coding: [
      ...(choice?.snomed ? [{ system: SNOMED, code: choice.snomed }] : []),
      { system: CS.qualifier, code },
    ],
    text: code.replaceAll('-', ' '),
  };
}

/** Puts each qualifier where its row says: body site, method or a component. */
function qualified(observation: Observation, vital: VitalKey, qualifiers: Qualifiers): Observation {
  const components = [...(observation.component ?? [])];
  let placed = observation;
  const methods: CodeableConcept[] = [];
  for (const key of vitalOf(vital).qualifiers) {
    const code = qualifiers[key];
    if (!code) continue;
    const row = QUALIFIERS[key];
    if (row.place === 'bodySite') placed = { ...placed, bodySite: concept(key, code) };
    else if (row.place === 'method') methods.push(concept(key, code));
    else
      components.push({
        code: row.loinc
          ? loinc(row.loinc, key)
          : { coding: [{ system: CS.qualifier, code: key }], text: key },
        valueCodeableConcept: concept(key, code),
      });
  }
  const [method] = methods;
  return {
    ...placed,
    ...(method ? { method } : {}),
    ...(components.length > 0 ? { component: components } : {}),
  };
}

const amountCode = (key: (typeof AMOUNT_KEYS)[number]): CodeableConcept => {
  const { loinc: code, display } = AMOUNTS[key];
  return {
    coding: [
      ...(code === undefined ? [] : [{ system: LOINC, code, display }]),
      { system: CS.qualifier, code: key },
    ],
    text: display,
  };
};

function withAmounts(observation: Observation, amounts: Amounts): Observation {
  const added = AMOUNT_KEYS.flatMap((key): ObservationComponent[] => {
    const value = amounts[key];
    return value === undefined
      ? []
      : [{ code: amountCode(key), valueQuantity: quantity(value, AMOUNTS[key].ucum) }];
  });
  return added.length > 0
    ? { ...observation, component: [...(observation.component ?? []), ...added] }
    : observation;
}

/** By our code or LOINC, in the unit of the table: an amount in another unit is not read as one. */
function amountsOfObservation({ component = [] }: Observation): Amounts {
  const found: Partial<Record<(typeof AMOUNT_KEYS)[number], number>> = {};
  for (const key of AMOUNT_KEYS) {
    const row = AMOUNTS[key];
    const part = component.find((one) =>
      one.code.coding?.some(
        ({ system, code }) =>
          (system === CS.qualifier && code === key) || (system === LOINC && code === row.loinc),
      ),
    );
    const { value, code, unit } = part?.valueQuantity ?? {};
    if (value !== undefined && (code ?? unit) === row.ucum) found[key] = value;
  }
  return found;
}

export interface ReadVital {
  readonly id: string;
  readonly version: string;
  readonly vital: VitalKey;
  readonly at: string;
  /** Canonical numbers; empty when refused or a date. */
  readonly numbers: readonly number[];
  readonly entered: readonly number[];
  readonly unit: string;
  readonly date: string | undefined;
  readonly qualifiers: Qualifiers;
  readonly amounts: Amounts;
  readonly refused: string | undefined;
  readonly note: string | undefined;
  readonly reading: number;
  readonly by: string | undefined;
}

/** An Observation read as vital, ours or an imported one in another unit of the same kind; undefined when it is none. */
export function readVital(observation: Observation): ReadVital | undefined {
  const vital = observation.code.coding
    ?.map((coding) => vitalByCode(coding.code))
    .find((key) => key !== undefined);
  if (!vital || observation.status === 'entered-in-error' || observation.status === 'cancelled')
    return undefined;
  const row = vitalOf(vital);
  const quantities = row.parts.map((part) =>
    row.parts.length > 1
      ? observation.component?.find((one) => one.code.coding?.some((coding) => coding.code === part.loinc))
          ?.valueQuantity
      : observation.valueQuantity,
  );
  const numbers = quantities.flatMap((one) => (one?.value === undefined ? [] : [one.value]));
  const entered = quantities.map(
    (one) => one?.extension?.find((extension) => extension.url === EXT.enteredValue)?.valueQuantity ?? one,
  );
  const whole = numbers.length === row.parts.length && row.parts.length > 0;
  return {
    id: observation.id ?? '',
    version: observation.meta?.versionId ?? '',
    vital,
    at: observation.effectiveDateTime ?? observation.issued ?? observation.meta?.lastUpdated ?? '',
    numbers: whole ? numbers : [],
    entered: whole ? entered.flatMap((one) => one?.value ?? []) : [],
    unit: entered[0]?.code ?? row.ucum,
    date: observation.valueDateTime,
    qualifiers: qualifiersOf(observation),
    amounts: amountsOfObservation(observation),
    refused:
      observation.dataAbsentReason?.coding?.find((coding) => coding.system === CS.qualifier)?.code ??
      observation.dataAbsentReason?.coding?.[0]?.code,
    note: observation.note?.[0]?.text,
    reading: Number(/^bp(\d)-/.exec(observation.id ?? '')?.[1] ?? 1),
    by: observation.performer?.[0]?.display,
  };
}

function qualifiersOf(observation: Observation): Qualifiers {
  const codes = [
    observation.bodySite,
    observation.method,
    ...(observation.component ?? []).map((one) => one.valueCodeableConcept),
  ]
    .flatMap((one) => one?.coding ?? [])
    .filter((coding) => coding.system === CS.qualifier)
    .map((coding) => coding.code ?? '');
  const found: Partial<Record<QualifierKey, string>> = {};
  for (const key of QUALIFIER_KEYS) {
    const code = codes.find((one) => QUALIFIERS[key].choices.some((choice) => choice.code === one));
    if (code) found[key] = code;
  }
  return found;
}
