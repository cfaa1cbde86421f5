import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { rows } from '../tsv.ts';
import { buildDrugs, type Drug, type DrugList, type DrugRow, type TermType } from './rxnorm.ts';

const EDITION = 'RxNorm Current Prescribable Content, 6 October 2025';
const HERE = import.meta.dirname;
const COLUMNS = ['rxcui', 'tty', 'name', 'ingredients', 'ndc11'] as const;
/** Components (SCDC: "lisinopril 10 MG") are no drug that anybody takes. */
const OFFERED = new Set<string>([
  'IN',
  'PIN',
  'MIN',
  'BN',
  'SCD',
  'SBD',
  'GPCK',
  'BPCK',
] satisfies TermType[]);
const PRODUCTS = new Set(['SCD', 'SBD', 'GPCK', 'BPCK']);

let list: Promise<DrugList> | undefined;

/** The drugs, read and indexed on first call (about 0.5 s) in short steps; call once at start without waiting. */
export function drugs(): Promise<DrugList> {
  list ??= load().catch((problem: unknown) => {
    list = undefined;
    throw problem;
  });
  return list;
}

/** Drugs for what was typed, best first. */
export async function searchMedications(query: string, limit: number, kind?: Drug['kind']): Promise<Drug[]> {
  return (await drugs()).search(query, limit, kind);
}

async function load(): Promise<DrugList> {
  const main = (
    await promisify(gunzip)(await readFile(join(HERE, 'rxnorm-prescribable-2025-10-06.tsv.gz')))
  ).toString();
  const missing = await readFile(join(HERE, 'letter-a.tsv'), 'utf8');
  const says = rows(await readFile(join(HERE, 'says.tsv'), 'utf8'), ['says', 'means']);
  const building = buildDrugs({
    edition: EDITION,
    rows: [...readDrugs(missing), ...readDrugs(main)],
    says: new Map(says.map((one) => [one.says, one.means.split('|')])),
  });
  for (;;) {
    const step = building.next();
    if (step.done) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const parts = (cell: string): string[] => (cell === '' ? [] : cell.split('|'));

function readDrugs(text: string): DrugRow[] {
  return rows(text, COLUMNS)
    .filter((row) => OFFERED.has(row.tty))
    .map((row) => ({
      rxcui: row.rxcui,
      name: row.name,
      termType: row.tty as TermType,
      kind: PRODUCTS.has(row.tty) ? 'product' : 'ingredient',
      ingredients: parts(row.ingredients),
      ndcs: parts(row.ndc11),
    }));
}
