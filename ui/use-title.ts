import { useEffect } from 'react';

/** Sets the tab's title while the component is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = title ? `${title} · Medley` : 'Medley';
    return () => {
      document.title = before;
    };
  }, [title]);
}
