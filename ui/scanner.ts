import { isTyping } from './key-map.ts';

/** Wedge scanners type like a person in a hurry and end with Enter. Recognised anywhere, handed to whoever waits for a code. */
export interface Scan {
  readonly text: string;
  readonly source: 'wedge' | 'camera';
  /** A text box had the focus and holds the code now; who takes the scan takes it out of there. */
  readonly typed?: boolean;
  /** Name of the symbology when the camera read it. */
  readonly format?: string;
}
/** Returns true when it has used the scan. */
export type ScanListener = (scan: Scan) => boolean;

const listeners: ScanListener[] = [];

/** The newest listener hears first: a dialog before its page, the page before the shell. */
export function onScan(listener: ScanListener): () => void {
  listeners.push(listener);
  return () => {
    const at = listeners.indexOf(listener);
    if (at >= 0) listeners.splice(at, 1);
  };
}

export function dispatchScan(scan: Scan): boolean {
  return [...listeners].reverse().some((listener) => listener(scan));
}

// Scanners send a character every 1 to 20 ms; nobody types six in a row faster than 35 ms each.
const FASTEST_HAND = 35;
const SHORTEST = 6;

export interface Stroke {
  readonly key: string;
  /** Ms, any origin. */
  readonly at: number;
}

/** Gathers strokes; the code when an Enter ends a burst that no hand could have typed. */
export function burst(): { readonly take: (stroke: Stroke) => string | undefined } {
  let text = '';
  let last = 0;
  return {
    take({ key, at }) {
      const quick = at - last <= FASTEST_HAND;
      last = at;
      if (key === 'Enter') {
        const code = text;
        text = '';
        return quick && code.length >= SHORTEST ? code : undefined;
      }
      if (key.length !== 1) return undefined;
      text = quick ? text + key : key;
      return undefined;
    },
  };
}

/** The page's one listener for scans; the shell calls it once. */
export function listenToScanner(): () => void {
  const gather = burst();
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const code = gather.take({ key: event.key, at: event.timeStamp });
    if (code === undefined) return;
    const field = event.target;
    if (!dispatchScan({ text: code, source: 'wedge', typed: isTyping(field) })) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // The letters went into the box that had the focus; they belong to the scan.
    if (field instanceof HTMLInputElement && field.value.endsWith(code)) takeOut(field, code);
  };
  addEventListener('keydown', onKey, true);
  return () => removeEventListener('keydown', onKey, true);
}

function takeOut(field: HTMLInputElement, code: string): void {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  set?.call(field, field.value.slice(0, -code.length));
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
