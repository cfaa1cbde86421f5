import { useCallback, useMemo } from 'react';
import { useCommand } from '#ui/use-command.ts';
import { useDraft } from '#ui/use-draft.ts';
import { saveNote } from '../commands/save-note.contract.ts';
import { type NoteText, SECTIONS, type SectionKey } from '../rules/note.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';

export interface NoteHandle {
  /** What stands in each section now: as typed, else as saved. */
  readonly text: NoteText;
  readonly set: (section: SectionKey, text: string) => void;
  readonly state: (section: SectionKey) => 'saving' | 'saved' | 'failed' | undefined;
  readonly present: readonly string[];
  readonly saving: boolean;
  /** Puts what was typed into the record; false when that failed. */
  readonly save: () => Promise<boolean>;
  /** The note is signed: the draft is not needed any more. */
  readonly done: () => Promise<void>;
}

/** The note while it is written: typed text lives in a draft that others see, and goes into the record when a section is left. */
export function useNote(visit: VisitPage): NoteHandle {
  const draft = useDraft(`visit/${visit.encounter}`);
  const command = useCommand(saveNote);
  const stored = visit.note?.text;
  const { values } = draft;
  const text = useMemo(() => {
    const typed = (key: SectionKey) =>
      typeof values[key] === 'string' ? (values[key] as string) : undefined;
    return Object.fromEntries(
      SECTIONS.map(({ key }) => [key, typed(key) ?? stored?.[key] ?? '']),
    ) as NoteText;
  }, [values, stored]);
  const save = useCallback(async () => {
    const changed = SECTIONS.filter(({ key }) => (text[key] ?? '').trimEnd() !== (stored?.[key] ?? ''));
    if (changed.length === 0) return true;
    await draft.flush();
    const sections = Object.fromEntries(changed.map(({ key }) => [key, text[key] ?? '']));
    return (await command.run({ encounter: visit.encounter, sections })).ok;
  }, [text, stored, draft, command.run, visit.encounter]);
  return {
    text,
    set: draft.set,
    state: draft.state,
    present: draft.present,
    saving: command.state === 'saving',
    save,
    done: draft.drop,
  };
}
