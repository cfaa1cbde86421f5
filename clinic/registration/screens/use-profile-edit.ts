import { useMemo } from 'react';
import { useDraft } from '#ui/use-draft.ts';
import { useWho } from '#ui/use-who.ts';
import type { Profile, ProfileChanges, ProfileField } from '../rules/profile.ts';
import type { ProfilePage } from '../views/profile.contract.ts';
import type { FieldClash } from './person-form.tsx';

/** One field as it was when somebody began to type into it, and as it was typed. */
interface FieldEdit {
  readonly was: Profile[ProfileField];
  readonly now: Profile[ProfileField];
}

export interface ProfileEdit {
  readonly loaded: boolean;
  readonly value: Profile;
  readonly set: <Key extends ProfileField>(field: Key, next: Profile[Key]) => void;
  /** The version at which the first field was typed into. */
  readonly version: number;
  readonly was: ProfileChanges;
  readonly now: ProfileChanges;
  readonly count: number;
  readonly clash: (field: ProfileField) => FieldClash | undefined;
  readonly clashes: number;
  readonly resolve: (field: ProfileField, choice: 'mine' | 'theirs') => void;
  readonly state: 'saving' | 'saved' | 'failed' | undefined;
  readonly drop: () => Promise<void>;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const OPENED = 'opened-at';

/** What one person is changing of a profile, kept on the server as it is typed; what others change shows beside it. */
export function useProfileEdit(page: ProfilePage): ProfileEdit {
  const who = useWho().reference.split('/')[1] ?? 'somebody';
  const draft = useDraft(`registration/${page.patient}/profile-${who}`);
  const edits = useMemo(
    () =>
      (Object.entries(draft.values) as [ProfileField, FieldEdit | null][]).filter(
        (entry): entry is [ProfileField, FieldEdit] =>
          entry[0] in page.profile &&
          entry[1] !== null &&
          // What the record says by now is no change: it was saved elsewhere.
          !same(entry[1].now, page.profile[entry[0]]),
      ),
    [draft.values, page.profile],
  );
  const of = (side: keyof FieldEdit) =>
    Object.fromEntries(edits.map(([field, edit]) => [field, edit[side]])) as ProfileChanges;
  const editOf = (field: ProfileField) => edits.find(([name]) => name === field)?.[1];
  const clash = (field: ProfileField): FieldClash | undefined => {
    const edit = editOf(field);
    const theirs = page.profile[field];
    if (!edit || same(edit.was, theirs) || same(edit.now, theirs)) return undefined;
    return { mine: edit.now, theirs, by: page.by };
  };
  return {
    loaded: draft.loaded,
    value: { ...page.profile, ...of('now') },
    set: (field, next) => {
      const was = editOf(field)?.was ?? page.profile[field];
      if (edits.length === 0) draft.set(OPENED, page.version);
      draft.set(field, same(was, next) ? null : { was, now: next });
    },
    version: draft.get(OPENED, page.version),
    was: of('was'),
    now: of('now'),
    count: edits.length,
    clash,
    clashes: edits.filter(([field]) => clash(field)).length,
    resolve: (field, choice) => {
      const edit = editOf(field);
      draft.set(field, choice === 'mine' && edit ? { was: page.profile[field], now: edit.now } : null);
    },
    state:
      edits.map(([field]) => draft.state(field)).find((one) => one && one !== 'saved') ??
      (edits.length > 0 ? 'saved' : undefined),
    drop: async () => {
      await draft.flush();
      await draft.drop();
    },
  };
}
