/** Medication reconciliation (README M1-M4): what the patient says, beside what is prescribed. */
import { wordsOf } from '#fhir/concept.ts';
import { CS, TASK } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import { RXNORM } from '#fhir/systems.ts';
import type { CodeableConcept, MedicationRequest, MedicationStatement, Stored, Task } from '#fhir/types.ts';
import type { VitalContext } from './vital-observation.ts';

export const TAKING = [
  { answer: 'taking', key: 't', status: 'active' },
  { answer: 'differently', key: 'd', status: 'active' },
  { answer: 'not-taking', key: 'n', status: 'not-taken' },
  { answer: 'unknown', key: '?', status: 'unknown' },
] as const;
export const TAKING_ANSWERS = ['taking', 'differently', 'not-taking', 'unknown'] as const;
export type TakingAnswer = (typeof TAKING_ANSWERS)[number];

/** Why it is not taken (D2): one key each. */
export const NOT_TAKING = [
  { reason: 'finished', key: 'f' },
  { reason: 'side-effect', key: 's' },
  { reason: 'cost', key: 'c' },
  { reason: 'never-started', key: 'n' },
  { reason: 'stopped-by-provider', key: 'p' },
  { reason: 'forgot', key: 'g' },
] as const;
export const NOT_TAKING_REASONS = [
  'finished',
  'side-effect',
  'cost',
  'never-started',
  'stopped-by-provider',
  'forgot',
] as const;
export type NotTakingReason = (typeof NOT_TAKING_REASONS)[number];

const ANSWER_SYSTEM = CS.qualifier;

export interface ListedMedication {
  /** `MedicationRequest/…` or `MedicationStatement/…`: what is answered about. */
  readonly reference: string;
  readonly name: string;
  readonly how: string;
  readonly prescribed: boolean;
  readonly answer: TakingAnswer | undefined;
  readonly reason: string | undefined;
  readonly note: string | undefined;
}

/** Id of what the patient says at one visit about one medication. */
const statementId = (about: string, encounter: string): string => {
  const [, id = about] = about.split('/');
  return `${id.slice(-27)}-${encounter}`.slice(0, 64);
};

/** M1: the list to go through: active prescriptions, and what was reported earlier and is not covered by one. */
export function medicationList(
  requests: readonly MedicationRequest[],
  statements: readonly MedicationStatement[],
  encounter: string,
): ListedMedication[] {
  const said = new Map(
    statements
      .filter((one) => one.id?.endsWith(encounter) === true && one.status !== 'entered-in-error')
      .map((one) => [one.id ?? '', one]),
  );
  const prescribed = requests
    .filter((one) => one.status === 'active' && one.intent !== 'proposal')
    .map((one) =>
      listed(
        `MedicationRequest/${one.id}`,
        {
          code: one.medicationCodeableConcept,
          how: one.dosageInstruction?.[0]?.text ?? '',
          prescribed: true,
        },
        said.get(statementId(one.id ?? '', encounter)),
      ),
    );
  const names = new Set(prescribed.map((one) => one.name.toLowerCase()));
  const reported = statements
    .filter(
      (one) =>
        isReported(one) &&
        !names.has(wordsOf(one.medicationCodeableConcept).toLowerCase()) &&
        (one.status === 'active' || said.has(statementId(one.id ?? '', encounter))),
    )
    .map((one) =>
      listed(
        `MedicationStatement/${one.id}`,
        { code: one.medicationCodeableConcept, how: one.dosage?.[0]?.text ?? '', prescribed: false },
        said.get(statementId(one.id ?? '', encounter)) ?? ownAnswer(one, encounter),
      ),
    );
  return unique([...prescribed, ...reported]);
}

/** A medication added at this very visit needs no second answer. */
const ownAnswer = (one: MedicationStatement, encounter: string) =>
  one.context?.reference === `Encounter/${encounter}` ? one : undefined;

/** Statements that answer about another record are answers, not medications of their own. */
const isReported = (one: MedicationStatement): boolean =>
  one.status !== 'entered-in-error' && !one.basedOn?.length && !one.derivedFrom?.length;

function listed(
  about: string,
  what: { code: CodeableConcept | undefined; how: string; prescribed: boolean },
  said: MedicationStatement | undefined,
): ListedMedication {
  return {
    reference: about,
    name: wordsOf(what.code),
    how: what.how,
    prescribed: what.prescribed,
    answer: said ? answerOf(said) : undefined,
    reason: said?.statusReason?.[0]?.coding?.[0]?.code,
    note: said?.note?.[0]?.text,
  };
}

/** The same drug prescribed over and over (as imported records have it) is one line: the newest. */
function unique(list: readonly ListedMedication[]): ListedMedication[] {
  const seen = new Map<string, ListedMedication>();
  for (const one of list)
    if (!seen.has(one.name.toLowerCase()) || one.answer) seen.set(one.name.toLowerCase(), one);
  return [...seen.values()];
}

function answerOf(statement: MedicationStatement): TakingAnswer {
  if (statement.status === 'not-taken' || statement.status === 'stopped') return 'not-taking';
  if (statement.status === 'unknown') return 'unknown';
  const how = statement.statusReason?.some((one) =>
    one.coding?.some((coding) => coding.code === 'differently'),
  );
  return how ? 'differently' : 'taking';
}

export interface Said {
  readonly answer: TakingAnswer;
  readonly reason?: NotTakingReason | undefined;
  /** How it is taken instead, in the patient's words. */
  readonly how?: string | undefined;
}

/** M2: what the patient says about one listed medication. */
export function statementAbout(
  about: Stored<MedicationRequest> | Stored<MedicationStatement>,
  said: Said,
  context: VitalContext,
): MedicationStatement {
  const row = TAKING.find((one) => one.answer === said.answer);
  const why = said.answer === 'differently' ? 'differently' : said.reason;
  const dosage =
    said.how ??
    (about.resourceType === 'MedicationRequest'
      ? about.dosageInstruction?.[0]?.text
      : about.dosage?.[0]?.text);
  const link = reference(about.resourceType, about.id);
  return {
    resourceType: 'MedicationStatement',
    id: statementId(about.id, context.encounter),
    status: row?.status ?? 'unknown',
    ...(why
      ? { statusReason: [{ coding: [{ system: ANSWER_SYSTEM, code: why }], text: why.replaceAll('-', ' ') }] }
      : {}),
    ...(about.medicationCodeableConcept
      ? { medicationCodeableConcept: about.medicationCodeableConcept }
      : {}),
    ...(about.medicationReference ? { medicationReference: about.medicationReference } : {}),
    subject: reference('Patient', context.patient),
    context: reference('Encounter', context.encounter),
    effectiveDateTime: context.at,
    dateAsserted: context.at,
    informationSource: reference('Patient', context.patient),
    ...(about.resourceType === 'MedicationRequest' ? { basedOn: [link] } : { derivedFrom: [link] }),
    ...(dosage ? { dosage: [{ text: dosage }] } : {}),
    ...(said.how ? { note: [{ text: said.how }] } : {}),
  } as MedicationStatement;
}

/** M4: a medication nobody prescribed here, reported by the patient. */
export function reportedMedication(
  given: { readonly name: string; readonly rxcui?: string | undefined; readonly how?: string | undefined },
  id: string,
  context: VitalContext,
): MedicationStatement {
  return {
    resourceType: 'MedicationStatement',
    id,
    status: 'active',
    medicationCodeableConcept: {
      ...(given.rxcui ? { coding: [{ system: RXNORM, code: given.rxcui, display: given.name }] } : {}),
      text: given.name,
    },
    subject: reference('Patient', context.patient),
    context: reference('Encounter', context.encounter),
    effectiveDateTime: context.at,
    dateAsserted: context.at,
    informationSource: reference('Patient', context.patient),
    ...(given.how ? { dosage: [{ text: given.how }] } : {}),
  } as MedicationStatement;
}

/** M3: needs the provider's decision: a prescription that is not taken, or taken otherwise. */
export const needsProposal = (about: string, said: Said): boolean =>
  about.startsWith('MedicationRequest/') && (said.answer === 'not-taking' || said.answer === 'differently');

/** The proposal: a Task on the prescription; the assistant never changes it. */
export function medicationProposal(
  about: Stored<MedicationRequest>,
  said: Said,
  given: VitalContext & {
    readonly provider: Task['owner'] | undefined;
    readonly before?: Stored<Task> | undefined;
  },
): Task {
  const words = [
    said.answer === 'not-taking'
      ? `Not taking${said.reason ? `: ${said.reason.replaceAll('-', ' ')}` : ''}`
      : `Takes it differently${said.how ? `: ${said.how}` : ''}`,
  ];
  return {
    resourceType: 'Task',
    id: `mp-${statementId(about.id, given.encounter)}`.slice(0, 64),
    ...(given.before ? { meta: given.before.meta } : {}),
    status: 'requested',
    intent: 'proposal',
    priority: 'routine',
    code: { coding: [{ system: CS.task, code: TASK.medicationProposal }] },
    focus: reference('MedicationRequest', about.id),
    for: reference('Patient', given.patient),
    encounter: reference('Encounter', given.encounter),
    requester: given.performer,
    ...(given.provider ? { owner: given.provider } : {}),
    authoredOn: given.at,
    lastModified: given.at,
    description: words.join(' '),
  } as Task;
}
