/** Places in PostgreSQL's write-ahead log, and the names of the files they lie in. Pure. */

/** `0/3000028` as a number of bytes. */
export function parseLsn(text: string): bigint {
  const [high = '', low = ''] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

export const formatLsn = (lsn: bigint): string =>
  `${(lsn >> 32n).toString(16).toUpperCase()}/${(lsn & 0xffffffffn).toString(16).toUpperCase()}`;

const hex8 = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0');

/** The name of a segment: timeline, then its number in two halves. */
export function segmentName(timeline: number, segment: bigint, size: bigint): string {
  const perHalf = 0x1_0000_0000n / size;
  return hex8(BigInt(timeline)) + hex8(segment / perHalf) + hex8(segment % perHalf);
}

/** The names from the segment that holds `from` to the one that holds the byte before `end`. */
export function segmentsBetween(
  { from, end }: { from: bigint; end: bigint },
  { timeline, size }: { timeline: number; size: bigint },
): string[] {
  const names: string[] = [];
  for (let segment = from / size; segment <= (end - 1n) / size; segment += 1n)
    names.push(segmentName(timeline, segment, size));
  return names;
}
