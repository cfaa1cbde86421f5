import type { KeyboardEvent } from 'react';

/** Arrows go from visit to visit: down the provider's day, and beside to the nearest in time. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (!event.key.startsWith('Arrow') || event.ctrlKey || event.altKey || event.metaKey) return;
  const columns = [...event.currentTarget.querySelectorAll('[data-provider]')].map((column) => [
    ...column.querySelectorAll<HTMLElement>('[data-visit]'),
  ]);
  const here = document.activeElement as HTMLElement;
  const column = columns.findIndex((visits) => visits.includes(here));
  const visits = columns[column] ?? [];
  const row = visits.indexOf(here);
  const next =
    event.key === 'ArrowDown' || event.key === 'ArrowUp'
      ? visits[row + (event.key === 'ArrowDown' ? 1 : -1)]
      : beside(columns, { column, by: event.key === 'ArrowRight' ? 1 : -1, from: here });
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function beside(
  columns: readonly (readonly HTMLElement[])[],
  { column, by, from }: { column: number; by: number; from: HTMLElement },
): HTMLElement | undefined {
  for (let at = column + by; at >= 0 && at < columns.length; at += by) {
    const far = (one: HTMLElement) => Math.abs(one.offsetTop - from.offsetTop);
    const nearest = [...(columns[at] ?? [])].sort((a, b) => far(a) - far(b))[0];
    if (nearest) return nearest;
  }
  return undefined;
}
