import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { EventFile, EventNote } from '../rules/event-text.ts';
import type { Line } from '../rules/lists.ts';
import type { Measurement } from '../rules/measurement.ts';
import { RIVER_TYPES } from '../rules/river.ts';

/** One thing of the river, whole: a visit with all that belongs to it, a result with its values, a document with its files. */
export interface ChartEvent {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly at: string;
  readonly status: string;
  readonly who: readonly string[];
  readonly notes: readonly EventNote[];
  readonly measurements: readonly Measurement[];
  readonly lines: readonly (Line & { readonly kind: string })[];
  readonly files: readonly EventFile[];
}

export const chartEvent = viewContract<ChartEvent>()({
  name: 'chart/event',
  task: 'T13',
  input: z.object({ type: z.enum(RIVER_TYPES), id: z.string() }),
  listens: ['Encounter', 'Observation', 'Composition', 'Condition', 'DocumentReference'],
});
