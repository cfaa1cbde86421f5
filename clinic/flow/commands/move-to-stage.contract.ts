import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { STAGES } from '#fhir/medley.ts';

/** [B2] Moves a visit to another stage. Leaving ends the appointment too and empties the room. */
export const moveToStage = contract<{ stage: string }>()({
  name: 'flow/move-to-stage',
  task: 'T48',
  input: z.object({ encounter: z.string(), to: z.enum(STAGES) }),
  refusals: ['no-such-move', 'visit-over'],
  undoable: true,
});
