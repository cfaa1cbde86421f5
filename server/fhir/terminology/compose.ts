import { FhirFailure } from '#fhir/outcome.ts';
import type { ValueSet } from '#fhir/types.ts';
import { type CodeSet, listedSet, wholeSystem } from '#terminology/catalog/code-set.ts';
import type { Concept } from '#terminology/catalog/code-system.ts';
import { codeSystem } from '#terminology/catalog/load-code-systems.ts';

type Compose = NonNullable<ValueSet['compose']>;
type Include = Compose['include'][number];
type Lookup = (url: string) => Promise<CodeSet | undefined>;

/** Larger parts are not written out one by one; a set that is just one of them is taken as it is. */
const MOST_LISTED = 20_000;

const cannot = (what: string, expression: string) =>
  new FhirFailure(422, { severity: 'error', code: 'not-supported', message: what, expression });

/**
 * A ValueSet as what it comes to: lists of codes, whole systems and sets that are known here, less what is excluded.
 * Throws 422 with the element for what cannot be written out.
 */
export async function composed(
  { url = '', name = 'The value set', compose }: ValueSet,
  setOf: Lookup,
): Promise<CodeSet> {
  if (!compose) throw cannot('The value set has no compose to write out.', 'ValueSet.compose');
  const { include, exclude = [] } = compose;
  const parts = await Promise.all(
    include.map((part, index) => partOf(part, { at: `ValueSet.compose.include[${index}]`, setOf })),
  );
  const [only, ...others] = parts;
  if (only && others.length === 0 && exclude.length === 0) return { ...only, url, name };
  const without = await Promise.all(
    exclude.map((part, index) => partOf(part, { at: `ValueSet.compose.exclude[${index}]`, setOf })),
  );
  const concepts = parts.flatMap((part, index) => listed(part, `ValueSet.compose.include[${index}]`));
  return listedSet({
    url,
    name,
    versions: parts.flatMap(({ versions }) => versions),
    concepts: concepts.filter(({ system, code }) => !without.some((part) => part.find(system, code))),
  });
}

function listed(part: CodeSet, at: string): Concept[] {
  if (part.size > MOST_LISTED)
    throw cannot('So large a part is not put together with others; name it alone.', at);
  return part.page(0, part.size);
}

/** One include: the codes of its system, cut down to those that every value set named in it has too. */
async function partOf(
  { system, concept, filter, valueSet = [] }: Include,
  { at, setOf }: { at: string; setOf: Lookup },
): Promise<CodeSet> {
  if (filter && filter.length > 0) throw cannot('Filters are not worked out here.', `${at}.filter`);
  const sets = await Promise.all(
    valueSet.map(async (url, index) => {
      const found = await setOf(url);
      if (!found) throw cannot('This value set is not here.', `${at}.valueSet[${index}]`);
      return found;
    }),
  );
  const base = system === undefined ? sets.shift() : await ofSystem(system, { concept, at });
  if (!base) throw cannot('An include names a system or a value set.', at);
  if (sets.length === 0) return base;
  const kept = listed(base, at).filter((one) => sets.every((set) => set.find(one.system, one.code)));
  return listedSet({ url: '', name: base.name, versions: base.versions, concepts: kept });
}

/** Codes one by one need no system that is here; their own text is kept, or the system's is taken. */
async function ofSystem(
  url: string,
  { concept, at }: { concept: Include['concept']; at: string },
): Promise<CodeSet> {
  const known = await codeSystem(url);
  if (concept)
    return listedSet({
      url: '',
      name: url,
      versions: known?.version === undefined ? [] : [`${url}|${known.version}`],
      concepts: concept.flatMap(({ code, display }) => {
        if (code === undefined) return [];
        const found = known?.find(code);
        return [{ ...found, system: url, code, display: display ?? found?.display ?? code }];
      }),
    });
  if (!known)
    throw cannot('This code system is not here, so all of its codes cannot be told.', `${at}.system`);
  return wholeSystem({ url: '', name: known.name }, known);
}
