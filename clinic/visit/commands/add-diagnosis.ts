import { type CommandContext, changes, command } from '#capability/command.ts';
import { reference } from '#fhir/reference.ts';
import {
  CONDITION_CATEGORY,
  CONDITION_CLINICAL,
  CONDITION_VERIFICATION,
  ICD10CM,
  US_CORE,
} from '#fhir/systems.ts';
import type { Condition, Encounter } from '#fhir/types.ts';
import { icd10cm } from '#terminology/icd10cm/load-icd10cm.ts';
import { addDiagnosis } from './add-diagnosis.contract.ts';
import { isOver, isSigned, openVisit } from './open-visit.ts';

const DIAGNOSIS_ROLE = 'http://terminology.hl7.org/CodeSystem/diagnosis-role';

export const addDiagnosisCommand = command(addDiagnosis, async (context, input) => {
  const entry = (await icd10cm()).find(input.code);
  if (!entry) return context.refuse('code-unknown', 'code', { code: input.code });
  if (!entry.billable) return context.refuse('code-not-billable', 'code', { code: entry.code });
  const visit = await openVisit(context, input.encounter);
  if (isSigned(visit.note)) return context.refuse('note-signed', 'encounter');
  if (isOver(visit.encounter)) return context.refuse('visit-over', 'encounter');
  const listed = await context.find('Condition', {
    encounter: `Encounter/${input.encounter}`,
    code: `${ICD10CM}|${entry.code}`,
  });
  if (listed.some((condition) => !isWithdrawn(condition) && condition.category?.some(isVisitDiagnosis)))
    return context.refuse('already-listed', 'code', { code: entry.code });
  const diagnosis = condition(context, { ...visit, ...entry, category: 'encounter-diagnosis' });
  const problems = input.problem
    ? [condition(context, { ...visit, ...entry, category: 'problem-list-item' })]
    : [];
  return changes({ condition: diagnosis.id }, diagnosis, ...problems, ranked(visit.encounter, diagnosis.id));
});

const isVisitDiagnosis = ({ coding }: { coding?: { code?: string }[] }) =>
  coding?.some(({ code }) => code === 'encounter-diagnosis') ?? false;
const isWithdrawn = ({ verificationStatus }: Condition) =>
  verificationStatus?.coding?.some(({ code }) => code === 'entered-in-error') ?? false;

type Diagnosed = {
  patient: string;
  encounter: Encounter & { id: string };
  code: string;
  display: string;
  category: 'encounter-diagnosis' | 'problem-list-item';
};

function condition(context: CommandContext<string>, facts: Diagnosed): Condition & { id: string } {
  const profile =
    facts.category === 'encounter-diagnosis' ? US_CORE.conditionDiagnosis : US_CORE.conditionProblem;
  return {
    resourceType: 'Condition',
    id: context.newId(),
    meta: { profile: [profile] },
    clinicalStatus: { coding: [{ system: CONDITION_CLINICAL, code: 'active' }] },
    verificationStatus: { coding: [{ system: CONDITION_VERIFICATION, code: 'confirmed' }] },
    category: [{ coding: [{ system: CONDITION_CATEGORY, code: facts.category }] }],
    code: { coding: [{ system: ICD10CM, code: facts.code, display: facts.display }], text: facts.display },
    subject: reference('Patient', facts.patient),
    encounter: reference('Encounter', facts.encounter.id),
    recordedDate: context.now.toISOString(),
    recorder: { reference: context.who.reference },
  };
}

/** [N8] The encounter with the diagnosis behind those it has. */
function ranked(encounter: Encounter, id: string): Encounter {
  const diagnosis = encounter.diagnosis ?? [];
  const use = { coding: [{ system: DIAGNOSIS_ROLE, code: 'billing', display: 'Billing' }] };
  return {
    ...encounter,
    diagnosis: [
      ...diagnosis,
      { condition: { reference: `Condition/${id}` }, use, rank: diagnosis.length + 1 },
    ],
  };
}
