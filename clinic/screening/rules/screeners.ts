import { AHC_HRSN } from './questionnaires/ahc-hrsn.ts';
import { AUDIT_C } from './questionnaires/audit-c.ts';
import { GAD_7 } from './questionnaires/gad-7.ts';
import { PHQ_2, PHQ_9, PHQ_A } from './questionnaires/phq.ts';
import { STEADI } from './questionnaires/steadi.ts';
import type { Screener, ScreenerKey } from './screener.ts';

export const SCREENERS: readonly Screener[] = [PHQ_2, PHQ_9, PHQ_A, GAD_7, AUDIT_C, STEADI, AHC_HRSN];
export const SCREENER_KEYS = [
  'phq-2',
  'phq-9',
  'phq-a',
  'gad-7',
  'audit-c',
  'steadi',
  'ahc-hrsn',
] as const satisfies readonly ScreenerKey[];

/** A screener by its key. */
export function screenerOf(key: ScreenerKey): Screener {
  const found = SCREENERS.find((one) => one.key === key);
  if (!found) throw new Error(`no screener ${key}`);
  return found;
}
