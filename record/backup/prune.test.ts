import { describe, expect, it } from 'vitest';
import { choosePoint } from './choose-point.ts';
import type { Point } from './folder.ts';
import { unneeded } from './prune.ts';
import { formatLsn, parseLsn, segmentsBetween } from './wal-name.ts';

const DAY = 86_400_000;
const day = (number: number) => new Date(number * DAY).toISOString();
const point = (number: number, base: number, run = 'r'): Point => ({
  id: String(number).padStart(8, '0'),
  at: day(number),
  run,
  base: `b${base}`,
  baseAt: day(base),
  from: '0/1',
  end: '0/2',
  timeline: 1,
  segmentBytes: 16 * 2 ** 20,
  system: '1',
  postgres: 18,
  facts: {},
});

describe('what a backup keeps', () => {
  const points = [1, 2, 3]
    .map((at) => point(at, 1))
    .concat(
      [4, 5, 6].map((at) => point(at, 4)),
      [7, 8].map((at) => point(at, 7)),
    );
  it('is what restores to any instant of the last days, and the copy that was the newest then', () => {
    const { points: gone, kept } = unneeded(points, { days: 3, now: 8 * DAY });
    expect(gone.map(({ base }) => base)).toEqual(['b1', 'b1', 'b1']);
    for (const at of [5, 6, 7, 8]) expect(choosePoint(kept, day(at)).baseAt <= day(at)).toBe(true);
  });
  it('is everything while nothing is old', () => {
    expect(unneeded(points, { days: 30, now: 8 * DAY }).points).toEqual([]);
  });
});

describe('the point of an instant', () => {
  it('begins at the youngest copy and ends at the first backup that reaches it', () => {
    const points = [point(1, 1), point(2, 1), point(3, 3), point(4, 3)];
    expect(choosePoint(points, day(2.5))).toMatchObject({ base: 'b1', at: day(3) });
    expect(choosePoint(points, day(3.5))).toMatchObject({ base: 'b3', at: day(4) });
    expect(choosePoint(points)).toMatchObject({ at: day(4) });
  });
  it('does not cross from one log to another', () => {
    const points = [point(1, 1), point(5, 5, 'other')];
    expect(() => choosePoint(points, day(3))).toThrow('reaches to');
  });
});

describe('the log', () => {
  it('names its segments as PostgreSQL does', () => {
    const size = BigInt(16 * 2 ** 20);
    const of = (from: string, end: string) =>
      segmentsBetween({ from: parseLsn(from), end: parseLsn(end) }, { timeline: 1, size });
    expect(of('0/3000028', '0/4000000')).toEqual(['000000010000000000000003']);
    expect(of('0/FF000028', '1/1')).toEqual(['0000000100000000000000FF', '000000010000000100000000']);
    expect(formatLsn(parseLsn('16/B374D848'))).toBe('16/B374D848');
  });
});
