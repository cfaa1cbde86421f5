import { idOf } from './reference.ts';
import type { CodeableConcept, Medication, Reference, Resource } from './types.ts';

/** What says a medication by a concept or by a reference (`medication[x]`). */
interface Medicated {
  readonly medicationCodeableConcept?: CodeableConcept;
  readonly medicationReference?: Reference;
  readonly contained?: readonly Resource[];
}

/** Ids of the Medications that must be read to know what these are. */
export const medicationIds = (list: readonly Medicated[]): string[] => [
  ...new Set(list.flatMap(({ medicationReference }) => idOf(medicationReference, 'Medication') ?? [])),
];

/** The same with the medication said by its concept, from the Medication it refers to, a contained one too. */
export function withMedications<T extends Medicated>(
  list: readonly T[],
  medications: readonly (Medication & { id: string })[],
): T[] {
  const known = new Map(medications.map((one) => [`Medication/${one.id}`, one.code]));
  return list.map((one) => {
    const to = one.medicationReference;
    if (one.medicationCodeableConcept || !to) return one;
    const contained = one.contained?.find(({ id }) => id !== undefined && `#${id}` === to.reference);
    const code =
      known.get(to.reference ?? '') ??
      (contained?.resourceType === 'Medication' ? contained.code : undefined) ??
      (to.display ? { text: to.display } : undefined);
    return code ? { ...one, medicationCodeableConcept: code } : one;
  });
}
