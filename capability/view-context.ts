import { gone, notFound } from '#fhir/outcome.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { ResourceType, Stored } from '#fhir/types.ts';
import type { GatedAct } from '#gate/gate.ts';
import type { Principal } from '#gate/principal.ts';
import { type Entry, parseEntry } from '#record/record.ts';
import type { ResourceOf, ViewContext } from './command.ts';
import type { Runtime } from './runtime.ts';

const parsed = <T extends ResourceType>(entry: Entry) =>
  parseEntry<ResourceOf<T>>(entry) as Stored<ResourceOf<T>>;

/** What a view holds, over the record as the gate shows it. */
export function viewContext(runtime: Runtime, who: Principal, record: GatedAct): ViewContext {
  const clinic = runtime.clinic();
  const readIfAny = async <T extends ResourceType>(type: T, id: string) => {
    const entry = await record.read(type, id);
    return entry && !entry.deleted ? parsed<T>(entry) : undefined;
  };
  return {
    clinic,
    who,
    now: runtime.now(),
    readIfAny,
    async read(type, id) {
      const entry = await record.read(type, id);
      if (!entry) throw notFound(`There is no ${type} with this id.`);
      if (entry.deleted) throw gone(`This ${type} was deleted.`);
      return parsed<typeof type>(entry);
    },
    async readMany<T extends ResourceType>(type: T, ids: readonly string[]) {
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) return [];
      const entries = await record.readMany(wanted.map((id) => ({ type, id })));
      return entries.map((entry) => parsed<T>(entry));
    },
    async find<T extends ResourceType>(type: T, query: Readonly<Record<string, string | readonly string[]>>) {
      const request = parseSearch(type, pairs(query), { handling: 'strict', zone: clinic.zone });
      const { matches } = await record.search(request);
      return matches.map((entry) => parsed<T>(entry));
    },
    rows: (sql, values) => record.rows(sql, values),
  };
}

function* pairs(
  query: Readonly<Record<string, string | readonly string[]>>,
): Generator<readonly [string, string]> {
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string') yield [name, value];
    else for (const one of value) yield [name, one];
  }
}
