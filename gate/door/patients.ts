import type { Entry } from '#record/record.ts';

/** A Patient as the target of a reference, in a resource's text. */
const REFERENCE = /"reference"\s*:\s*"(?:[^"]*\/)?Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^"]*)?"/g;

/** Ids of the patients whom these versions are about: themselves, or whom they refer to. Each once. */
export function patientsIn(entries: Iterable<Entry>, into: Set<string> = new Set()): Set<string> {
  for (const { type, id, content } of entries) {
    if (type === 'Patient') into.add(id);
    if (!content.includes('Patient/')) continue;
    for (const [, patient] of content.matchAll(REFERENCE)) if (patient !== undefined) into.add(patient);
  }
  return into;
}

/** Names of the parameters of a search, never their values: `patient code:in _sort`. */
export function parameterNames(request: {
  filters: readonly {
    param: { code: string };
    modifier?: string;
    missing?: boolean;
    chain?: { filter: { param: { code: string } } };
  }[];
  ids?: readonly string[];
  has: readonly { type: string; reference: { code: string } }[];
}): string {
  const names = request.filters.map(
    ({ param, modifier, missing, chain }) =>
      `${param.code}${missing === undefined ? '' : ':missing'}${modifier === undefined ? '' : `:${modifier}`}${chain ? `.${chain.filter.param.code}` : ''}`,
  );
  if (request.ids) names.push('_id');
  for (const { type, reference } of request.has) names.push(`_has:${type}:${reference.code}`);
  return [...new Set(names)].join(' ');
}
