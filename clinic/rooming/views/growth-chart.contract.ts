import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface GrowthPoint {
  readonly measure: 'weight' | 'length' | 'bmi' | 'head';
  /** Age in months of 30.4375 days. */
  readonly months: number;
  /** kg, cm or kg/m2. */
  readonly value: number;
}

/** All of a child's sizes ever measured, by age. */
export const growthChart = viewContract<{ readonly points: readonly GrowthPoint[] }>()({
  name: 'rooming/growth-chart',
  task: 'T10',
  input: z.object({ encounter: z.string().min(1).max(64) }),
  listens: ['Observation'],
});
