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
  request.ids !== undefined || request.has.length > 0 || request.filters.some(selects);

const LONGEST_PREPARED = 6_000;
const MOST_PREPARED = 300;
const shapes = new Set<string>();

/**
 * Prepared once per connection when its plan does not hang on the values: planning takes longer than most searches.
 * Searches by common codes alone (`status=final`) are planned each time, with their values' frequency in view. The
 * number of shapes is bounded, because PostgreSQL keeps each plan on each connection.
 */
export function isPrepared(request: SearchRequest, text: string): boolean {
  const steady = isSelective(request) || (request.filters.length === 0 && request.has.length === 0);
  if (!steady || text.length > LONGEST_PREPARED) return false;
  if (!shapes.has(text) && shapes.size >= MOST_PREPARED) return false;
  shapes.add(text);
  return true;
}
