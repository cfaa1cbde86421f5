import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { NO_KNOWN_KEYS } from '../rules/allergies.ts';
import { encounterId } from './subject.contract.ts';

/** Asked, and there are none (or none to drugs). */
export const assertNoAllergies = contract<{ id: string }>()({
  name: 'rooming/assert-no-allergies',
  task: 'T11',
  input: z.object({ encounter: encounterId, kind: z.enum(NO_KNOWN_KEYS) }),
  refusals: ['visit-over', 'has-allergies'],
  undoable: true,
});
