import type { ViewContext } from '#capability/command.ts';
import { idOf } from '#fhir/reference.ts';
import type { Encounter, Stored } from '#fhir/types.ts';

export interface OpenVisit {
  readonly encounter: Stored<Encounter>;
  readonly patient: string;
}

/** The visit and its patient, or undefined when it is over or was cancelled. */
export async function openVisit(context: ViewContext, id: string): Promise<OpenVisit | undefined> {
  const encounter = await context.read('Encounter', id);
  const patient = idOf(encounter.subject, 'Patient');
  const over =
    encounter.status === 'finished' ||
    encounter.status === 'cancelled' ||
    encounter.status === 'entered-in-error';
  return over || !patient ? undefined : { encounter, patient };
}

/** The attending provider of a visit, as the Encounter names one. */
export const providerOf = (encounter: Encounter) =>
  encounter.participant?.find((one) =>
    one.type?.some((type) => type.coding?.some((coding) => coding.code === 'ATND')),
  )?.individual;
