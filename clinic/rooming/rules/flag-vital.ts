import type { Age } from '#fhir/age.ts';
import { FLAG_ROWS, type FlagRow, INFANT_COLD, INFANT_FEVER, UNJUDGED } from './flag-rows.ts';
import type { OxygenTarget } from './oxygen-target.ts';
import type { VitalKey } from './vitals.ts';

export type Level = 'normal' | 'low' | 'high' | 'critical-low' | 'critical-high' | 'unjudged';

/** What a rule says of a value, with its reason as a message code and the facts its words need. */
export interface Judgement {
  readonly level: Level;
  readonly because: string;
  readonly rule: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Code of `red-flags.ts` that this value raises by itself. */
  readonly redFlag?: string;
}

/** The one row that marks this vital at this age, or undefined. */
export function flagRow(vital: VitalKey, totalMonths: number): FlagRow | undefined {
  return FLAG_ROWS.find((row) => row.vital === vital && totalMonths >= row.from && totalMonths < row.below);
}

/** Marks one canonical value (V4-V6, V22). Blood pressure is judged by `judge-pressure.ts`. Age unknown: unjudged. */
export function flagVital(vital: VitalKey, value: number, age: Age | undefined): Judgement {
  if (!age) return { level: 'unjudged', because: 'age-unknown', rule: 'V4', facts: {} };
  const infant = vital === 'temperature' ? infantTemperature(value, age) : undefined;
  if (infant) return infant;
  const row = flagRow(vital, age.totalMonths);
  if (!row) return { level: 'unjudged', because: UNJUDGED[vital] ?? 'no-limits', rule: 'V4', facts: {} };
  return levelIn(row, value);
}

/**
 * A saturation against the range a provider ordered (V25): below it the provider comes now, above it only oxygen that is
 * being given is too much.
 */
export function flagOxygen(
  value: number,
  { low, high }: OxygenTarget,
  source: string | undefined,
): Judgement {
  const facts = { low, high };
  if (value < low)
    return { level: 'critical-low', because: 'below-target', rule: 'V25', facts, redFlag: 'low-oxygen' };
  if (value > high && source === 'on-oxygen')
    return { level: 'high', because: 'above-target', rule: 'V25', facts };
  return { level: 'normal', because: 'within-target', rule: 'V25', facts };
}

function levelIn(row: FlagRow, value: number): Judgement {
  const say = (level: Level, because: string, limit: number): Judgement => ({
    level,
    because,
    rule: row.rule,
    facts: { limit },
  });
  const critical = row.vital === 'oxygen' ? { redFlag: 'low-oxygen' } : {};
  if (row.criticalLow !== undefined && value < row.criticalLow)
    return { ...say('critical-low', 'below', row.criticalLow), ...critical };
  if (row.criticalAbove !== undefined && value > row.criticalAbove)
    return say('critical-high', 'above', row.criticalAbove);
  if (row.criticalFrom !== undefined && value >= row.criticalFrom)
    return say('critical-high', 'from', row.criticalFrom);
  if (row.low !== undefined && value < row.low) return say('low', 'below', row.low);
  if (row.above !== undefined && value > row.above) return say('high', 'above', row.above);
  if (row.highFrom !== undefined && value >= row.highFrom) return say('high', 'from', row.highFrom);
  return { level: 'normal', because: 'within', rule: row.rule, facts: {} };
}

function infantTemperature(value: number, age: Age): Judgement | undefined {
  if (age.totalDays <= INFANT_FEVER.days && value >= INFANT_FEVER.from)
    return {
      level: 'critical-high',
      because: 'infant-fever',
      rule: 'V6',
      facts: { limit: INFANT_FEVER.from },
      redFlag: 'infant-fever',
    };
  if (age.totalDays < INFANT_COLD.days && value < INFANT_COLD.below)
    return {
      level: 'critical-low',
      because: 'infant-cold',
      rule: 'V6',
      facts: { limit: INFANT_COLD.below },
      redFlag: 'infant-cold',
    };
  return undefined;
}
