/** What other rooms may ask of the chart. */
import type { ViewContext } from '#capability/command.ts';
import { medicationIds, withMedications } from '#fhir/medications.ts';

/** Prescriptions or statements with what they are of, whether by a concept or by a Medication of its own. */
export async function named<T extends Parameters<typeof withMedications>[0][number]>(
  context: Pick<ViewContext, 'readMany'>,
  list: readonly T[],
): Promise<T[]> {
  const ids = medicationIds(list);
  return withMedications(list, ids.length > 0 ? await context.readMany('Medication', ids) : []);
}
