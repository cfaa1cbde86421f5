import { newId } from '#capability/new-id.ts';
import { FhirFailure } from '#fhir/outcome.ts';
import type { CodeSet } from '#terminology/catalog/code-set.ts';
import type { Concept } from '#terminology/catalog/code-system.ts';
import type { Answer, Call } from '../call.ts';
import { type Given, givenTo, truth, wholeNumber } from '../given.ts';
import type { OperationAsked } from '../operations.ts';
import { mustHaveSet, OF_SET } from './asked-set.ts';

const KNOWN = [
  ...OF_SET,
  'filter',
  'count',
  'offset',
  'activeOnly',
  'includeDesignations',
  // An expansion here is flat and in English.
  'excludeNested',
  'displayLanguage',
];
/** More is not told at once. */
const MOST = 1_000;

interface Page {
  readonly concepts: readonly Concept[];
  readonly total: number;
}

/** `ValueSet/$expand`: the codes of a set, all of them or what fits `filter`, by pages (http://hl7.org/fhir/R4/valueset-operation-expand.html). */
export async function expand(call: Call, asked: OperationAsked): Promise<Answer> {
  const given = givenTo(asked, { known: KNOWN });
  const set = await mustHaveSet(call, { given, id: asked.id });
  const count = wholeNumber(given, 'count', { least: 0, most: MOST });
  const offset = wholeNumber(given, 'offset', { least: 0, most: 999_999_999 }) ?? 0;
  const { concepts, total } = pageOf(set, { given, count: count ?? MOST, offset });
  if (count === undefined && total - offset > MOST)
    throw new FhirFailure(422, {
      severity: 'error',
      code: 'too-costly',
      message: `This value set has more than ${MOST} codes: ask by filter, or by pages with count and offset.`,
      expression: 'http.count',
    });
  const designations = truth(given, 'includeDesignations') ?? false;
  const contains = concepts.map((concept) => contained(concept, designations ? (concept.says ?? []) : []));
  const parameter = parametersOf(given, set);
  const expansion = {
    identifier: `urn:uuid:${newId()}`,
    timestamp: new Date().toISOString(),
    total,
    offset,
    ...(parameter.length > 0 ? { parameter } : {}),
    ...(contains.length > 0 ? { contains } : {}),
  };
  const resource = {
    resourceType: 'ValueSet',
    ...(set.url ? { url: set.url } : {}),
    name: set.name,
    status: 'active',
    expansion,
  };
  return { status: 200, body: JSON.stringify(resource) };
}

function pageOf(
  set: CodeSet,
  { given, count, offset }: { given: Given; count: number; offset: number },
): Page {
  const filter = given.one('filter')?.trim() ?? '';
  const activeOnly = truth(given, 'activeOnly') ?? false;
  if (filter === '' && !activeOnly) return { concepts: set.page(offset, count), total: set.size };
  const found = filter === '' ? set.page(0, set.size) : set.search(filter, set.size);
  const kept = activeOnly ? found.filter(({ inactive }) => !inactive) : found;
  return { concepts: kept.slice(offset, offset + count), total: kept.length };
}

const contained = (
  { system, code, display, inactive, abstract }: Concept,
  designations: readonly string[],
): Readonly<Record<string, unknown>> => ({
  system,
  ...(abstract ? { abstract } : {}),
  ...(inactive ? { inactive } : {}),
  code,
  display,
  ...(designations.length > 0 ? { designation: designations.map((value) => ({ value })) } : {}),
});

/** What the expansion was asked by, and the editions it was drawn from. */
function parametersOf(given: Given, { versions }: CodeSet): Readonly<Record<string, unknown>>[] {
  const text = (name: string) => given.all(name).map((valueString) => ({ name, valueString }));
  const number = (name: string) => given.all(name).map((one) => ({ name, valueInteger: Number(one) }));
  return [
    ...text('filter'),
    ...number('count'),
    ...number('offset'),
    ...given.all('activeOnly').map((one) => ({ name: 'activeOnly', valueBoolean: one === 'true' })),
    ...versions.map((valueUri) => ({ name: 'version', valueUri })),
  ];
}
