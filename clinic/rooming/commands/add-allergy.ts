import { command } from '#capability/command.ts';
import { allergyOf, closedAllergy, isActiveAllergy, noKnownOf } from '../rules/allergies.ts';
import { addAllergy } from './add-allergy.contract.ts';
import { keptReview, roomingVisit } from './visit-context.ts';

export const addAllergyCommand = command(addAllergy, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const all = await context.find('AllergyIntolerance', { patient: visit.patient, _count: '200' });
  const active = all.filter(isActiveAllergy);
  const { substance, ...rest } = input;
  const same = active.some(
    (one) =>
      one.code?.text?.toLowerCase() === substance.text.toLowerCase() ||
      (substance.coding !== undefined &&
        one.code?.coding?.some((coding) => coding.code === substance.coding?.code)),
  );
  if (same) return context.refuse('already-listed', 'substance');
  const { coding, text } = substance;
  const allergy = allergyOf(
    { ...rest, substance: { text, ...(coding ? { coding } : {}) } },
    context.newId(),
    visit.stamp,
  );
  // "No known (drug) allergies" stops being true the moment one is told.
  const untrue = active.filter(
    (one) =>
      noKnownOf(one) === 'no-known' ||
      (noKnownOf(one) === 'no-known-drug' && input.category === 'medication'),
  );
  const entries = [...active.filter((one) => !untrue.includes(one)), allergy].map(
    (one) => `AllergyIntolerance/${one.id}`,
  );
  const list = await keptReview(context, visit, { kind: 'allergies', entries });
  return {
    save: [allergy, ...untrue.map((one) => closedAllergy(one, 'resolved')), list],
    result: { id: allergy.id ?? '' },
  };
});
