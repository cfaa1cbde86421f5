import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { SCREENER_KEYS } from '../rules/screeners.ts';

export interface ScreenerResult {
  readonly id: string;
  readonly total: number | undefined;
  readonly band: string | undefined;
  readonly positive: boolean | undefined;
  readonly actions: readonly string[];
  /** Task that called the provider, when an answer did (S4). */
  readonly call: string | undefined;
}

/** Keeps the answers of one screener of a visit, whole or so far; answering again amends them. */
export const answerScreener = contract<ScreenerResult>()({
  name: 'screening/answer-screener',
  task: 'T14',
  input: z.object({
    encounter: z.string().min(1).max(64),
    screener: z.enum(SCREENER_KEYS),
    answers: z.record(z.string().max(40), z.array(z.string().max(20)).max(10)),
  }),
  refusals: ['visit-over', 'unknown-answer'],
  undoable: false,
});
