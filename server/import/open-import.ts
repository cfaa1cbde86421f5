import { parseSearch } from '#fhir/search/parse.ts';
import { validateResource } from '#fhir/validate/validate.ts';
import type { ServerContext } from '../context.ts';
import type { Identified } from './identify.ts';
import { Import } from './import.ts';

/**
 * An importer bound to a clinic, writing through the gate in the name of `who`. R4 is enforced; what a foreign profile
 * asks beyond it is not held against foreign data.
 */
export function openImport(
  context: ServerContext,
  who: string,
  transform?: (resource: Identified) => Identified,
): Import {
  const { gate, store, config, facts } = context;
  const principal = gate.system(who);
  const door = gate.for(principal);
  return new Import({
    clinic: config.clinic,
    author: principal.reference,
    store: {
      readMany: (keys) => store.readMany(keys),
      rows: (sql, values) => store.rows(sql, values),
      commit: (commit) => door.commit(commit),
    },
    validate: (resource) => validateResource(resource, { foreign: true }),
    resolve: async (conditional) => {
      const [type = '', query = ''] = conditional.split('?');
      const request = parseSearch(type, new URLSearchParams(query), {
        handling: 'strict',
        zone: facts.current().zone,
      });
      const { matches } = await store.search({ ...request, count: 2 });
      return matches.length === 1 ? matches[0]?.id : undefined;
    },
    ...(transform ? { transform } : {}),
  });
}
