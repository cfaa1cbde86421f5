import { badRequest, tooCostly } from '#fhir/outcome.ts';
import { searchParam } from '#fhir/search/definitions.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { SearchRequest } from '#fhir/search/request.ts';
import type { Observation } from '#fhir/types.ts';
import type { Entry } from '#record/record.ts';
import { bundleText, searchEntry } from './bundle-text.ts';
import type { Answer, Asked, Call } from './call.ts';
import { givenTo, wholeNumber } from './given.ts';
import { pageLinks } from './history.ts';
import { subsetOf } from './subset.ts';

const PAGE = 1_000;
const MOST_PAGES = 10;
const MOST_OF_A_CODE = 100;

/**
 * `Observation/$lastn`: of a patient, for each code the newest, `max` of them (1 unless said); by the parameters of any
 * search of Observation (http://hl7.org/fhir/R4/observation-operation-lastn.html).
 */
export async function lastN(call: Call, { query, body }: Pick<Asked, 'query' | 'body'>): Promise<Answer> {
  const names = new Set([...query.keys(), ...namesIn(body)]);
  const asked = givenTo({ query, body }, { known: [...names] });
  const max = wholeNumber(asked, 'max', { least: 1, most: MOST_OF_A_CODE }) ?? 1;
  const request = requestFor(call, asked.query());
  const found = await newest(call, request);
  const shown = subsetOf(request);
  return {
    status: 200,
    body: bundleText(
      'searchset',
      lastOfEach(found, max).map((entry) => searchEntry(call, shown(entry), 'match')),
      { links: pageLinks(call, { path: 'Observation/$lastn', query: asked.query(), next: undefined }) },
    ),
  };
}

const namesIn = (body: unknown): string[] => {
  const { parameter } = (body ?? {}) as { parameter?: unknown };
  return Array.isArray(parameter) ? parameter.map((one) => String(one?.name)) : [];
};

const OF_ITS_OWN = ['_sort', '_count', '_cursor', '_include', '_revinclude', '_total'];

function requestFor(call: Call, query: URLSearchParams): SearchRequest {
  for (const name of query.keys())
    if (OF_ITS_OWN.includes(name.split(':')[0] ?? ''))
      throw badRequest(
        `$lastn has an order and a number of its own; ${name.slice(0, 20)} is not for it.`,
        `http.${name}`,
      );
  const params = new URLSearchParams(query);
  params.delete('max');
  const request = parseSearch('Observation', params, {
    handling: 'strict',
    zone: call.zone,
    base: call.base,
  });
  const ofOne = request.filters.some(
    ({ param, anyOf, chain }) => ['patient', 'subject'].includes(param.code) && (anyOf.length === 1 || chain),
  );
  if (!ofOne) throw badRequest('$lastn is of one patient: give patient or subject.', 'http.patient');
  const date = searchParam('Observation', 'date');
  if (!date) throw new Error('Observation has a search parameter date.');
  return { ...request, sort: [{ param: date, descending: true }], count: PAGE, total: 'none' };
}

async function newest(call: Call, request: SearchRequest): Promise<Entry[]> {
  const found: Entry[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await call.record.search(cursor === undefined ? request : { ...request, cursor });
    found.push(...answer.matches);
    cursor = answer.next;
    if (cursor === undefined) return found;
  }
  throw tooCostly(
    'These are too many observations to go through. Narrow the question by category, code or date.',
  );
}

/** Codes are the same when they share a coding; where there is none, when the text is the same. */
function lastOfEach(newestFirst: readonly Entry[], max: number): Entry[] {
  const groups: { marks: Set<string>; members: Entry[] }[] = [];
  for (const entry of newestFirst) {
    const marks = marksOf(JSON.parse(entry.content) as Observation);
    const mine = groups.filter((group) => marks.some((mark) => group.marks.has(mark)));
    const [first, ...others] = mine;
    if (!first) {
      groups.push({ marks: new Set(marks), members: [entry] });
      continue;
    }
    // One that carries two codes makes one group of two.
    for (const other of others) {
      first.members.push(...other.members);
      for (const mark of other.marks) first.marks.add(mark);
      groups.splice(groups.indexOf(other), 1);
    }
    for (const mark of marks) first.marks.add(mark);
    first.members.push(entry);
  }
  const place = new Map(newestFirst.map((entry, at) => [entry, at]));
  const inOrder = (one: Entry, other: Entry) => (place.get(one) ?? 0) - (place.get(other) ?? 0);
  return groups.flatMap(({ members }) => members.toSorted(inOrder).slice(0, max)).toSorted(inOrder);
}

function marksOf({ code }: Observation): string[] {
  const codings = (code.coding ?? []).flatMap(({ system = '', code: one }) =>
    one ? [`${system}|${one}`] : [],
  );
  return codings.length > 0 ? codings : [`text ${code.text ?? ''}`];
}
