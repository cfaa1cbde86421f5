import { useEffect, useRef, useState } from 'react';

const KEY = 'medley.board.chime';

/** Two soft tones. */
function chime(): void {
  const audio = new AudioContext();
  for (const [at, pitch] of [
    [0, 660],
    [0.16, 880],
  ] as const) {
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0.06, audio.currentTime + at);
    loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.3);
    tone.connect(loud).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.3);
  }
  setTimeout(() => void audio.close(), 1000);
}

/** A sound when somebody new is ready for her; off until she asks for it on this workstation. `ready` are visit ids. */
export function useChime(ready: readonly string[]): { on: boolean; toggle: () => void } {
  const [on, setOn] = useState(() => localStorage.getItem(KEY) === 'on');
  const known = useRef<ReadonlySet<string>>(undefined);
  const list = ready.join(' ');
  useEffect(() => {
    const now = new Set(list.split(' ').filter(Boolean));
    const fresh = known.current && [...now].some((id) => !known.current?.has(id));
    known.current = now;
    if (on && fresh) chime();
  }, [list, on]);
  const toggle = () => {
    localStorage.setItem(KEY, on ? 'off' : 'on');
    setOn(!on);
    if (!on) chime();
  };
  return { on, toggle };
}
