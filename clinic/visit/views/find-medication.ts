import { view } from '#capability/command.ts';
import { searchMedications } from '#terminology/rxnorm/load-rxnorm.ts';
import { findMedication } from './find-medication.contract.ts';

const MOST = 20;

export const findMedicationView = view(findMedication, 150, async (_context, { query }) => ({
  found: (await searchMedications(query, MOST, 'product')).map(({ rxcui, name }) => ({
    rxnorm: rxcui,
    name,
  })),
}));
