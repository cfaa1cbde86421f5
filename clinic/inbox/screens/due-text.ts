import type { Format } from '#ui/use-format.ts';
import type { WorkLine } from '../views/work.contract.ts';

/** The minute of what is critical, else the last day on which it is in time. */
export const dueText = (
  { due, urgency, kind }: Pick<WorkLine, 'due' | 'urgency' | 'kind'>,
  { date, dateTime }: Pick<Format, 'date' | 'dateTime'>,
): string =>
  urgency === 'critical' && kind !== 'medication-proposal'
    ? dateTime(due)
    : date(new Date(Date.parse(due) - 1).toISOString());
