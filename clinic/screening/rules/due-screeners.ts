/** Which screeners are due at this visit (README S9), as rows. */
import type { Age } from '#fhir/age.ts';
import type { ScreenerKey } from './screener.ts';

export type DueKey = ScreenerKey | 'tobacco';

export interface DueRow {
  readonly screener: DueKey;
  /** Completed years; `from` included. */
  readonly from: number;
  readonly below: number;
  /** Days after which it is due again. */
  readonly every: number;
  /** Only at preventive visits. */
  readonly preventiveOnly?: boolean;
  readonly source: string;
}

const EVER = Number.POSITIVE_INFINITY;
const YEAR = 365;

export const DUE_ROWS: readonly DueRow[] = [
  {
    screener: 'phq-2',
    from: 18,
    below: EVER,
    every: YEAR,
    source: 'USPSTF 2023 depression in adults; yearly by clinic policy',
  },
  {
    screener: 'phq-a',
    from: 12,
    below: 18,
    every: YEAR,
    source: 'USPSTF 2022 depression in adolescents; AAP yearly',
  },
  { screener: 'tobacco', from: 13, below: EVER, every: YEAR, source: 'USPSTF 2021 tobacco; CMS138' },
  {
    screener: 'gad-7',
    from: 18,
    below: 65,
    every: YEAR,
    preventiveOnly: true,
    source: 'USPSTF 2023 anxiety in adults',
  },
  {
    screener: 'audit-c',
    from: 18,
    below: EVER,
    every: YEAR,
    preventiveOnly: true,
    source: 'USPSTF 2018 unhealthy alcohol use',
  },
  { screener: 'steadi', from: 65, below: EVER, every: YEAR, source: 'CDC STEADI' },
  {
    screener: 'ahc-hrsn',
    from: 18,
    below: EVER,
    every: YEAR,
    preventiveOnly: true,
    source: 'CMS AHC; MIPS 487',
  },
];

export interface DueScreener {
  readonly screener: DueKey;
  /** Days since it was last answered; undefined: never. */
  readonly daysAgo: number | undefined;
}

/** The screeners due for this age and visit, in the order of the table. PHQ-9 answered counts as PHQ-2 answered. */
export function dueScreeners(
  visit: { readonly age: Age | undefined; readonly preventive: boolean },
  daysSince: Readonly<Partial<Record<DueKey, number>>>,
): DueScreener[] {
  const years = visit.age?.years;
  if (years === undefined) return [];
  return DUE_ROWS.filter(
    (row) => years >= row.from && years < row.below && (visit.preventive || !row.preventiveOnly),
  )
    .map((row) => ({ row, daysAgo: lastOf(row.screener, daysSince) }))
    .filter(({ row, daysAgo }) => daysAgo === undefined || daysAgo >= row.every)
    .map(({ row, daysAgo }) => ({ screener: row.screener, daysAgo }));
}

function lastOf(screener: DueKey, daysSince: Readonly<Partial<Record<DueKey, number>>>): number | undefined {
  const own = daysSince[screener];
  const longer = screener === 'phq-2' ? daysSince['phq-9'] : undefined;
  if (own === undefined || longer === undefined) return own ?? longer;
  return Math.min(own, longer);
}

/** Visit types that are preventive, by the words of their code or name. */
export const isPreventive = (visitType: string | undefined): boolean =>
  visitType !== undefined && /annual|physical|well|preventive|awv|checkup|check-up/i.test(visitType);
