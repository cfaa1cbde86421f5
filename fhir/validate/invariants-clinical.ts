import { coded, has, hasAny, type Invariants, inOrder, isOneOf, nest } from './invariant-parts.ts';
import { isObject, type Json, listOf } from './report.ts';

const CONDITION_STATUS = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const CONDITION_CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const ALLERGY_STATUS = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';
/** Types of question that may offer answers, and those that may limit their length. */
const CHOOSABLE = [
  'choice',
  'open-choice',
  'decimal',
  'integer',
  'date',
  'dateTime',
  'time',
  'string',
  'quantity',
];
const TYPEABLE = ['boolean', 'decimal', 'integer', 'string', 'text', 'url', 'open-choice'];

/** Constraints of the resources that a clinic writes and receives. Key with its owner where a key stands for several. */
export const CLINICAL: Invariants = {
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
    !listOf(value.component).some((part) => sharesCoding(nest(part, 'code'), nest(value, 'code'))),
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
    value.mode === 'changes' || listOf(value.entry).every((entry) => !has(entry, 'deleted')),
  'lst-3': (value) => value.mode === 'working' || listOf(value.entry).every((entry) => !has(entry, 'date')),
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
  'que-4': (value) => !has(value, 'answerOption') || !has(value, 'answerValueSet'),
  'que-5': (value) =>
    isOneOf(value.type, CHOOSABLE) || (!has(value, 'answerValueSet') && !has(value, 'answerOption')),
  'que-7': (value) => value.operator !== 'exists' || has(value, 'answerBoolean'),
  'que-8': (value) => (value.type !== 'group' && value.type !== 'display') || !has(value, 'initial'),
  'que-9': (value) => value.type !== 'display' || !has(value, 'readOnly'),
  'que-10': (value) => isOneOf(value.type, TYPEABLE) || !has(value, 'maxLength'),
  'que-12': (value) => listOf(value.enableWhen).length <= 2 || has(value, 'enableBehavior'),
  'que-13': (value) => value.repeats === true || listOf(value.initial).length <= 1,
  'que-11': (value) => !has(value, 'answerOption') || !has(value, 'initial'),
  'ppc-2': (value) => has(value, 'patient') || !coded(value.scope, 'something', ['patient-privacy']),
  'ppc-3': (value) => has(value, 'patient') || !coded(value.scope, 'something', ['research']),
  'ppc-4': (value) => has(value, 'patient') || !coded(value.scope, 'something', ['adr']),
  'ppc-5': (value) => has(value, 'patient') || !coded(value.scope, 'something', ['treatment']),
  'cpl-3': (value) => !has(value, 'detail') || !has(value, 'reference'),
  'gol-1': (value) => !hasAny(value, 'detail') || has(value, 'measure'),
  'grp-1': (value) => !has(value, 'member') || value.actual === true,
  'mad-1': (value) => has(value, 'dose') || hasAny(value, 'rate'),
  'mdd-1': (value) => inOrder(value.whenPrepared, value.whenHandedOver),
  'Parameters.parameter/inv-1': (value) =>
    [has(value, 'part'), hasAny(value, 'value'), has(value, 'resource')].filter(Boolean).length === 1,
};

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
