import { useCallback, useRef, useState } from 'react';
import type { CommandContract, InputOf, OutputOf, RefusalOf, ViewContract } from '#capability/contract.ts';
import { type Facts, type Failure, type Issue, newKey } from './api.ts';
import { connection } from './connection.ts';
import { newsAt } from './events.ts';
import { deliver, retryNow } from './outbox.ts';
import { queries } from './queries.ts';
import { offerUndo, toast, withdrawUndo } from './toast-store.ts';
import { viewKey } from './use-view.ts';
import { useWords } from './use-words.ts';

export type SaveState = 'idle' | 'saving' | 'saved' | 'failed';

/** A declared "no", with its words from the room's messages in the language of the screen. */
export interface Refusal<Code extends string = string> {
  readonly code: Code | 'changed-meanwhile';
  readonly at: string;
  readonly facts: Facts;
  readonly words: string;
}
export type Outcome<C extends CommandContract> =
  | { readonly ok: true; readonly result: OutputOf<C>; readonly undo?: string }
  | {
      readonly ok: false;
      readonly failure: Failure;
      readonly refusal?: Refusal<RefusalOf<C>>;
      readonly issues?: readonly Issue[];
    };

/** What a view will show once the command has succeeded; put on screen before the server answers. */
export interface Expected {
  readonly key: readonly unknown[];
  readonly change: (data: unknown) => unknown;
}
/** `expect: (input) => [expected(dayView, {}, (day) => …)]` */
export const expected = <C extends ViewContract>(
  contract: C,
  input: InputOf<C>,
  change: (data: OutputOf<C>) => OutputOf<C>,
): Expected => ({ key: viewKey(contract, input), change: change as (data: unknown) => unknown });

export interface CommandOptions<C extends CommandContract> {
  readonly expect?: (input: InputOf<C>) => readonly Expected[];
  /** Words of the toast after success (with undo when the contract is undoable). Absent: the message `done.<verb-noun>` of the room when it exists. */
  readonly done?: (result: OutputOf<C>) => string;
  /** No toast for a refusal: the screen shows it at the field. */
  readonly quiet?: boolean;
}
export interface CommandHandle<C extends CommandContract> {
  readonly run: (input: InputOf<C>) => Promise<Outcome<C>>;
  readonly state: SaveState;
  readonly savedAt: Date | undefined;
  readonly refusal: Refusal<RefusalOf<C>> | undefined;
  readonly issues: readonly Issue[];
  /** Words for the field at this path: an issue's or the refusal's. */
  readonly errorAt: (path: string) => string | undefined;
  readonly retry: () => void;
  /** Forgets refusal and issues. */
  readonly reset: () => void;
}

interface Shown<C extends CommandContract> {
  readonly state: SaveState;
  readonly savedAt?: Date;
  readonly refusal?: Refusal<RefusalOf<C>>;
  readonly issues?: readonly Issue[];
}

/** A command, ready to run from a screen. The promise answers when the server has; a lost network keeps it waiting, the input is kept. */
export function useCommand<C extends CommandContract>(
  contract: C,
  options: CommandOptions<C> = {},
): CommandHandle<C> {
  const [room = '', verb = ''] = contract.name.split('/');
  const t = useWords(room);
  const ui = useWords('ui');
  const [shown, setShown] = useState<Shown<C>>({ state: 'idle' });
  const newest = useRef('');
  const latest = useRef({ options, t, ui });
  latest.current = { options, t, ui };

  const run = useCallback(
    async (input: InputOf<C>): Promise<Outcome<C>> => {
      const words = latest.current;
      const checked = contract.input.safeParse(input);
      if (!checked.success) {
        const issues = checked.error.issues.map((issue) => ({
          at: issue.path.join('.'),
          message: issue.message,
        }));
        setShown({ state: 'failed', issues });
        return { ok: false, failure: { kind: 'issues', issues }, issues };
      }
      const key = newKey();
      const began = Date.now();
      newest.current = key;
      const show = (next: Shown<C>) => newest.current === key && setShown(next);
      const undoExpected = apply(words.options.expect?.(input) ?? []);
      const offerAgain = contract.undoable ? withdrawUndo() : () => {};
      const answer = await deliver({
        name: contract.name,
        key,
        input,
        onSend: () => show({ state: 'saving' }),
        onWait: () => show({ state: 'failed' }),
      });
      if (!answer.ok) {
        undoExpected();
        offerAgain();
        return fail<C>({ failure: answer.failure, show, words });
      }
      show({ state: 'saved', savedAt: new Date() });
      renewViews(began);
      const result = answer.result as OutputOf<C>;
      const said = words.options.done?.(result) ?? words.t(`done.${verb}`, { defaultValue: '' });
      if (contract.undoable && answer.undo)
        offerUndo({ key: answer.undo, words: said || words.ui('undo.done') });
      else if (said) toast({ words: said, tone: 'good' });
      return { ok: true, result, ...(answer.undo ? { undo: answer.undo } : {}) };
    },
    [contract, verb],
  );

  const errorAt = (path: string) =>
    shown.refusal?.at === path
      ? shown.refusal.words
      : shown.issues?.find((issue) => issue.at === path)?.message;
  return {
    run,
    state: shown.state,
    savedAt: shown.savedAt,
    refusal: shown.refusal,
    issues: shown.issues ?? [],
    errorAt,
    retry: retryNow,
    reset: () => setShown({ state: 'idle' }),
  };
}

const PATIENCE = 700;
/** Events say which views went stale. Where none came (no stream, a cut line), all are asked again. */
function renewViews(since: number): void {
  const renew = () => void queries.invalidateQueries({ queryKey: ['view'] });
  if (connection.get().live) setTimeout(() => newsAt() < since && renew(), PATIENCE);
  else renew();
}

/** Puts what is expected on screen; the answer takes it back. */
function apply(all: readonly Expected[]): () => void {
  const before = all.map(({ key, change }) => {
    const data = queries.getQueryData(key);
    void queries.cancelQueries({ queryKey: key, exact: true });
    if (data !== undefined) queries.setQueryData(key, change(data));
    return { key, data };
  });
  return () => {
    for (const { key, data } of before) {
      if (data !== undefined) queries.setQueryData(key, data);
      void queries.invalidateQueries({ queryKey: key, exact: true });
    }
  };
}

interface Failed<C extends CommandContract> {
  readonly failure: Failure;
  readonly show: (next: Shown<C>) => void;
  readonly words: {
    options: CommandOptions<C>;
    t: ReturnType<typeof useWords>;
    ui: ReturnType<typeof useWords>;
  };
}

function fail<C extends CommandContract>({
  failure,
  show,
  words: { options, t, ui },
}: Failed<C>): Outcome<C> {
  if (failure.kind === 'refused') {
    const { code, at, facts } = failure;
    const said =
      t(`refusal.${code}`, { ...facts, defaultValue: '' }) ||
      ui(`refusal.${code}`, { ...facts, defaultValue: ui('refusal.other') });
    const refusal: Refusal<RefusalOf<C>> = { code: code as RefusalOf<C>, at, facts, words: said };
    show({ state: 'failed', refusal });
    if (!options.quiet) toast({ words: said, tone: 'warn' });
    return { ok: false, failure, refusal };
  }
  if (failure.kind === 'issues') {
    show({ state: 'failed', issues: failure.issues });
    return { ok: false, failure, issues: failure.issues };
  }
  show({ state: 'failed' });
  const said =
    failure.kind === 'forbidden' && failure.reason ? failure.reason : ui(`failure.${failure.kind}`);
  if (failure.kind !== 'signed-out') toast({ words: said, tone: 'warn' });
  return { ok: false, failure };
}
