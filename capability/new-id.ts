import { randomUUID } from 'node:crypto';

/** A UUID v7 (RFC 9562): ordered by time, so that neighbours in time are neighbours in the index. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
