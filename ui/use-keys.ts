import { useLayoutEffect, useRef } from 'react';
import { findKey, isTyping, type KeyMap, type Layer, layers, strokeOf, worksWhileTyping } from './key-map.ts';

export type { KeyAction, KeyMap } from './key-map.ts';

let nextLayer = 1;

/**
 * Keys of a screen or of a part of it: `useKeys({ 'ctrl+enter': { label: t('hand-over'), run } })`. Listed by `?`. Bare
 * letters sleep while a text box has the focus. `modal` hides the keys below (dialogs).
 */
export function useKeys(
  map: KeyMap,
  options: { readonly modal?: boolean; readonly group?: string } = {},
): void {
  const latest = useRef(map);
  latest.current = map;
  const { modal = false, group } = options;
  const own = useRef<number>(undefined);
  const shape = Object.entries(map)
    .map(([key, { label, disabled, hidden, typing }]) => [key, label, disabled, hidden, typing].join('\t'))
    .join('\n');
  // Before it is painted: a button that can be seen answers to its key.
  useLayoutEffect(() => {
    // Most buttons have no key: they add no layer.
    if (!shape && !modal) {
      own.current = undefined;
      return;
    }
    // A button that was busy for a moment comes back to its place, not above the dialog that opened meanwhile.
    own.current ??= nextLayer++;
    const id = own.current;
    // The map as it was drawn, but running what is newest: a key never calls a stale closure.
    const live: Record<string, KeyMap[string]> = {};
    for (const [key, action] of Object.entries(latest.current)) {
      live[key] = { ...action, run: (event) => latest.current[key]?.run(event) };
    }
    const layer: Layer = { id, map: live, modal, ...(group ? { group } : {}) };
    layers.set([...layers.get(), layer].sort((a, b) => a.id - b.id));
    return () => layers.set(layers.get().filter((one) => one.id !== id));
  }, [shape, modal, group]);
}

/** What answers these keys by itself while it has the focus. */
const OWN: Readonly<Record<string, string>> = {
  enter: 'button, a, summary, [role=option]',
  space: 'button, summary, [role=option], input[type=checkbox], input[type=radio]',
};
const SEQUENCE_MS = 1200;
let begun: { stroke: string; at: number } | undefined;

/** Answers a key press by the layers; true when it was used. Called by the one listener of the page. */
export function pressKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || (event.repeat && event.key === 'Enter')) return false;
  if (/^(Shift|Control|Alt|Meta)$/.test(event.key)) return false;
  const stroke = strokeOf(event);
  const typing = isTyping(event.target);
  const before = begun && event.timeStamp - begun.at < SEQUENCE_MS ? `${begun.stroke} ` : '';
  begun = undefined;
  const found = before ? findKey(layers.get(), before + stroke) : undefined;
  const { action, begins } = found?.action ? found : findKey(layers.get(), stroke);
  if (!action) {
    if (begins && !typing) begun = { stroke, at: event.timeStamp };
    return false;
  }
  if (typing && !worksWhileTyping(stroke, action)) return false;
  // Enter and Space on a focused button or link are that button's own.
  const own = OWN[stroke];
  if (own && event.target instanceof HTMLElement && event.target.closest(own)) return false;
  event.preventDefault();
  action.run(event);
  return true;
}

/** The page's one key listener; the shell calls it once. */
export function listenToKeys(): () => void {
  const onKey = (event: KeyboardEvent) => void pressKey(event);
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
