import { useEffect, useRef } from 'react';
import { goToStop } from './flow.ts';
import { stopOf, useMissing } from './use-missing.ts';

/** Puts the cursor on the first thing that is missing when the page opens; never takes it from a hand that was faster. */
export function StartHere() {
  const [first] = useMissing().filter((one) => one.what !== 'call');
  const stop = useRef(first ? stopOf(first) : 'note');
  useEffect(() => {
    if (!document.activeElement?.closest('[data-flow]')) goToStop(stop.current);
  }, []);
  return null;
}
