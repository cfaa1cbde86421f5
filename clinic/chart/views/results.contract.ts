import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Measurement, Series } from '../rules/measurement.ts';

/** Laboratory and survey results: what can be plotted as series, the rest by date. */
export const results = viewContract<{ series: readonly Series[]; others: readonly Measurement[] }>()({
  name: 'chart/results',
  task: 'T13',
  input: z.object({
    patient: z.string(),
    category: z.enum(['laboratory', 'survey', 'social-history', 'imaging', 'procedure']),
  }),
  listens: ['Observation'],
});
