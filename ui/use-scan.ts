import { useEffect, useRef } from 'react';
import { onScan, type Scan } from './scanner.ts';

/** Hears scans while shown. Return true when the code was for you; otherwise the page below, then the shell, hears it. */
export function useScan(listener: (scan: Scan) => boolean): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => onScan((scan) => latest.current(scan)), []);
}
