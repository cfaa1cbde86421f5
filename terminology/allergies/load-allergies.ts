import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rows } from '../tsv.ts';
import { type Reaction, type ShortList, type Substance, shortList } from './allergies.ts';

const read = <Name extends string>(file: string, names: readonly Name[]) =>
  rows(readFileSync(join(import.meta.dirname, file), 'utf8'), names);

let substanceList: ShortList<Substance> | undefined;
let reactionList: ShortList<Reaction> | undefined;

/** Substances that patients are commonly allergic to; any other medicine is found in RxNorm. */
export function substances(): ShortList<Substance> {
  if (!substanceList) {
    const found = read('substances.tsv', ['system', 'code', 'name', 'category', 'says']);
    const all = found.map(({ system, code, name, category }) => ({
      system,
      code,
      name,
      category: category as Substance['category'],
    }));
    substanceList = shortList(
      all,
      found.map((row) => row.says.replaceAll('|', ' ')),
    );
  }
  return substanceList;
}

/** Reactions as patients report them. */
export function reactions(): ShortList<Reaction> {
  if (!reactionList) {
    const found = read('reactions.tsv', ['code', 'name', 'says']);
    reactionList = shortList(
      found.map(({ code, name }) => ({ code, name })),
      found.map((row) => row.says.replaceAll('|', ' ')),
    );
  }
  return reactionList;
}
