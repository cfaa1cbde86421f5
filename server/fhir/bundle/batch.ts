import { badRequest } from '#fhir/outcome.ts';
import { bundleText } from '../bundle-text.ts';
import type { Answer, Asked, Call } from '../call.ts';
import { failureEntry, responseEntry } from './response.ts';
import { METHODS, stepOf } from './steps.ts';

type Ask = (call: Call, asked: Asked) => Promise<Answer>;

/** Each entry for itself, in the order of the specification; one that fails says so in its own place. */
export async function batch(
  call: Call,
  { entries, prefer, ask }: { entries: readonly unknown[]; prefer: string | undefined; ask: Ask },
): Promise<Answer> {
  const answers = new Map<number, string>();
  for (const index of inOrder(entries))
    answers.set(index, await one(call, { raw: entries[index], index, prefer, ask }));
  return {
    status: 200,
    body: bundleText(
      'batch-response',
      entries.map((_, index) => answers.get(index) ?? ''),
    ),
  };
}

async function one(
  call: Call,
  { raw, index, prefer, ask }: { raw: unknown; index: number; prefer: string | undefined; ask: Ask },
): Promise<string> {
  try {
    const { asked } = stepOf(raw, index);
    if (asked.path.length === 0) throw badRequest('A Bundle inside a Bundle is not processed.');
    return responseEntry(await ask(call, { ...asked, headers: { ...asked.headers, prefer } }));
  } catch (error) {
    return failureEntry(error);
  }
}

/** Positions of the entries by method: DELETE, POST, PUT, PATCH, GET, HEAD. */
function inOrder(entries: readonly unknown[]): number[] {
  const rank = (index: number) => {
    const method = (entries[index] as { request?: { method?: unknown } } | null)?.request?.method;
    return METHODS.indexOf(method as (typeof METHODS)[number]);
  };
  return entries.map((_, index) => index).sort((a, b) => rank(a) - rank(b));
}
