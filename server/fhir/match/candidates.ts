import { dateSlips } from '#clinic/registration/rules/duplicates.ts';
import { fold } from '#fhir/fold.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Patient } from '#fhir/types.ts';
import type { Entry } from '#record/record.ts';
import type { Call } from '../call.ts';

const MOST = 1_000;
const WHOLE_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Those among whom the person may be: who shares a number, was born on the day or on one that a slip makes of it, or bears the name. */
export async function candidatesOf(call: Call, asked: Patient): Promise<Entry[]> {
  const queries = queriesOf(asked);
  const pages = await Promise.all(
    queries.map((query) => {
      const params = new URLSearchParams({ ...query, _count: String(MOST) });
      return call.record.search(parseSearch('Patient', params, { handling: 'strict', zone: call.zone }));
    }),
  );
  return [...new Map(pages.flatMap(({ matches }) => matches).map((entry) => [entry.id, entry])).values()];
}

/**
 * The searches to make; empty when too little is told to look for anybody. Narrow ones, since everybody whom they find
 * stands in the audit trail as seen: on a slip of the birth date only who bears a name that begins alike.
 */
export function queriesOf({
  identifier = [],
  birthDate = '',
  name = [],
  telecom = [],
}: Patient): Record<string, string>[] {
  const numbers = identifier.flatMap(({ system, value }) =>
    system && value ? [`${escaped(system)}|${escaped(value)}`] : [],
  );
  const queries: Record<string, string>[] = numbers.length > 0 ? [{ identifier: numbers.join(',') }] : [];
  const families = name.flatMap(({ family }) => (family ? [family] : []));
  if (WHOLE_DATE.test(birthDate)) {
    queries.push({ birthdate: birthDate });
    const begin = [...families, ...name.flatMap(({ given = [] }) => given)].map(beginningOf).filter(Boolean);
    const slips = dateSlips(birthDate);
    if (begin.length > 0 && slips.length > 0)
      queries.push({ birthdate: slips.join(','), name: [...new Set(begin)].map(escaped).join(',') });
    return queries;
  }
  const born: Record<string, string> = birthDate === '' ? {} : { birthdate: birthDate };
  if (families.length > 0) queries.push({ family: families.map(escaped).join(','), ...born });
  const ways = telecom.flatMap(({ value }) => (value ? [escaped(value)] : []));
  if (ways.length > 0) queries.push({ telecom: ways.join(','), ...born });
  return queries;
}

const BEGINNING = 2;
const beginningOf = (word: string): string => [...fold(word)].slice(0, BEGINNING).join('').trim();

/** http://hl7.org/fhir/R4/search.html#escaping */
const escaped = (text: string): string => text.replace(/[\\,|$]/g, (mark) => `\\${mark}`);
