import { useEffect } from 'react';
import { call } from '#ui/api.ts';
import { lockNow } from '#ui/session.ts';
import { useSession } from '#ui/use-who.ts';

const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
const CHECK_MS = 5000;
/** Reading moves no data: the server hears of the hand this often, or it would lock under a reader. */
const TELL_MS = 30_000;
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('medley-activity');

/** Locks after the clinic's idle time without a hand on this workstation; a hand in another tab counts. */
export function useIdleLock(): void {
  const { idleSeconds } = useSession();
  useEffect(() => {
    let last = Date.now();
    let told = last;
    const touch = () => {
      const now = Date.now();
      if (now - last > CHECK_MS) channel?.postMessage(now);
      last = now;
      if (now - told < TELL_MS) return;
      told = now;
      void call({ method: 'POST', path: '/api/session/touch' }).catch(() => undefined);
    };
    const heard = () => {
      last = Date.now();
    };
    // The clock, not a single timer: a laptop that slept must lock when it wakes.
    const timer = setInterval(
      () => Date.now() - last >= idleSeconds * 1000 && lockNow(),
      Math.min(CHECK_MS, idleSeconds * 250),
    );
    for (const sign of SIGNS) addEventListener(sign, touch, { passive: true, capture: true });
    channel?.addEventListener('message', heard);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, touch, { capture: true });
      channel?.removeEventListener('message', heard);
    };
  }, [idleSeconds]);
}
