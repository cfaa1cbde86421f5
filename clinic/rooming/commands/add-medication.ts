import { command } from '#capability/command.ts';
import { reportedMedication } from '../rules/medications.ts';
import { addMedication } from './add-medication.contract.ts';
import { medications } from './answer-medication.ts';
import { keptReview, roomingVisit } from './visit-context.ts';

export const addMedicationCommand = command(addMedication, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const statement = reportedMedication(
    { name: input.name, rxcui: input.rxcui, how: input.how },
    context.newId(),
    visit.stamp,
  );
  const list = await medications(context, visit);
  const done = list.every((one) => one.answer !== undefined);
  const entries = [...list.map((one) => one.reference), `MedicationStatement/${statement.id}`];
  const review = done ? [await keptReview(context, visit, { kind: 'medications', entries })] : [];
  return { save: [statement, ...review], result: { id: statement.id ?? '' } };
});
