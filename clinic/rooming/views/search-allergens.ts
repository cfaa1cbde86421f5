import { view } from '#capability/command.ts';
import { RXNORM } from '#fhir/systems.ts';
import { substances } from '#terminology/allergies/load-allergies.ts';
import { searchMedications } from '#terminology/rxnorm/load-rxnorm.ts';
import { type FoundAllergen, searchAllergens } from './search-allergens.contract.ts';

const MOST = 10;

/** What people are commonly allergic to first, then any other medicine. */
export const searchAllergensView = view(searchAllergens, 50, async (_context, { words }) => {
  const common = substances()
    .search(words, MOST)
    .map(({ system, code, name, category }): FoundAllergen => ({ system, code, name, category }));
  const drugs = (await searchMedications(words, MOST, 'ingredient')).map(
    ({ rxcui, name }): FoundAllergen => ({ system: RXNORM, code: rxcui, name, category: 'medication' }),
  );
  const known = new Set(common.map((one) => one.code));
  return [...common, ...drugs.filter((one) => !known.has(one.code))].slice(0, MOST);
});
