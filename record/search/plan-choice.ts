import { hash } from 'node:crypto';
import type { Filter, SearchRequest } from '#fhir/search/request.ts';

/** Codes that belong to one or few: what they find is sorted, not met by chance along another index. */
const IDENTIFYING = new Set(['identifier', 'telecom', 'phone', 'email']);

function selects({ param, modifier, missing }: Filter): boolean {
  if (missing !== undefined || modifier === 'not') return false;
  return (
    param.type === 'string' ||
    param.type === 'reference' ||
    param.type === 'date' ||
    param.type === 'composite' ||
    param.code === '_id' ||
    IDENTIFYING.has(param.code)
  );
}

/** Do the filters leave few, whatever their values? */
export const isSelective = (request: SearchRequest): boolean =>
  request.ids !== undefined ||
  request.compartment !== undefined ||
  request.has.length > 0 ||
  request.filters.some(selects);

/**
 * Is one plan good for all values? Searches by common codes alone (`status=final`) are planned each time, with their
 * values' frequency in view: PostgreSQL must choose between an index of tokens and walking along another.
 */
export const isSteady = (request: SearchRequest): boolean =>
  isSelective(request) || request.filters.length === 0;

const LONGEST_PREPARED = 6_000;
const MOST_PREPARED = 300;
const names = new Map<string, string>();

/**
 * A name to prepare a statement under: planning takes longer than most searches. The number of shapes is bounded,
 * because PostgreSQL keeps each plan on each connection; what comes later is planned each time.
 */
export function preparedName(text: string): { name?: string } {
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (text.length > LONGEST_PREPARED || names.size >= MOST_PREPARED) return {};
  const name = `s${hash('md5', text).slice(0, 24)}`;
  names.set(text, name);
  return { name };
}
