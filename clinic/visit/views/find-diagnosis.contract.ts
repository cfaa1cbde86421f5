import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface FoundDiagnosis {
  readonly code: string;
  readonly display: string;
  readonly billable: boolean;
}

/** [N4] ICD-10-CM by words, abbreviations or code; the edition is named beside the list. */
export const findDiagnosis = viewContract<{ edition: string; found: readonly FoundDiagnosis[] }>()({
  name: 'visit/find-diagnosis',
  task: 'T13',
  input: z.object({ query: z.string().max(100) }),
  listens: [],
});
