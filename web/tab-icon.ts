import { useEffect } from 'react';
import { connection } from '#ui/connection.ts';
import type { SessionState } from '#ui/session.ts';
import { useStore } from '#ui/store.ts';

/** The tab's icon says whether this workstation is locked or has lost the server. */
export function useTabIcon(state: SessionState['state']): void {
  const { state: reach } = useStore(connection);
  const icon = state === 'locked' ? '/icon-locked.svg' : reach === 'lost' ? '/icon-alert.svg' : '/icon.svg';
  useEffect(() => {
    document.querySelector('link[data-icon]')?.setAttribute('href', icon);
  }, [icon]);
}
