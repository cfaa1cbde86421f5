import { BEGINNING, dateRange, END, type Range } from '#fhir/dates.ts';
import { badRequest } from '#fhir/outcome.ts';
import { momentOf } from '#fhir/search/compartment.ts';
import type { Resource } from '#fhir/types.ts';
import type { Entry } from '#record/record.ts';
import type { Given } from './given.ts';

/** When care took place, not when it was recorded: `start` and `end` of `$everything`. */
export type CareDates = Range;

/** Undefined when neither is given. Throws 400 for what is no date. */
export function careDates(given: Given, zone: string): CareDates | undefined {
  const [start, end] = ['start', 'end'].map((name) => {
    const text = given.one(name);
    const range = text === undefined ? undefined : dateRange(text, zone);
    if (text !== undefined && !range) throw badRequest(`${name} is a date, e.g. 2026-01-31.`, `http.${name}`);
    return range;
  });
  if (!start && !end) return undefined;
  return { from: start?.from ?? BEGINNING, to: end?.to ?? END };
}

/** What carries no date of care (the patient, her coverage) belongs to every span. */
export function isWithin({ from, to }: CareDates, entry: Entry, zone: string): boolean {
  const { meta: _, ...resource } = JSON.parse(entry.content) as Resource;
  if (resource.resourceType === 'Patient') return true;
  const moment = momentOf(resource as Resource, zone);
  return moment === undefined || (moment >= from && moment < to);
}
