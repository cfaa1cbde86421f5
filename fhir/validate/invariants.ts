import { isObject, type Json, listOf } from './report.ts';

/**
 * Constraints of the data types and of the resources a clinic writes, as plain code: about a thousand times faster than
 * FHIRPath. A test holds each against the official expression. Key: constraint key, with its owner where keys repeat.
 * The value is the element that carries the constraint; true = satisfied.
 */
export type Invariant = (value: Json) => boolean;

const has = (value: Json, name: string): boolean =>
  value[name] !== undefined || value[`_${name}`] !== undefined;
const hasAny = (value: Json, prefix: string): boolean => {
  for (const name in value)
    if (name.startsWith(prefix) && /^[A-Z]/.test(name.slice(prefix.length))) return true;
  return false;
};
const coded = (concept: unknown, system: string, codes: readonly string[]): boolean =>
  listOf(isObject(concept) ? concept.coding : undefined).some(
    (coding) => isObject(coding) && coding.system === system && codes.includes(String(coding.code)),
  );
const nest = (value: Json, name: string): Json => (isObject(value[name]) ? (value[name] as Json) : {});

const UCUM = 'http://unitsofmeasure.org';
const CONDITION_STATUS = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const CONDITION_CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const ALLERGY_STATUS = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';
const REPORTED = ['partial', 'preliminary', 'final', 'amended', 'corrected', 'appended'];
const isUcum = (value: Json): boolean => value.system === undefined || value.system === UCUM;

/** Compared only as far as both are written, as FHIRPath does: 2026 and 2026-05 are neither before nor after. */
function inOrder(first: unknown, last: unknown): boolean {
  if (typeof first !== 'string' || typeof last !== 'string') return true;
  const [a, b] = [first, last].map((text) => (text.includes('T') ? Date.parse(text) : Number.NaN));
  if (a !== undefined && b !== undefined && !Number.isNaN(a) && !Number.isNaN(b)) return a <= b;
  const length = Math.min(first.length, last.length, 10);
  return first.slice(0, length) <= last.slice(0, length);
}

const DATA_TYPES: Readonly<Record<string, Invariant>> = {
  'qty-3': (value) => !has(value, 'code') || has(value, 'system'),
  'age-1': (value) =>
    (has(value, 'code') || !has(value, 'value')) &&
    isUcum(value) &&
    (typeof value.value !== 'number' || value.value > 0),
  'dis-1': (value) => (has(value, 'code') || !has(value, 'value')) && isUcum(value),
  'drt-1': (value) => !has(value, 'code') || (value.system === UCUM && has(value, 'value')),
  'att-1': (value) => !has(value, 'data') || has(value, 'contentType'),
  'cpt-2': (value) => !has(value, 'value') || has(value, 'system'),
  'exp-1': (value) => has(value, 'expression') || has(value, 'reference'),
  'per-1': (value) => inOrder(value.start, value.end),
  'rat-1': (value) =>
    has(value, 'numerator') === has(value, 'denominator') &&
    (has(value, 'numerator') || has(value, 'extension')),
  'tim-1': (value) => !has(value, 'duration') || has(value, 'durationUnit'),
  'tim-2': (value) => !has(value, 'period') || has(value, 'periodUnit'),
  'tim-4': (value) => typeof value.duration !== 'number' || value.duration >= 0,
  'tim-5': (value) => typeof value.period !== 'number' || value.period >= 0,
  'tim-6': (value) => !has(value, 'periodMax') || has(value, 'period'),
  'tim-7': (value) => !has(value, 'durationMax') || has(value, 'duration'),
  'tim-8': (value) => !has(value, 'countMax') || has(value, 'count'),
  'tim-10': (value) => !has(value, 'timeOfDay') || !has(value, 'when'),
  // Both are checked where the value is walked: narrative.ts and references.ts.
  'txt-1': () => true,
  'txt-2': () => true,
  'ref-1': () => true,
};

const CLINICAL: Readonly<Record<string, Invariant>> = {
  'ait-1': (value) =>
    coded(value.verificationStatus, ALLERGY_STATUS, ['entered-in-error']) || has(value, 'clinicalStatus'),
  'ait-2': (value) =>
    !coded(value.verificationStatus, ALLERGY_STATUS, ['entered-in-error']) || !has(value, 'clinicalStatus'),
  'con-1': (value) => has(value, 'summary') || has(value, 'assessment'),
  'con-2': (value) => has(value, 'code') || has(value, 'detail'),
  'con-4': (value) =>
    !hasAny(value, 'abatement') ||
    coded(value.clinicalStatus, CONDITION_CLINICAL, ['resolved', 'remission', 'inactive']),
  'con-5': (value) =>
    !coded(value.verificationStatus, CONDITION_STATUS, ['entered-in-error']) || !has(value, 'clinicalStatus'),
  'obs-3': (value) => has(value, 'low') || has(value, 'high') || has(value, 'text'),
  'obs-6': (value) => !has(value, 'dataAbsentReason') || !hasAny(value, 'value'),
  'obs-7': (value) =>
    !hasAny(value, 'value') ||
    !listOf(value.component).some((part) => sharesCoding(nest(part as Json, 'code'), nest(value, 'code'))),
  'pat-1': (value) =>
    has(value, 'name') || has(value, 'telecom') || has(value, 'address') || has(value, 'organization'),
  'app-1': (value) => has(value, 'type') || has(value, 'actor'),
  'app-2': (value) => has(value, 'start') === has(value, 'end'),
  'app-3': (value) =>
    (has(value, 'start') && has(value, 'end')) ||
    ['proposed', 'cancelled', 'waitlist'].includes(String(value.status)),
  'app-4': (value) =>
    !has(value, 'cancelationReason') || value.status === 'noshow' || value.status === 'cancelled',
  'cmp-1': (value) => has(value, 'text') || has(value, 'entry') || has(value, 'section'),
  'cmp-2': (value) => !has(value, 'emptyReason') || !has(value, 'entry'),
  'fhs-1': (value) => !hasAny(value, 'age') || !hasAny(value, 'born'),
  'fhs-2': (value) => hasAny(value, 'age') || !has(value, 'estimatedAge'),
  'imm-1': (value) => has(value, 'documentType') || has(value, 'reference'),
  'lst-1': (value) => !has(value, 'emptyReason') || !has(value, 'entry'),
  'lst-2': (value) =>
    value.mode === 'changes' || listOf(value.entry).every((entry) => !has(entry as Json, 'deleted')),
  'lst-3': (value) =>
    value.mode === 'working' || listOf(value.entry).every((entry) => !has(entry as Json, 'date')),
  'org-1': (value) => listOf(value.identifier).length + (has(value, 'name') ? 1 : 0) > 0,
  'org-2': (value) => value.use !== 'home',
  'org-3': (value) => value.use !== 'home',
  'ppc-1': (value) => has(value, 'policy') || has(value, 'policyRule'),
  'prr-1': (value) => !has(value, 'orderDetail') || has(value, 'code'),
  'qrs-1': (value) => !(has(value, 'answer') && has(value, 'item')),
  'sev-1': (value) => !has(value, 'name') || !has(value, 'query'),
  'Task/inv-1': (value) =>
    !has(value, 'lastModified') || !has(value, 'authoredOn') || inOrder(value.authoredOn, value.lastModified),
  'que-1': (value) =>
    (value.type !== 'group' || has(value, 'item')) && (value.type !== 'display' || !has(value, 'item')),
  'que-2': (value) => distinctLinkIds(value),
  'que-3': (value) => value.type !== 'display' || !has(value, 'code'),
  'que-6': (value) => value.type !== 'display' || (!has(value, 'required') && !has(value, 'repeats')),
  'que-11': (value) => !has(value, 'answerOption') || !has(value, 'initial'),
};

const US_CORE: Readonly<Record<string, Invariant>> = {
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
};

export const INVARIANTS: Readonly<Record<string, Invariant>> = { ...DATA_TYPES, ...CLINICAL, ...US_CORE };

/** Constraints on text values. */
export const TEXT_INVARIANTS: Readonly<Record<string, (text: string) => boolean>> = {
  'vs-1': (text) => text.length >= 8,
  'us-core-1': (text) => text.length >= 10,
};

const isDataAbsent = (value: Json): boolean =>
  listOf(value.extension).some(
    (one) => isObject(one) && one.url === 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
  );

function sharesCoding(one: Json, other: Json): boolean {
  const key = (coding: unknown) =>
    isObject(coding)
      ? JSON.stringify([coding.system, coding.version, coding.code, coding.display, coding.userSelected])
      : '';
  const mine = new Set(listOf(other.coding).map(key));
  return listOf(one.coding).some((coding) => mine.has(key(coding)));
}

function distinctLinkIds(value: Json): boolean {
  const seen = new Set<unknown>();
  const visit = (items: unknown): boolean =>
    listOf(items).every((item) => {
      if (!isObject(item)) return true;
      if (item.linkId !== undefined && seen.has(item.linkId)) return false;
      seen.add(item.linkId);
      return visit(item.item);
    });
  return visit(value.item);
}
