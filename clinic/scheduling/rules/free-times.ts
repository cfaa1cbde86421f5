/** [D1] Where there is room for a visit. Pure. */
import { overlaps } from './quanta.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

const STEP_MS = 600_000;

/** The first `most` starts (ms) on ten-minute marks at which `minutes` are free between the ends of `open`. */
export function freeTimes(
  busy: readonly Span[],
  wish: { readonly open: Span; readonly minutes: number; readonly most: number },
): number[] {
  const found: number[] = [];
  const long = wish.minutes * 60_000;
  const first = Math.ceil(wish.open.start / STEP_MS) * STEP_MS;
  for (let start = first; start + long <= wish.open.end && found.length < wish.most; start += STEP_MS) {
    const span = { start, end: start + long };
    if (!busy.some((one) => overlaps(one, span))) found.push(start);
  }
  return found;
}
