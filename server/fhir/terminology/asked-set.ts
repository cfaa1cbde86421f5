import { badRequest, FhirFailure, gone, notFound } from '#fhir/outcome.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { ValueSet } from '#fhir/types.ts';
import type { CodeSet } from '#terminology/catalog/code-set.ts';
import { codeSet } from '#terminology/catalog/load-code-sets.ts';
import type { Call } from '../call.ts';
import type { Given } from '../given.ts';
import { isId } from '../preconditions.ts';
import { resourceBody, validated } from '../resource-body.ts';
import { composed } from './compose.ts';

/** By these a value set is asked for; or by its address. */
export const OF_SET = ['url', 'valueSet'];

/** The value set that an operation is about. Throws 400 when none or several are named, 404 when it is not here. */
export async function mustHaveSet(call: Call, { given, id }: { given: Given; id: string }): Promise<CodeSet> {
  const [url, sent] = [given.one('url'), given.whole('valueSet')];
  if ([id === '' ? undefined : id, url, sent].filter((one) => one !== undefined).length !== 1)
    throw badRequest('Name one value set: by url, as valueSet, or by its address.', 'http.url');
  if (sent !== undefined)
    return composed(validated(call, resourceBody(sent, 'ValueSet')) as ValueSet, setOf(call));
  if (url === undefined) return composed(await stored(call, id), setOf(call));
  const set = await setOf(call)(url);
  if (!set)
    throw new FhirFailure(404, {
      severity: 'error',
      code: 'not-found',
      message: 'This value set is not here, or not every code of it is.',
      expression: 'http.url',
    });
  return set;
}

/** A value set named by canonical url or by `ValueSet/id`, undefined when it is not here. */
export async function namedSet(call: Call, name: string): Promise<CodeSet | undefined> {
  const id = /^ValueSet\/([A-Za-z0-9\-.]{1,64})$/.exec(name)?.[1];
  return id === undefined ? setOf(call)(name) : composed(await stored(call, id), setOf(call));
}

async function stored(call: Call, id: string): Promise<ValueSet> {
  const entry = isId(id) ? await call.record.read('ValueSet', id) : undefined;
  if (!entry) throw notFound('There is no ValueSet with this id.');
  if (entry.deleted) throw gone('This ValueSet was deleted.');
  return JSON.parse(entry.content) as ValueSet;
}

const DEEPEST = 5;

/** Shipped, or stored in the record as a ValueSet. A set that is made of itself ends. */
function setOf(call: Call, depth = 0): (canonical: string) => Promise<CodeSet | undefined> {
  return async (canonical) => {
    const [url = ''] = canonical.split('|');
    const shipped = await codeSet(url);
    if (shipped || depth >= DEEPEST) return shipped;
    const params = new URLSearchParams({ url, _count: '2' });
    const request = parseSearch('ValueSet', params, { handling: 'strict', zone: call.zone });
    const { matches } = await call.record.search(request);
    const [only, another] = matches;
    if (!only || another) return undefined;
    return composed(JSON.parse(only.content) as ValueSet, setOf(call, depth + 1));
  };
}
