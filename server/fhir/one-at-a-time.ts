/** What is being done under each key, the last in its queue. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Does the work when nothing else is being done under any of the keys: two who ask at the same moment to create a thing
 * unless it is there would both find nothing. All keys are taken at once, so nobody waits in a circle. Within this
 * process; of two servers on one database each may create one.
 */
export async function oneAtATime<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
  if (keys.length === 0) return work();
  const mine = Promise.allSettled(keys.map((key) => queues.get(key))).then(work);
  for (const key of keys) queues.set(key, mine);
  try {
    return await mine;
  } finally {
    for (const key of keys) if (queues.get(key) === mine) queues.delete(key);
  }
}

/** The same condition in another order is the same key. */
export function conditionKey(base: string, type: string, query: string | URLSearchParams): string {
  const params = new URLSearchParams(query);
  params.sort();
  return `${base} ${type}?${params}`;
}
