import type { Level } from '#clinic/chart/rules/measurement.ts';
import type { Words } from '#ui/use-words.ts';

type Shown = Exclude<Level, 'abnormal'>;

/** A level as `Verdict` shows it: "abnormal" of a result in words has the sign of a high one, and its own word. */
export const levelShown = (level: Level, t: Words): { level: Shown; word: string } => ({
  level: level === 'abnormal' ? 'high' : level,
  word: t(`level.${level}`),
});
