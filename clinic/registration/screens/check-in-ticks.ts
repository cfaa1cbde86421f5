import { useCallback, useMemo } from 'react';
import type { DraftHandle } from '#ui/use-draft.ts';
import { CONFIRMED, type ConfirmedField } from '../rules/fields.ts';
import type { CheckInPage } from '../views/check-in-page.contract.ts';

export interface Ticks {
  readonly done: ReadonlySet<ConfirmedField>;
  /** Both identifiers were heard from the patient. */
  readonly heard: boolean;
  /** Due, and neither confirmed now. */
  readonly open: readonly ConfirmedField[];
  readonly toggle: (field: ConfirmedField) => void;
  /** [R23] What may be confirmed together: all that was confirmed within a year. */
  readonly together: readonly ConfirmedField[];
  readonly allUnchanged: () => void;
}

/** What was ticked on the page; in its draft, so that a reload or another workstation shows the same. */
export function useTicks(page: CheckInPage, draft: DraftHandle): Ticks {
  const { values, set } = draft;
  const done = useMemo(
    () => new Set(CONFIRMED.filter((field) => values[`tick:${field}`] === true)),
    [values],
  );
  const toggle = useCallback(
    (field: ConfirmedField) => set(`tick:${field}`, values[`tick:${field}`] !== true),
    [set, values],
  );
  const together = page.fields
    .filter(({ field, alone }) => !alone && !done.has(field))
    .map(({ field }) => field);
  const allUnchanged = () => {
    for (const field of together) set(`tick:${field}`, true);
  };
  return {
    done,
    heard: done.has('name') && done.has('birth-date'),
    open: page.fields.filter(({ field, due }) => due && !done.has(field)).map(({ field }) => field),
    toggle,
    together,
    allUnchanged,
  };
}
