import { useEffect, useRef } from 'react';
import { goToStop } from './flow.ts';
import { useRooming } from './rooming-context.ts';
import { stopOf, useMissing } from './use-missing.ts';

/** Puts the cursor on the first thing that is missing, once, when the page and what was typed before are there. */
export function StartHere() {
  const { draft } = useRooming();
  const [first] = useMissing().filter((one) => one.what !== 'call');
  const stop = first ? stopOf(first) : 'note';
  const done = useRef(false);
  useEffect(() => {
    if (done.current || !draft.loaded) return;
    done.current = true;
    // The shell focuses the page's heading when a screen opens; ours comes after.
    const timer = setTimeout(() => goToStop(stop), 30);
    return () => clearTimeout(timer);
  }, [draft.loaded, stop]);
  return null;
}
