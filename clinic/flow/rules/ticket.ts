const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** [B10] The ticket of a visit on the waiting-room display: a letter and two digits that say nothing about anybody. */
export function ticketOf(encounter: string): string {
  let mixed = 2_166_136_261;
  for (const letter of encounter) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 16_777_619) >>> 0;
  return `${LETTERS[mixed % LETTERS.length]}${String(10 + (Math.floor(mixed / LETTERS.length) % 90))}`;
}
