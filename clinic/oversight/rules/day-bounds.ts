import { dateRange } from '#fhir/dates.ts';

/**
 * [O2] The instants of a span of clinic days (FHIR dates, either may be ''), from midnight to the midnight after; what is
 * no day is left out.
 */
export function dayBounds(from: string, to: string, zone: string): { from?: string; to?: string } {
  const first = from ? dateRange(from, zone) : undefined;
  const last = to ? dateRange(to, zone) : undefined;
  return {
    ...(first ? { from: new Date(first.from).toISOString() } : {}),
    ...(last ? { to: new Date(last.to).toISOString() } : {}),
  };
}
