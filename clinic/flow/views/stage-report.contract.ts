import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Measure } from '../rules/stage-times.ts';

export interface ReportRow {
  readonly key: string;
  readonly label: string;
  readonly visits: number;
  readonly measures: Readonly<Partial<Record<Measure, { readonly median: number; readonly p90: number }>>>;
}

/** [B11] Stage times of a span of days, by hour, visit type or provider. */
export const stageReport = viewContract<{
  from: string;
  to: string;
  all: ReportRow;
  rows: readonly ReportRow[];
  left: number;
}>()({
  name: 'flow/stage-report',
  task: 'T48',
  input: z.object({
    days: z.number().int().min(1).max(90).default(1),
    by: z.enum(['hour', 'visit-type', 'provider']).default('provider'),
  }),
  listens: [],
});
