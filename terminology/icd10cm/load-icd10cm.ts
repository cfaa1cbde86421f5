import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { rows } from '../tsv.ts';
import { buildIcd10, type Icd10Code, type Icd10List, type Icd10Options } from './icd10cm.ts';

const EDITION = 'ICD-10-CM FY2025';
const HERE = import.meta.dirname;

let list: Promise<Icd10List> | undefined;

/**
 * The ICD-10-CM list, read and indexed on first call (about 1 s), in short steps between which the server goes on
 * answering. Call it once at start without waiting, and the first search finds it ready.
 */
export function icd10cm(): Promise<Icd10List> {
  list ??= load().catch((problem: unknown) => {
    list = undefined;
    throw problem;
  });
  return list;
}

/** Codes for what was typed, best first. */
export async function searchIcd10(
  query: string,
  limit: number,
  options?: Icd10Options,
): Promise<Icd10Code[]> {
  return (await icd10cm()).search(query, limit, options);
}

async function load(): Promise<Icd10List> {
  const text = compact(
    (await promisify(gunzip)(await readFile(join(HERE, 'icd10cm-fy2025.tsv.gz')))).toString(),
  );
  const common = rows(await readFile(join(HERE, 'common.tsv'), 'utf8'), ['code', 'weight', 'says']);
  const abbreviations = rows(await readFile(join(HERE, 'abbreviations.tsv'), 'utf8'), ['short', 'words']);
  const building = buildIcd10({
    edition: EDITION,
    codes: readCodes(text),
    common: common.map(({ code, weight, says }) => ({
      code,
      weight: Number(weight),
      says: says.split('|').filter(Boolean),
    })),
    abbreviations,
  });
  for (;;) {
    const step = building.next();
    if (step.done) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** One byte a letter instead of two: V8 decodes UTF-8 beyond ASCII to two, and every code keeps a slice of this text. */
function compact(text: string): string {
  const narrow = Buffer.from(text, 'latin1').toString('latin1');
  return narrow === text ? narrow : text;
}

function readCodes(text: string): Icd10Code[] {
  const lines = text.split('\n');
  const codes: Icd10Code[] = [];
  for (let at = 1; at < lines.length; at++) {
    const [code, billable, display] = (lines[at] ?? '').split('\t');
    if (code && display) codes.push({ code, display, billable: billable === '1' });
  }
  return codes.sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

const key = ({ code }: Icd10Code): string => code.replace('.', '');
