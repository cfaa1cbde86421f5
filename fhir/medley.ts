/** Names that Medley itself gives: the one place where our extensions, code systems and profile claims are spelled. */

/** Base of every canonical url that is ours. Not a web address that has to answer. */
export const MEDLEY = 'https://medley.clinic/fhir/';

const extension = <Name extends string>(name: Name) => `${MEDLEY}StructureDefinition/${name}` as const;
const codeSystem = <Name extends string>(name: Name) => `${MEDLEY}CodeSystem/${name}` as const;
const namingSystem = <Name extends string>(name: Name) => `${MEDLEY}NamingSystem/${name}` as const;

/** Extensions of ours, by what they hold. */
export const EXT = {
  /** Quantity as it was typed, beside the canonical value. `valueQuantity`. */
  enteredValue: extension('entered-value'),
  /** Fine stage of a visit. `valueCode` of `STAGES`. */
  encounterStage: extension('encounter-stage'),
  /** One stage and its period; repeated. Sub-extensions `stage` valueCode and `period` valuePeriod. */
  stageHistory: extension('stage-history'),
  /** A demographic field that was confirmed; repeated. Sub-extensions `field` valueCode, `on` valueDateTime, `by` valueReference. */
  verified: extension('verified'),
  /** Qualifiers of a measurement that R4 has no element for. `valueCode` or `valueCodeableConcept`. */
  qualifier: extension('qualifier'),
  /** When a complaint began, in the patient's words; on `Encounter.reasonCode`. `valueString`. */
  onset: extension('onset'),
  /** Copay in integer cents noted at check-in. `valueInteger`. */
  copayCents: extension('copay-cents'),
  /** Version of a form or notice that was shown. `valueString`. */
  formVersion: extension('form-version'),
  /** Why a form was not signed, in the patient's words. `valueString`. */
  refusalReason: extension('refusal-reason'),
  /** Name that was typed in place of a drawn signature. `valueString`. */
  signedAs: extension('signed-as'),
  /** Why a document was moved from another patient. `valueString`. */
  movedBecause: extension('moved-because'),
  /** May this number be texted? On a ContactPoint. `valueBoolean`. */
  mayText: extension('may-text'),
  /** May a message be left at this number? On a ContactPoint. `valueBoolean`. */
  mayVoicemail: extension('may-voicemail'),
  /** On whose behalf something was documented. `valueReference`. */
  onBehalfOf: extension('on-behalf-of'),
  /** Who typed it, when that was not the author; repeated. `valueReference`. */
  documentedBy: extension('documented-by'),
} as const;

/** Code systems of ours. */
export const CS = {
  visitType: codeSystem('visit-type'),
  task: codeSystem('task'),
  documentCategory: codeSystem('document-category'),
  flag: codeSystem('flag'),
  redFlag: codeSystem('red-flag'),
  stage: codeSystem('encounter-stage'),
  role: codeSystem('role'),
  screener: codeSystem('screener'),
  consent: codeSystem('consent'),
  qualifier: codeSystem('qualifier'),
  room: codeSystem('room-kind'),
  /** What came of a call to a patient. */
  callOutcome: codeSystem('call-outcome'),
} as const;

/** Identifier systems of ours. */
export const NS = {
  mrn: namingSystem('mrn'),
  account: namingSystem('account'),
  imported: namingSystem('imported'),
} as const;

/** Codes of `CS.task`. */
export const TASK = {
  readyForProvider: 'ready-for-provider',
  providerNow: 'provider-now',
  reviewResult: 'review-result',
  medicationProposal: 'medication-proposal',
  callPatient: 'call-patient',
} as const;

/** Codes of `CS.documentCategory`. */
export const DOCUMENT = { insuranceCard: 'insurance-card' } as const;

/** The stages of a visit in their usual order; the last two end it. */
export const STAGES = [
  'arrived',
  'checked-in',
  'roomed',
  'ready',
  'with-provider',
  'ancillary',
  'discharge-ready',
  'checked-out',
  'left-without-being-seen',
] as const;
export type Stage = (typeof STAGES)[number];

/** Canonical url of one of our Questionnaires, e.g. `questionnaireUrl('phq-9')`. */
export const questionnaireUrl = <Name extends string>(name: Name) =>
  `${MEDLEY}Questionnaire/${name}` as const;
