import { coded, has, hasAny, type Invariants, nest, UCUM } from './invariant-parts.ts';
import { isObject, type Json, listOf } from './report.ts';

const REPORTED = ['partial', 'preliminary', 'final', 'amended', 'corrected', 'appended'];

/** Constraints that US Core 6.1.0 adds. */
export const US_CORE_INVARIANTS: Invariants = {
  'DocumentReference.content.attachment/us-core-6': (value) => has(value, 'url') || has(value, 'data'),
  'vs-2': (value) =>
    has(value, 'component') ||
    has(value, 'hasMember') ||
    has(value, 'dataAbsentReason') ||
    hasAny(value, 'value'),
  'vs-3': (value) => hasAny(value, 'value') || has(value, 'dataAbsentReason'),
  'us-core-2': (value) =>
    has(value, 'component') ||
    has(value, 'hasMember') ||
    has(value, 'dataAbsentReason') ||
    hasAny(value, 'value'),
  'Patient.name/us-core-6': (value) => (has(value, 'family') || has(value, 'given')) !== isDataAbsent(value),
  'us-core-7': (value) =>
    !['completed', 'in-progress'].includes(String(value.status)) || hasAny(value, 'performed'),
  'us-core-8': (value) => !REPORTED.includes(String(value.status)) || hasAny(value, 'effective'),
  'us-core-9': (value) => !REPORTED.includes(String(value.status)) || has(value, 'issued'),
  'us-core-10': (value) => !REPORTED.includes(String(value.status)) || hasAny(value, 'effective'),
  'us-core-13': (value) =>
    ['practitioner', 'organization', 'healthcareService', 'location'].some((name) => has(value, name)),
  'us-core-14': (value) => has(value, 'name') || has(value, 'relationship'),
  'us-core-15': (value) =>
    has(value, 'subscriberId') ||
    listOf(value.identifier).some(
      (one) => isObject(one) && coded(one.type, 'http://terminology.hl7.org/CodeSystem/v2-0203', ['MB']),
    ),
  'us-core-20': (value) => value.status !== 'completed' || has(value, 'whenHandedOver'),
  'us-core-21': (value) =>
    !['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order'].includes(
      String(value.intent),
    ) || has(value, 'requester'),
  'Observation/us-core-3': (value) =>
    !has(nest(value, 'valueQuantity'), 'system') || nest(value, 'valueQuantity').system === UCUM,
  // Written for the observation and repeated at its value, where it cannot fail.
  'Observation.value[x]/us-core-3': () => true,
  'us-core-16': (value) => typeof value.value !== 'string' || /^[0-9]{10}$/.test(value.value),
  'us-core-18': (value) => typeof value.value !== 'string' || /^[0-9]{2}D[0-9]{7}$/.test(value.value),
  'us-core-19': (value) => typeof value.value !== 'string' || /^[0-9]{5}$/.test(value.value),
};

/** Constraints on text values. */
export const TEXT_INVARIANTS: Readonly<Record<string, (text: string) => boolean>> = {
  'vs-1': (text) => text.length >= 8,
  'us-core-1': (text) => text.length >= 10,
};

const isDataAbsent = (value: Json): boolean =>
  listOf(value.extension).some(
    (one) => isObject(one) && one.url === 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
  );
