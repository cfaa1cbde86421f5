/** [B11] How long the parts of a visit took. Pure. */
import type { Stage } from '#fhir/medley.ts';
import type { StageSpan } from './stage.ts';

export const MEASURES = [
  'door-to-room',
  'room-to-ready',
  'ready-to-provider',
  'provider',
  'after-provider',
  'cycle',
] as const;
export type Measure = (typeof MEASURES)[number];
/** Minutes of each measure; absent where the visit did not come so far. */
export type StageTimes = Readonly<Partial<Record<Measure, number>>>;

const first = (spans: readonly StageSpan[], stage: Stage): number | undefined => {
  const span = spans.find((one) => one.stage === stage);
  return span && Date.parse(span.start);
};
const lastEnd = (spans: readonly StageSpan[], stage: Stage): number | undefined => {
  const span = spans.findLast((one) => one.stage === stage);
  return span?.end === undefined ? undefined : Date.parse(span.end);
};

/** Times of one visit, from its stage history. */
export function stageTimes(spans: readonly StageSpan[]): StageTimes {
  const door = first(spans, 'arrived');
  const room = first(spans, 'roomed');
  const ready = first(spans, 'ready');
  const provider = first(spans, 'with-provider');
  const seen = lastEnd(spans, 'with-provider');
  const out = first(spans, 'checked-out');
  const parts: Record<Measure, [number | undefined, number | undefined]> = {
    'door-to-room': [door, room],
    'room-to-ready': [room, ready],
    'ready-to-provider': [ready, provider],
    provider: [provider, seen],
    'after-provider': [seen, out],
    cycle: [door, out],
  };
  return Object.fromEntries(
    Object.entries(parts).flatMap(([measure, [from, to]]) =>
      from !== undefined && to !== undefined && to >= from ? [[measure, (to - from) / 60_000]] : [],
    ),
  );
}

/** The value below which the share `q` (0 to 1) of the values lie, by linear interpolation; undefined without values. */
export function quantile(values: readonly number[], q: number): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}
