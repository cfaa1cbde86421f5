/** A hue (0-359) of the patient's own, from the id: two open charts never look alike. Red and amber mean something else and are left out. */
export function hueOf(id: string): number {
  // FNV-1a, 32 bit: spreads ids that differ in one character.
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return 120 + (hash % 22) * 10;
}
