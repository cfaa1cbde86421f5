/** Visits that share time stand beside each other. Pure. */

export interface Lane {
  /** 0 is the left one. */
  readonly lane: number;
  /** How many stand beside each other here. */
  readonly lanes: number;
}

/** [D1] A place for each span, so that no two that share time share a lane; keyed by id. Spans in ms, half open. */
export function lanesOf(
  spans: readonly { readonly id: string; readonly start: number; readonly end: number }[],
): ReadonlyMap<string, Lane> {
  const places = new Map<string, Lane>();
  let group: { id: string; lane: number }[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const { id, lane } of group) places.set(id, { lane, lanes: ends.length });
    group = [];
    ends = [];
  };
  for (const { id, start, end } of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (ends.every((one) => one <= start)) close();
    const free = ends.findIndex((one) => one <= start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = Math.max(end, start + 1);
    group.push({ id, lane });
  }
  close();
  return places;
}
