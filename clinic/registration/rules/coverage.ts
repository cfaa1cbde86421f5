/** Insurance: whose policy it is, which one pays first, and when a member number is Medicare's. Pure. */

/** Codes of http://terminology.hl7.org/CodeSystem/subscriber-relationship; the form offers the first four. */
export const RELATIONSHIPS = ['self', 'spouse', 'child', 'other', 'parent', 'common', 'injured'] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];
export const ASKED_RELATIONSHIPS = RELATIONSHIPS.slice(0, 4);

/** Primary, secondary, tertiary: what a claim has room for. */
export const MOST_COVERAGES = 3;

export interface Placed {
  readonly id: string;
  /** As recorded; absent in records of elsewhere. */
  readonly order?: number | undefined;
}

/** [R20] The place of each active coverage, no two the same: as recorded where nobody else has it, else the next free. */
export function placesOf(coverages: readonly Placed[]): Map<string, number> {
  const sorted = [...coverages].sort(
    (one, other) => (one.order ?? Infinity) - (other.order ?? Infinity) || (one.id < other.id ? -1 : 1),
  );
  const places = new Map<string, number>();
  const taken = new Set<number>();
  for (const { id, order } of sorted) {
    const place = order !== undefined && order > 0 && !taken.has(order) ? order : nextFree(taken);
    places.set(id, place);
    taken.add(place);
  }
  return places;
}

/** The first place nobody has. */
export function nextFree(taken: ReadonlySet<number>): number {
  let place = 1;
  while (taken.has(place)) place += 1;
  return place;
}

/**
 * [R20] All places once `id` (new, or one of them) takes `wished`, or the next free one. Who had it takes the place
 * that became free. Undefined when there is no place left for a new one.
 */
export function seat(
  coverages: readonly Placed[],
  id: string,
  wished: number | undefined,
): Map<string, number> | undefined {
  const places = placesOf(coverages);
  const before = places.get(id);
  if (before === undefined && coverages.length >= MOST_COVERAGES) return undefined;
  const free = before ?? nextFree(new Set(places.values()));
  const place = wished ?? free;
  for (const [other, at] of places) if (other !== id && at === place) places.set(other, free);
  return places.set(id, place);
}

/** [R12] Original Medicare, whose numbers are MBIs; a Medicare Advantage or supplement plan numbers its own members. */
export const isMedicare = (payer: string, plan: string): boolean =>
  /\bmedicare\b/i.test(payer) && !/advantage|supplement|medigap|part c\b/i.test(`${payer} ${plan}`);

/** A Medicare number without the dashes and spaces it is printed with; another payer's exactly as its card has it. */
export const memberNumber = (typed: string, medicare: boolean): string =>
  medicare ? typed.replace(/[\s-]/g, '').toUpperCase() : typed.trim();
