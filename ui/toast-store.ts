import { call, failureFrom } from './api.ts';
import { connection } from './connection.ts';
import { queries } from './queries.ts';
import { store } from './store.ts';

export interface Toast {
  readonly id: number;
  readonly words: string;
  readonly tone: 'plain' | 'good' | 'warn';
  /** Key of the command that `z` takes back. */
  readonly undo?: string;
  readonly ms: number;
}

export const toasts = store<readonly Toast[]>([]);
let next = 1;
const MOST = 3;

/** Says something for a moment, bottom left, also to a screen reader. */
export function toast({
  words,
  tone = 'plain',
  undo,
  ms,
}: {
  words: string;
  tone?: Toast['tone'];
  undo?: string;
  ms?: number;
}): number {
  const id = next++;
  const entry: Toast = {
    id,
    words,
    tone,
    ms: ms ?? (tone === 'warn' ? 8000 : 4000),
    ...(undo ? { undo } : {}),
  };
  toasts.set([...toasts.get(), entry].slice(-MOST));
  return id;
}

export function dismiss(id: number): void {
  toasts.set(toasts.get().filter((one) => one.id !== id));
}

/**
 * Nothing is left to take back: a new act is on its way, and `z` must never take back the one before it. Answers the way
 * to offer again what was withdrawn, for when the new act comes to nothing.
 */
export function withdrawUndo(): () => void {
  const withdrawn = toasts.get().filter((one) => one.undo !== undefined);
  toasts.set(toasts.get().filter((one) => one.undo === undefined));
  return () => toasts.set([...withdrawn, ...toasts.get()].slice(-MOST));
}

/** Ten seconds in which `z` or the button takes a command back. */
export function offerUndo({ key, words }: { key: string; words: string }): void {
  withdrawUndo();
  toast({ words, undo: key, ms: 10_000 });
}

/** Takes the newest undoable command back. Answers how it went; undefined when there is nothing to take back. */
export async function undoLast(): Promise<'undone' | 'changed-since' | 'failed' | undefined> {
  const entry = toasts.get().findLast((one) => one.undo !== undefined);
  if (!entry?.undo) return undefined;
  dismiss(entry.id);
  try {
    await call({ method: 'POST', path: '/api/undo', json: { key: entry.undo } });
    if (!connection.get().live) void queries.invalidateQueries({ queryKey: ['view'] });
    return 'undone';
  } catch (error) {
    return failureFrom(error).kind === 'refused' ? 'changed-since' : 'failed';
  }
}
