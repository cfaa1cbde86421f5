import { view } from '#capability/command.ts';
import { icd10cm } from '#terminology/icd10cm/load-icd10cm.ts';
import { findDiagnosis } from './find-diagnosis.contract.ts';

const SHOWN = 20;

export const findDiagnosisView = view(findDiagnosis, 50, async (_context, { query }) => {
  const list = await icd10cm();
  return { edition: list.edition, found: list.search(query, SHOWN) };
});
