import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { person } from './create-patient.contract.ts';

/** Demographics as they are now; the versions keep what was before. */
export const updatePatient = contract()({
  name: 'registration/update-patient',
  task: 'T03',
  input: person.extend({ patient: z.string() }),
  refusals: ['born-in-future', 'phone-unreadable'],
  undoable: true,
});
