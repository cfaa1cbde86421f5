import type { ViewContext } from '#capability/command.ts';
import { idOf } from '#fhir/reference.ts';
import type { MedicationStatement, Stored, Task } from '#fhir/types.ts';

/** What the patient said of this prescription at the visit the proposal comes from; the newest word. */
export async function statementOf(
  context: Pick<ViewContext, 'find'>,
  task: Task,
): Promise<Stored<MedicationStatement> | undefined> {
  const encounter = task.encounter?.reference;
  const request = idOf(task.focus, 'MedicationRequest');
  const patient = idOf(task.for, 'Patient');
  if (!encounter || !request || !patient) return undefined;
  const said = await context.find('MedicationStatement', {
    patient,
    context: encounter,
    _sort: '-_lastUpdated',
    _count: '100',
  });
  return said.find(
    (one) =>
      one.status !== 'entered-in-error' &&
      one.basedOn?.some((based) => idOf(based, 'MedicationRequest') === request),
  );
}
