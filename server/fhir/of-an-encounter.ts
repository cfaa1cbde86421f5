import { resourceTypes, searchParams } from '#fhir/search/definitions.ts';

let known: ReadonlyMap<string, string> | undefined;

/** Of each type of resource the parameter that says in which encounter it was made: `encounter`, or `context` as older types call it. */
export function encounterParams(): ReadonlyMap<string, string> {
  known ??= new Map(
    resourceTypes().flatMap((type) => {
      const codes = [...searchParams(type).values()]
        .filter(
          ({ type: kind, code }) => kind === 'reference' && (code === 'encounter' || code === 'context'),
        )
        .filter(({ target }) => target?.includes('Encounter') === true && target.length <= 2)
        .map(({ code }) => code)
        .sort();
      const code = codes.at(-1);
      return code === undefined ? [] : [[type, code] as const];
    }),
  );
  return known;
}
