import { hash } from 'node:crypto';

const known = new Map<string, string>();
const MOST_KNOWN = 60_000;
const LONGEST_KNOWN = 200;

/**
 * The number of a text in an index: the first 64 bits of its MD5, as PostgreSQL writes a bigint. The same as
 * `record.key64` in SQL. Codes, systems and parameters come again and again, so they are remembered.
 */
export function key64(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const key = hash('md5', text, 'buffer').readBigInt64BE(0).toString();
  if (text.length <= LONGEST_KNOWN) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, key);
  }
  return key;
}

/** Key of a resource. Not remembered: ids are too many. */
export const resourceKey = (type: string, id: string): string =>
  hash('md5', `${type}/${id}`, 'buffer').readBigInt64BE(0).toString();
