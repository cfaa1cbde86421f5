import { lazy, Suspense } from 'react';
import type { PlotProps } from './plot.tsx';
import { Skeleton } from './state.tsx';

const Loaded = lazy(() => import('./plot.tsx').then(({ Plot }) => ({ default: Plot })));

/** `Plot`, with its charting library loaded when the first plot is shown. Same props. */
export function Plot(props: PlotProps) {
  return (
    <Suspense fallback={<Skeleton shape="block" lines={1} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
