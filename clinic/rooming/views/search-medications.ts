import { view } from '#capability/command.ts';
import { searchMedications as search } from '#terminology/rxnorm/load-rxnorm.ts';
import { searchMedications } from './search-medications.contract.ts';

const MOST = 12;

export const searchMedicationsView = view(searchMedications, 50, async (_context, { words, want }) => {
  const found = await search(words, MOST, want);
  return found.map(({ rxcui, name, kind }) => ({ rxcui, name, kind }));
});
