import { readFileSync } from 'node:fs';
import { parseExact, stringifyExact } from '#fhir/exact-json.ts';
import { badRequest } from '#fhir/outcome.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { SearchRequest } from '#fhir/search/request.ts';
import type { Entry } from '#record/record.ts';

/** Top-level elements that the official R4 StructureDefinitions mark as summary, and those with a minimum of one. */
type SummaryElements = Readonly<Record<string, { readonly summary: string; readonly required: string }>>;
let table: SummaryElements | undefined;

function elementsOf(type: string): { summary: string[]; required: string[] } {
  table ??= JSON.parse(
    readFileSync(new URL('./summary-elements.json', import.meta.url), 'utf8'),
  ) as SummaryElements;
  const { summary = '', required = '' } = table[type] ?? {};
  return { summary: summary.split(' '), required: required.split(' ') };
}

type Asked = Pick<SearchRequest, 'summary' | 'elements'>;

/** What `_summary` and `_elements` leave of an entry; without them the entry as stored. */
export function subsetOf({ summary, elements }: Asked): (entry: Entry) => Entry {
  const wanted = summary === 'false' || summary === 'count' ? undefined : summary;
  if (wanted === undefined && !elements) return (entry) => entry;
  return (entry) => {
    const whole = parseExact(entry.content) as Record<string, unknown>;
    for (const name of Object.keys(whole))
      if (!keeps({ summary: wanted, elements }, { name, type: entry.type }))
        Reflect.deleteProperty(whole, name);
    return { ...entry, content: stringifyExact(marked(whole)) };
  };
}

const OF_SUBSET = ['_summary', '_elements'];

/** The same where no search is made: of a read, of `$everything`. Throws 400 for a value that is none. */
export function subsetAsked(type: string, query: URLSearchParams): (entry: Entry) => Entry {
  const asked = [...query].filter(([name]) => OF_SUBSET.includes(name));
  if (asked.length === 0) return (entry) => entry;
  const request = parseSearch(type, asked, { handling: 'strict', zone: 'UTC' });
  if (request.summary === 'count')
    throw badRequest('_summary=count counts what a search finds; here nothing is counted.', 'http._summary');
  return subsetOf(request);
}

const ALWAYS = new Set(['resourceType', 'id', 'meta', 'implicitRules']);

function keeps(
  {
    summary,
    elements,
  }: { summary: SearchRequest['summary'] | undefined; elements: readonly string[] | undefined },
  { name, type }: { name: string; type: string },
): boolean {
  // `_birthDate` goes where `birthDate` goes.
  const element = name.replace(/^_/, '');
  if (ALWAYS.has(element)) return true;
  const { summary: short, required } = elementsOf(type);
  if (required.includes(element) && (elements || summary === 'text')) return true;
  if (elements) return elements.some((asked) => element === asked || isChoice(element, asked));
  if (summary === 'text') return element === 'text';
  if (summary === 'data') return element !== 'text';
  return short.includes(element);
}

const isChoice = (element: string, asked: string): boolean =>
  element.startsWith(asked) && /^[A-Z]/.test(element.slice(asked.length)) && CHOICES.test(asked);
const CHOICES =
  /^(value|effective|onset|abatement|performed|occurrence|medication|deceased|multipleBirth|timing|serviced|allowed|product|item|content|subject|source|born|age)$/;

/** Says that it is not the whole, so that nobody writes it back (http://hl7.org/fhir/R4/search.html#summary). */
function marked(content: Record<string, unknown>): Record<string, unknown> {
  const meta = (content.meta ?? {}) as { tag?: readonly unknown[] };
  const tag = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };
  return { ...content, meta: { ...meta, tag: [...(meta.tag ?? []), tag] } };
}
