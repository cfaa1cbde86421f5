import { changes, command } from '#capability/command.ts';
import { CONDITION_VERIFICATION } from '#fhir/systems.ts';
import type { Condition } from '#fhir/types.ts';
import { isSigned, openVisit } from './open-visit.ts';
import { removeDiagnosis } from './remove-diagnosis.contract.ts';

export const removeDiagnosisCommand = command(removeDiagnosis, async (context, input) => {
  const visit = await openVisit(context, input.encounter);
  if (isSigned(visit.note)) return context.refuse('note-signed', 'encounter');
  const reference = `Condition/${input.condition}`;
  const listed = visit.encounter.diagnosis ?? [];
  if (!listed.some(({ condition }) => condition.reference === reference))
    return context.refuse('not-listed', 'condition');
  const rest = listed
    .filter(({ condition }) => condition.reference !== reference)
    .map((entry, index) => ({ ...entry, rank: index + 1 }));
  const { diagnosis: _removed, ...bare } = visit.encounter;
  const encounter = rest.length > 0 ? { ...bare, diagnosis: rest } : bare;
  return changes({}, withdrawn(await context.read('Condition', input.condition)), encounter);
});

/** FHIR R4 con-5: what is entered in error carries no clinical status. */
export function withdrawn<T extends Condition>(condition: T): T {
  const { clinicalStatus: _status, ...rest } = condition;
  return {
    ...rest,
    verificationStatus: { coding: [{ system: CONDITION_VERIFICATION, code: 'entered-in-error' }] },
  } as T;
}
