import { badRequest, notFound } from '#fhir/outcome.ts';
import type { Include, SearchRequest } from '#fhir/search/request.ts';
import type { Entry } from '#record/record.ts';
import { bundleText, searchEntry } from './bundle-text.ts';
import type { Answer, Call } from './call.ts';
import { typesOf } from './everything.ts';
import { givenTo } from './given.ts';
import { pageLinks, pageOf } from './history.ts';
import { encounterParams } from './of-an-encounter.ts';
import { isId } from './preconditions.ts';
import { subsetAsked } from './subset.ts';

const KNOWN = ['_count', '_since', '_type', '_cursor', '_elements', '_summary'];
/** Of any type of resource by their definition, and of an encounter in a clinic: its tasks, and who changed it. */
const LEAD_ANYWHERE = [
  { source: 'Task', param: 'focus' },
  { source: 'Provenance', param: 'target' },
];
let referring: readonly Include[] | undefined;

/** Every parameter that says of which encounter a resource is. */
function ofAnEncounter(): readonly Include[] {
  referring ??= [
    ...[...encounterParams()].map(([source, param]) => ({ source, param })),
    ...LEAD_ANYWHERE,
  ].map((one) => ({ ...one, iterate: false }));
  return referring;
}

/**
 * `Encounter/x/$everything`: the encounter, what was recorded in it and what it refers to, the encounter first
 * (http://hl7.org/fhir/R4/encounter-operation-everything.html). One search: what may not be read does not come along.
 */
export async function encounterEverything(
  call: Call,
  { id, query, body }: { id: string; query: URLSearchParams; body: unknown },
): Promise<Answer> {
  if (!isId(id)) throw notFound('There is no Encounter with this id.');
  const given = givenTo({ query, body }, { known: KNOWN });
  const asked = given.query();
  const { count = 0, since, cursor } = pageOf(asked);
  const types = typesOf(given);
  const shown = subsetAsked('Encounter', asked);
  const { matches, included } = await call.record.search(requestFor(id, types));
  if (matches.length === 0) throw notFound('There is no Encounter with this id.');
  const all = [...matches, ...included.toSorted(byPlace)]
    .filter(({ type }) => types?.includes(type) ?? true)
    .filter(({ updated }) => since === undefined || updated >= since);
  const rest = cursor === undefined ? all : all.slice(after(all, cursor));
  const page = asked.has('_count') ? rest.slice(0, count) : rest;
  const next = page.length < rest.length ? cursorOf(page.at(-1)) : undefined;
  return {
    status: 200,
    body: bundleText(
      'searchset',
      page.map((entry) => searchEntry(call, shown(entry), 'match')),
      { links: pageLinks(call, { path: `Encounter/${id}/$everything`, query: asked, next }) },
    ),
  };
}

function requestFor(id: string, types: readonly string[] | undefined): SearchRequest {
  return {
    type: 'Encounter',
    filters: [],
    ids: [id],
    has: [],
    include: [{ source: 'Encounter', param: '*', iterate: false }],
    revinclude: ofAnEncounter().filter(({ source }) => types?.includes(source) ?? true),
    sort: [],
    count: 1,
    total: 'none',
    ignored: [],
  };
}

const placeOf = ({ type, id }: Entry): string => `${type}/${id}`;
const byPlace = (one: Entry, other: Entry): number => (placeOf(one) < placeOf(other) ? -1 : 1);
const cursorOf = (last: Entry | undefined): string | undefined =>
  last && Buffer.from(placeOf(last)).toString('base64url');

/** Where the next page begins. Throws 400 for a cursor that is none. */
function after(all: readonly Entry[], cursor: string): number {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(place))
    throw badRequest(
      'The page cursor is not one of this answer. Start again from the first page.',
      'http._cursor',
    );
  const [encounter, ...others] = all;
  if (encounter && placeOf(encounter) === place) return 1;
  const behind = others.findIndex((entry) => placeOf(entry) > place);
  return behind === -1 ? all.length : behind + 1;
}
