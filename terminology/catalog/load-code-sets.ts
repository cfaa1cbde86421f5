/** The value sets that Medley can write out, by their canonical url. */
import { MEDLEY } from '#fhir/medley.ts';
import { CVX, ICD10CM, RXNORM, SNOMED } from '#fhir/systems.ts';
import { reactions, substances } from '../allergies/load-allergies.ts';
import { type CodeSet, listedSet, partOfSystem, wholeSystem } from './code-set.ts';
import type { CodeSystem, Concept } from './code-system.ts';
import { codeSystem, codeSystemUrls } from './load-code-systems.ts';
import { fhirSet, fhirSetUrls } from './load-fhir-codes.ts';

/** `<system>?fhir_vs` is all of a system, as FHIR has it for SNOMED CT (http://hl7.org/fhir/R4/snomedct.html#implicit). */
const ALL_OF = '?fhir_vs';
const ours = (name: string) => `${MEDLEY}ValueSet/${name}`;
const PRODUCTS = new Set(['SCD', 'SBD', 'GPCK', 'BPCK']);

const tty = ({ properties = [] }: Concept) => String(properties.find(({ code }) => code === 'TTY')?.value);

/** Ours, for what a clinic picks from. */
const OURS: Readonly<Record<string, () => Promise<CodeSet>>> = {
  [ours('diagnoses')]: () =>
    part(
      ICD10CM,
      { url: ours('diagnoses'), name: 'Diagnoses that can be billed' },
      ({ abstract }) => !abstract,
    ),
  [ours('medicines')]: () =>
    part(RXNORM, { url: ours('medicines'), name: 'Medicines to take' }, (one) => PRODUCTS.has(tty(one))),
  [ours('vaccines')]: () =>
    part(CVX, { url: ours('vaccines'), name: 'Vaccines that are given' }, ({ inactive }) => !inactive),
  [ours('allergy-substances')]: async () =>
    listedSet({
      url: ours('allergy-substances'),
      name: 'Common substances of allergies',
      concepts: substances().all.map(({ system, code, name }) => ({ system, code, display: name })),
    }),
  [ours('allergy-reactions')]: async () =>
    listedSet({
      url: ours('allergy-reactions'),
      name: 'Reactions as patients report them',
      concepts: reactions().all.map(({ code, name }) => ({ system: SNOMED, code, display: name })),
    }),
  'http://hl7.org/fhir/us/core/ValueSet/us-core-vaccines-cvx': () =>
    part(
      CVX,
      { url: 'http://hl7.org/fhir/us/core/ValueSet/us-core-vaccines-cvx', name: 'Vaccines (CVX)' },
      () => true,
    ),
};
const loaded = new Map<string, Promise<CodeSet>>();

/** Undefined when it is not one that can be written out here. */
export async function codeSet(url: string): Promise<CodeSet | undefined> {
  const known = loaded.get(url);
  if (known) return known;
  const load = Object.hasOwn(OURS, url) ? OURS[url] : undefined;
  if (!load) return url.endsWith(ALL_OF) ? allOf(url) : fhirSet(url);
  const set = load();
  loaded.set(url, set);
  return set.catch((problem: unknown) => {
    loaded.delete(url);
    throw problem;
  });
}

/** The canonical urls of all of them. */
export const codeSetUrls = (): string[] => [
  ...Object.keys(OURS),
  ...codeSystemUrls().map((url) => `${url}${ALL_OF}`),
  ...fhirSetUrls(),
];

async function allOf(url: string): Promise<CodeSet | undefined> {
  const system = await codeSystem(url.slice(0, -ALL_OF.length));
  return system && wholeSystem({ url, name: system.name }, system);
}

async function part(
  url: string,
  about: Pick<CodeSet, 'url' | 'name'>,
  keeps: (concept: Concept) => boolean,
): Promise<CodeSet> {
  const system: CodeSystem | undefined = await codeSystem(url);
  if (!system) throw new Error('A code system of ours is shipped.');
  return partOfSystem(about, system, keeps);
}
