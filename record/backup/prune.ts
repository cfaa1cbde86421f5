import { rmSync } from 'node:fs';
import { listPart, openFolder, type Point, partName, partPath, readPoints, segmentId } from './folder.ts';
import type { Secret } from './key.ts';
import { parseLsn, segmentName } from './wal-name.ts';

const DAY_MS = 86_400_000;

/**
 * What is not needed to restore to any instant of the last `days`: pure but for what lies in the folder. The copy that
 * was the newest then, and all that came after, stay.
 */
export function unneeded(
  points: readonly Point[],
  { days, now }: { days: number; now: number },
): { points: readonly Point[]; kept: readonly Point[] } {
  const since = now - days * DAY_MS;
  const oldest = points.findLast(({ baseAt }) => Date.parse(baseAt) <= since);
  if (!oldest) return { points: [], kept: points };
  const from = points.findIndex(({ base }) => base === oldest.base);
  return { points: points.slice(0, from), kept: points.slice(from) };
}

/** Removes what is older than `days` and no longer needed; answers the names of what was removed. */
export async function prune(path: string, secret: Secret, days: number): Promise<readonly string[]> {
  const folder = openFolder(path);
  const all = await readPoints(folder, secret);
  const { points, kept } = unneeded(all, { days, now: Date.now() });
  const bases = new Set(kept.map(({ base }) => base));
  const firstOf = new Map(kept.toReversed().map((point) => [point.run, firstSegment(point)]));
  const isOld = (id: string) => {
    const [run = '', name = ''] = id.split('-');
    const first = firstOf.get(run);
    return (
      all.some((point) => point.run === run) &&
      (first === undefined || id < segmentId(run, first) || name === '')
    );
  };
  const gone = [
    ...points.map(({ id }) => ({ part: 'points' as const, id })),
    ...[...new Set(all.map(({ base }) => base))]
      .filter((id) => !bases.has(id))
      .map((id) => ({ part: 'base' as const, id })),
    ...listPart(folder, 'wal')
      .filter(isOld)
      .map((id) => ({ part: 'wal' as const, id })),
  ];
  // The points first: what counts never needs what is gone.
  for (const { part, id } of gone) rmSync(partPath(folder, part, id), { force: true });
  return gone.map(({ part, id }) => partName(part, id));
}

const firstSegment = ({ from, timeline, segmentBytes }: Point): string =>
  segmentName(timeline, parseLsn(from) / BigInt(segmentBytes), BigInt(segmentBytes));
