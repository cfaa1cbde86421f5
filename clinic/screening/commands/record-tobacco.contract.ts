import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { TOBACCO_STATUSES } from '../rules/tobacco.ts';

/** Tobacco status of this visit, with pack-years when they were told. */
export const recordTobacco = contract<{
  id: string;
  packYears: number | undefined;
  offerCessation: boolean;
}>()({
  name: 'screening/record-tobacco',
  task: 'T14',
  input: z.object({
    encounter: z.string().min(1).max(64),
    status: z.enum(TOBACCO_STATUSES),
    packsPerDay: z.number().min(0).max(10).optional(),
    years: z.number().min(0).max(100).optional(),
  }),
  refusals: ['visit-over'],
  undoable: false,
});
