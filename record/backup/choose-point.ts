import type { Point } from './folder.ts';

/**
 * Which copy and how much of the log make up an instant; without one, all there is. Pure. Throws with a sentence when
 * the backup does not reach there.
 */
export function choosePoint(points: readonly Point[], at?: string): Point {
  const last = points.at(-1);
  if (!last) throw new Error('The folder holds no finished backup yet.');
  if (at === undefined) return last;
  const instant = Date.parse(at);
  if (Number.isNaN(instant))
    throw new Error(`"${at}" is no instant. Write it like 2026-11-24T09:30:00-05:00.`);
  // The youngest copy that was there by then needs the least of the log.
  const copy = points.findLast(({ baseAt }) => Date.parse(baseAt) <= instant);
  if (!copy) {
    const first = points.map(({ baseAt }) => baseAt).sort()[0];
    throw new Error(`The backup begins at ${first}; it cannot be restored to an earlier instant.`);
  }
  const reaches = points.find(({ base, at: until }) => base === copy.base && Date.parse(until) >= instant);
  const later =
    reaches ?? points.find(({ run, at: until }) => run === copy.run && Date.parse(until) >= instant);
  if (!later) {
    const end = points.findLast(({ run }) => run === copy.run)?.at ?? last.at;
    throw new Error(`The backup reaches to ${end}; it cannot be restored to a later instant.`);
  }
  return { ...later, base: copy.base, baseAt: copy.baseAt, from: copy.from };
}
