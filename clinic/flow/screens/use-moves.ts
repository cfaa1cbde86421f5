import { type RefObject, useLayoutEffect, useRef } from 'react';

const MS = 150;

/**
 * Things marked `data-moves="<id>"` glide to where they are drawn next, so that the eye can follow a card from column to
 * column. Nothing moves for those who asked for less motion.
 */
export function useMoves(area: RefObject<HTMLElement | null>): void {
  const places = useRef(new Map<string, DOMRect>());
  useLayoutEffect(() => {
    const before = places.current;
    const after = new Map<string, DOMRect>();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    for (const element of area.current?.querySelectorAll<HTMLElement>('[data-moves]') ?? []) {
      const id = element.dataset.moves ?? '';
      const to = element.getBoundingClientRect();
      after.set(id, to);
      const from = before.get(id);
      if (still || !from || (from.x === to.x && from.y === to.y)) continue;
      element.animate(
        [{ transform: `translate(${from.x - to.x}px, ${from.y - to.y}px)` }, { transform: 'none' }],
        { duration: MS, easing: 'cubic-bezier(0.2, 0, 0, 1)' },
      );
    }
    places.current = after;
  });
}
