/** Which keys the screen answers to, from the innermost layer (a dialog) to the page. */
import { store } from './store.ts';

export interface KeyAction {
  /** Words for the `?` overlay. */
  readonly label: string;
  readonly run: (event?: KeyboardEvent) => void;
  readonly disabled?: boolean;
  /** Works while a text box has the focus, though it is a bare letter or Enter. */
  readonly typing?: boolean;
  /** Not listed by `?`. */
  readonly hidden?: boolean;
}
export type KeyMap = Readonly<Record<string, KeyAction>>;
export interface Layer {
  readonly id: number;
  readonly map: KeyMap;
  /** Nothing below this layer is reached: dialogs. */
  readonly modal: boolean;
  /** Heading in the overlay. */
  readonly group?: string;
}

export const layers = store<readonly Layer[]>([]);

const NAMED: Readonly<Record<string, string>> = {
  ' ': 'space',
  esc: 'escape',
  return: 'enter',
  del: 'delete',
};

/** A key event as written in a key map: `ctrl+enter`, `arrowdown`, `f9`, `?`, `a`. Ctrl and Command are one. */
export function strokeOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const key = event.key.toLowerCase();
  const name = NAMED[key] ?? key;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('ctrl');
  if (event.altKey) parts.push('alt');
  // Shift is part of the character it makes (`?`), and a modifier of the rest (`shift+tab`, `ctrl+shift+l`).
  if (event.shiftKey && (name.length > 1 || parts.length > 0)) parts.push('shift');
  return [...parts, name].join('+');
}

const MODIFIED = /^(ctrl|alt)\+|^f\d{1,2}$|^escape$/;
export const worksWhileTyping = (stroke: string, action: KeyAction): boolean =>
  action.typing === true || MODIFIED.test(stroke);

/** Is the focus where letters are text? */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !/^(button|checkbox|radio|range|submit|file|color)$/.test(target.type)
  );
}

export interface Found {
  readonly action?: KeyAction;
  /** The stroke begins a sequence (`g b`). */
  readonly begins: boolean;
}

/** What a stroke, after the strokes before it, means: the innermost layer that knows it wins. */
export function findKey(all: readonly Layer[], strokes: string): Found {
  let begins = false;
  for (const layer of [...all].reverse()) {
    const action = layer.map[strokes];
    if (action && !action.disabled) return { action, begins: false };
    if (Object.keys(layer.map).some((key) => key.startsWith(`${strokes} `))) begins = true;
    if (layer.modal) break;
  }
  return { begins };
}
