/** What is still missing before the hand-over, and why it matters (README O1). The hand-over is never blocked, only asked. */
import type { DueVital } from './due-vitals.ts';
import type { Repeat } from './repeat-pressure.ts';
import type { VitalKey } from './vitals.ts';

type MissingWhat =
  | 'reason'
  | 'vital'
  | 'repeat'
  | 'allergies'
  | 'medications'
  | 'histories'
  | 'screener'
  | 'call';

export interface Missing {
  readonly what: MissingWhat;
  /** Vital or screener key, or count. */
  readonly which: string;
}

export interface RoomingState {
  readonly reason: string;
  readonly due: readonly DueVital[];
  /** Measured or refused. */
  readonly done: ReadonlySet<VitalKey>;
  readonly repeat: Repeat | undefined;
  readonly allergiesReviewed: boolean;
  readonly medications: { readonly open: number; readonly reviewed: boolean };
  readonly historiesReviewed: boolean;
  readonly screenersOpen: readonly string[];
  /** A call for the provider that nobody has answered. */
  readonly callOpen: boolean;
}

/** In the order of the page; an open call first, because it matters most. */
export function missing(state: RoomingState): Missing[] {
  const found: Missing[] = [];
  if (state.callOpen) found.push({ what: 'call', which: '' });
  if (state.reason.trim() === '') found.push({ what: 'reason', which: '' });
  for (const { vital, expected } of state.due)
    if (expected && !state.done.has(vital)) found.push({ what: 'vital', which: vital });
  if (state.repeat) found.push({ what: 'repeat', which: String(state.repeat.number) });
  if (!state.allergiesReviewed) found.push({ what: 'allergies', which: '' });
  if (!state.medications.reviewed) found.push({ what: 'medications', which: String(state.medications.open) });
  if (!state.historiesReviewed) found.push({ what: 'histories', which: '' });
  for (const screener of state.screenersOpen) found.push({ what: 'screener', which: screener });
  return found;
}
