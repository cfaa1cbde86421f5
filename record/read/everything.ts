import type { Entry } from '../record.ts';
import { cursorText, cursorValues } from './cursor.ts';
import { arrayRows, ENTRY_COLUMNS, type EntryRow, entryOfRow } from './entry-row.ts';
import { type Reading, readOne } from './read.ts';

export interface EverythingOptions {
  readonly types?: readonly string[];
  /** FHIR instant: only what was written at or after it. */
  readonly since?: string;
  readonly count?: number;
  readonly cursor?: string;
}

const USUAL_COUNT = 1_000;

/**
 * Every resource of the patient's compartment, the patient first, then by type and time: one walk along the index
 * (clinic, patient, type, moment), whatever the number of types.
 */
export async function everything(
  reading: Reading,
  patient: string,
  options: EverythingOptions = {},
): Promise<{ entries: Entry[]; next?: string }> {
  const count = options.count ?? USUAL_COUNT;
  const [self, rest] = await Promise.all([
    options.cursor ? undefined : patientItself(reading, patient, options),
    theRest(reading, { patient, options, count }),
  ]);
  const page = rest.slice(0, count);
  const last = page.at(-1);
  return {
    entries: [...(self ? [self] : []), ...page.map(entryOfRow)],
    ...(rest.length > count && last ? { next: cursorText(last.slice(6) as string[]) } : {}),
  };
}

async function patientItself(
  reading: Reading,
  id: string,
  { types, since }: EverythingOptions,
): Promise<Entry | undefined> {
  if (types && !types.includes('Patient')) return undefined;
  const entry = await readOne(reading, 'Patient', id);
  const recent = !since || Date.parse(entry?.updated ?? '') >= Date.parse(since);
  return entry && !entry.deleted && recent ? entry : undefined;
}

interface Rest {
  readonly patient: string;
  readonly options: EverythingOptions;
  readonly count: number;
}

function theRest({ pool, clinic }: Reading, { patient, options, count }: Rest): Promise<EntryRow[]> {
  const { types, since, cursor } = options;
  const values: unknown[] = [clinic, patient, count + 1];
  const conditions: string[] = [];
  let name = 'record_everything';
  if (types) {
    conditions.push(`and r.type = any($${values.push(types)}::text[])`);
    name += '_types';
  }
  if (since) {
    conditions.push(`and r.updated >= $${values.push(Date.parse(since))}`);
    name += '_since';
  }
  if (cursor) {
    const [type, moment, key] = cursorValues(cursor, 3);
    const from = values.push(type, moment, key) - 2;
    conditions.push(`and (r.type, r.moment, r.key) > ($${from}, $${from + 1}::bigint, $${from + 2}::bigint)`);
    name += '_after';
  }
  return arrayRows<EntryRow>(pool, {
    name,
    sql: `select ${ENTRY_COLUMNS}, r.type, r.moment, r.key from record.resource r
      where r.clinic = $1 and r.patient = $2 and not r.deleted and r.type <> 'Patient' ${conditions.join(' ')}
      order by r.type, r.moment, r.key limit $3`,
    values,
  });
}
