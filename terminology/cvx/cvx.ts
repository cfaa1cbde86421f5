import { fold } from '#fhir/fold.ts';
import { WordIndex, wordsOf } from '../word-index.ts';

export interface Vaccine {
  /** CVX code, two or three digits. */
  readonly cvx: string;
  readonly name: string;
  readonly fullName: string;
  /** Still given; others are history only. */
  readonly active: boolean;
  /** Vaccine groups it counts for (`MMR`, `DTAP` ...). */
  readonly groups: readonly string[];
}

export interface VaccineList {
  readonly all: readonly Vaccine[];
  find(cvx: string): Vaccine | undefined;
  /** Best first, those still given before the others. */
  search(query: string, limit: number): Vaccine[];
}

/** What is said for a vaccine, in CDC's words. */
const SAYS: Readonly<Record<string, string>> = {
  flu: 'influenza',
  shingles: 'zoster',
  chickenpox: 'varicella',
  tetanus: 'tetanus',
  pneumonia: 'pneumococcal',
  covid: 'covid',
  measles: 'measles',
  whooping: 'pertussis',
  cough: 'pertussis',
  lockjaw: 'tetanus',
};

/** The vaccines as a list that can be searched. */
export function vaccineList(all: readonly Vaccine[]): VaccineList {
  const byCode = new Map(all.map((vaccine) => [vaccine.cvx, vaccine]));
  const index = new WordIndex();
  for (const { cvx, name, fullName, groups } of all)
    index.add(`${cvx} ${name} ${fullName} ${groups.join(' ')}`);
  index.seal();
  const worth = (at: number, first: string): number => {
    const vaccine = all[at];
    const starts = vaccine && fold(vaccine.name).startsWith(first) ? 0.5 : 0;
    return starts + (vaccine?.active ? 1 : 0) - (vaccine?.name.length ?? 0) / 200;
  };
  return {
    all,
    find: (cvx) => byCode.get(cvx) ?? byCode.get(cvx.padStart(2, '0')),
    search: (query, limit) => {
      const words = wordsOf(query.slice(0, 100)).map((word) => SAYS[word] ?? word);
      const first = words[0] ?? '';
      return index
        .find(words.map((word) => [word]))
        .map((hit) => ({ at: hit.at, rank: hit.score + worth(hit.at, first) }))
        .sort((one, other) => other.rank - one.rank || one.at - other.at)
        .slice(0, Math.max(0, limit))
        .flatMap((hit) => all[hit.at] ?? []);
    },
  };
}
