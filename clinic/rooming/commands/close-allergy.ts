import { command } from '#capability/command.ts';
import { idOf } from '#fhir/reference.ts';
import { closedAllergy } from '../rules/allergies.ts';
import { closeAllergy } from './close-allergy.contract.ts';
import { roomingVisit } from './visit-context.ts';

export const closeAllergyCommand = command(closeAllergy, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const allergy = await context.read('AllergyIntolerance', input.allergy);
  if (idOf(allergy.patient, 'Patient') !== visit.patient) return context.refuse('other-patient', 'allergy');
  return { save: [closedAllergy(allergy, input.how)], result: { id: allergy.id } };
});
