/** The one continuous keyboard flow: stops are marked `data-flow` in the order of the page. */

/** Focuses what a stop begins with: its box, or its first button. */
function focusStop(stop: Element | null | undefined): boolean {
  const target = stop?.matches('input, textarea, button')
    ? stop
    : stop?.querySelector('input:not([disabled]), textarea:not([disabled]), button:not([aria-disabled])');
  if (!(target instanceof HTMLElement)) return false;
  target.focus();
  target.closest('[data-flow]')?.scrollIntoView({ block: 'nearest' });
  if (target instanceof HTMLInputElement) target.select();
  return true;
}

const stops = (): Element[] => [...document.querySelectorAll('[data-flow]')];

/**
 * Moves on from the stop that holds `from`, at once: the next key of a fast hand must not land in the box before. A stop
 * that is not its turn yet (`data-flow="later"`) is passed by.
 */
export function advance(from: Element | null): void {
  const all = stops();
  const here = all.indexOf(from?.closest('[data-flow]') ?? document.body);
  focusStop(
    all.slice(here + 1).find((stop) => stop.getAttribute('data-flow') !== 'later' && focusable(stop)),
  );
}

/** Back to the stop before. */
export function retreat(from: Element | null): void {
  const all = stops().filter((stop) => stop.getAttribute('data-flow') !== 'later');
  const here = all.indexOf(from?.closest('[data-flow]') ?? document.body);
  focusStop(all.slice(0, Math.max(here, 0)).findLast(focusable));
}

const focusable = (stop: Element): boolean =>
  stop.matches('input, textarea, button') ||
  stop.querySelector('input:not([disabled]), textarea, button:not([aria-disabled])') !== null;

/** Goes to a named stop: `data-stop="pulse"`. */
export const goToStop = (name: string): boolean =>
  focusStop(document.querySelector(`[data-stop="${CSS.escape(name)}"]`));
