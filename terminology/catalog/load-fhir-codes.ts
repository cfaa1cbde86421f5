/** The codes of FHIR itself: value sets bound as required by R4 and US Core, and the code systems behind them. */
import { codeLists, displays } from '#fhir/definitions/load.ts';
import type { CodeSet } from './code-set.ts';
import { listedSet } from './code-set.ts';
import { type CodeSystem, type Concept, listedSystem } from './code-system.ts';

const VERSION = '4.0.1';
let bySystem: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** The codes of each system that is here whole; one that says nothing of a code still has it. */
function systems(): ReadonlyMap<string, ReadonlySet<string>> {
  if (!bySystem) {
    const found = new Map(
      Object.entries(displays()).map(([url, known]) => [url, new Set(Object.keys(known))]),
    );
    for (const list of Object.values(codeLists()))
      for (const [system, codes] of Object.entries(list))
        for (const code of codes) found.get(system)?.add(code);
    bySystem = found;
  }
  return bySystem;
}

const conceptOf = (system: string, code: string): Concept => ({
  system,
  code,
  display: displays()[system]?.[code] ?? code,
});

/** A system that FHIR publishes; undefined when it is none. */
export function fhirSystem(url: string): CodeSystem | undefined {
  const codes = systems().get(url);
  if (!codes) return undefined;
  return listedSystem({
    url,
    name: nameIn(url),
    version: VERSION,
    complete: true,
    official: true,
    concepts: [...codes].map((code) => conceptOf(url, code)),
  });
}

export const fhirSystemUrls = (): string[] => [...systems().keys()];

/** A value set that R4 or US Core binds as required; undefined when it is none. */
export function fhirSet(url: string): CodeSet | undefined {
  const lists = codeLists();
  const list = Object.hasOwn(lists, url) ? lists[url] : undefined;
  if (!list) return undefined;
  return listedSet({
    url,
    name: nameIn(url),
    concepts: Object.entries(list).flatMap(([system, codes]) => codes.map((code) => conceptOf(system, code))),
  });
}

export const fhirSetUrls = (): string[] => Object.keys(codeLists());

const nameIn = (url: string): string => url.split('/').at(-1) ?? url;
