/** The code systems that Medley ships, by their canonical url. */
import { CVX, ICD10CM, MVX, RXNORM, SNOMED } from '#fhir/systems.ts';
import { reactions, substances } from '../allergies/load-allergies.ts';
import type { Vaccine } from '../cvx/cvx.ts';
import { vaccineMakers, vaccines } from '../cvx/load-cvx.ts';
import type { Icd10Code } from '../icd10cm/icd10cm.ts';
import { icd10cm } from '../icd10cm/load-icd10cm.ts';
import { drugs } from '../rxnorm/load-rxnorm.ts';
import type { DrugRow } from '../rxnorm/rxnorm.ts';
import { CONCEPTS } from '../snomed-few/snomed-few.ts';
import { type CodeSystem, type Concept, listedSystem } from './code-system.ts';
import { fhirSystem, fhirSystemUrls } from './load-fhir-codes.ts';

const LOADERS: Readonly<Record<string, () => CodeSystem | Promise<CodeSystem>>> = {
  [ICD10CM]: diagnoses,
  [RXNORM]: medicines,
  [CVX]: vaccineSystem,
  [MVX]: makerSystem,
  [SNOMED]: snomedOfOurs,
};
const loaded = new Map<string, CodeSystem | Promise<CodeSystem>>();

/** Undefined when it is not shipped. ICD-10-CM and RxNorm take a second to index, once. */
export async function codeSystem(url: string): Promise<CodeSystem | undefined> {
  const known = loaded.get(url);
  if (known) return known;
  const load = Object.hasOwn(LOADERS, url) ? LOADERS[url] : undefined;
  const system = load ? load() : fhirSystem(url);
  if (!system) return undefined;
  loaded.set(url, system);
  try {
    return await system;
  } catch (problem) {
    loaded.delete(url);
    throw problem;
  }
}

/** The canonical urls of all of them. */
export const codeSystemUrls = (): string[] => [...Object.keys(LOADERS), ...fhirSystemUrls()];

async function diagnoses(): Promise<CodeSystem> {
  const list = await icd10cm();
  const shown = ({ code, display, billable }: Icd10Code): Concept => ({
    system: ICD10CM,
    code,
    display,
    ...(billable ? {} : { abstract: true }),
    properties: [{ code: 'notSelectable', value: !billable }],
  });
  return {
    url: ICD10CM,
    name: 'ICD-10-CM',
    version: list.edition.replace(/^ICD-10-CM FY/, ''),
    complete: true,
    official: true,
    size: list.size,
    find: (code) => {
      const found = list.find(code);
      return found && shown(found);
    },
    page: (from, count) => list.all.slice(from, from + count).map(shown),
    search: (words, limit) => list.search(words, limit).map(shown),
  };
}

async function medicines(): Promise<CodeSystem> {
  const list = await drugs();
  const shown = ({ rxcui, name, termType, ingredients }: DrugRow): Concept => ({
    system: RXNORM,
    code: rxcui,
    display: name,
    properties: [
      { code: 'TTY', value: termType },
      ...ingredients.map((value) => ({ code: 'ingredient', value })),
    ],
  });
  const find = (code: string) => {
    const row = list.row(code);
    return row && shown(row);
  };
  return {
    url: RXNORM,
    name: 'RxNorm',
    version: '2025-10-06',
    complete: false,
    official: true,
    size: list.size,
    find,
    page: (from, count) => list.all.slice(from, from + count).map(shown),
    search: (words, limit) => list.search(words, limit).flatMap(({ rxcui }) => find(rxcui) ?? []),
  };
}

function vaccineSystem(): CodeSystem {
  const list = vaccines();
  const shown = ({ cvx, name, fullName, active, groups }: Vaccine): Concept => ({
    system: CVX,
    code: cvx,
    display: name,
    ...(active ? {} : { inactive: true }),
    says: [fullName],
    properties: [{ code: 'inactive', value: !active }, ...groups.map((value) => ({ code: 'group', value }))],
  });
  return {
    url: CVX,
    name: 'CVX',
    version: '2025-11-19',
    complete: true,
    official: true,
    size: list.all.length,
    find: (code) => {
      const found = list.all.find(({ cvx }) => cvx === code);
      return found && shown(found);
    },
    page: (from, count) => list.all.slice(from, from + count).map(shown),
    search: (words, limit) => list.search(words, limit).map(shown),
  };
}

function makerSystem(): CodeSystem {
  return listedSystem({
    url: MVX,
    name: 'MVX',
    version: '2025-11-19',
    complete: true,
    official: true,
    concepts: vaccineMakers().map(({ code, name, active }) => ({
      code,
      display: name,
      ...(active ? {} : { inactive: true as const }),
      properties: [{ code: 'inactive', value: !active }],
    })),
  });
}

/** The few concepts we write, each once, in our own words. */
function snomedOfOurs(): CodeSystem {
  const all = [
    ...CONCEPTS,
    ...reactions().all.map(({ code, name }) => ({ code, display: name })),
    ...substances().all.flatMap(({ system, code, name }) =>
      system === SNOMED ? [{ code, display: name }] : [],
    ),
  ];
  const concepts = [...new Map(all.map((one) => [one.code, one])).values()];
  return listedSystem({
    url: SNOMED,
    name: 'SNOMED CT (the few concepts Medley writes)',
    complete: false,
    official: false,
    concepts,
  });
}
