/** [D4] A time of day as people type it. Pure. */

/** First hour that means the morning when nobody says which half of the day: `7` is 07:00, `6` is 18:00. */
const MORNING = 7;

/** `9`, `930`, `9:30`, `2p`, `14.15`, `2:30 pm` as HH:MM; undefined when it is no time or not on a five-minute mark. */
export function clockTime(typed: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?$/i.exec(typed.trim());
  if (!match?.[1]) return undefined;
  const minute = Number(match[2] ?? 0);
  const hour = hourOf(Number(match[1]), match[3]?.toLowerCase(), match[1].startsWith('0'));
  if (hour === undefined || minute > 59 || minute % 5 !== 0) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function hourOf(hour: number, half: string | undefined, padded: boolean): number | undefined {
  if (hour > 23) return undefined;
  if (half !== undefined) return hour === 0 || hour > 12 ? undefined : (hour % 12) + (half === 'p' ? 12 : 0);
  return hour > 0 && hour < MORNING && !padded ? hour + 12 : hour;
}
