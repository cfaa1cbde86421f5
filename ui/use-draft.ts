import { useCallback, useEffect, useMemo } from 'react';
import { type Conflict, draftOf, watchDraft } from './drafts.ts';
import { useStore } from './store.ts';

export interface DraftHandle {
  /** False until the server has said what was typed before. */
  readonly loaded: boolean;
  readonly values: Readonly<Record<string, unknown>>;
  /** `get('reason', '')`: the value, or the fallback when nothing was typed. */
  readonly get: <T>(field: string, fallback: T) => T;
  readonly set: (field: string, value: unknown) => void;
  readonly state: (field: string) => 'saving' | 'saved' | 'failed' | undefined;
  readonly savedAt: (field: string) => Date | undefined;
  readonly conflicts: Readonly<Record<string, Conflict>>;
  readonly resolve: (field: string, choice: 'mine' | 'theirs') => void;
  /** Display names of the others who are in this draft now. */
  readonly present: readonly string[];
  readonly flush: () => Promise<void>;
  /** Ends the draft after its command was saved. */
  readonly drop: () => Promise<void>;
}

/** A form that survives: every field is kept on the server as it is typed and opens again on any workstation. */
export function useDraft(key: string): DraftHandle {
  const draft = draftOf(key);
  const now = useStore(draft.now);
  useEffect(() => watchDraft(key), [key]);
  const set = useCallback((field: string, value: unknown) => draft.set(field, value), [draft]);
  return useMemo(
    () => ({
      loaded: now.loaded,
      values: now.values,
      get: <T>(field: string, fallback: T) => (now.values[field] ?? fallback) as T,
      set,
      state: (field) => now.states[field],
      savedAt: (field) => now.savedAt[field],
      conflicts: now.conflicts,
      resolve: (field, choice) => draft.resolve(field, choice),
      present: now.present,
      flush: () => draft.flush(),
      drop: () => draft.drop(),
    }),
    [now, set, draft],
  );
}
