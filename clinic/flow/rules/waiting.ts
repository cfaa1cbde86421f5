/** Waiting, late, next step: what a card says. Pure. */
import type { Stage } from '#fhir/medley.ts';
import type { StageSpan } from './stage.ts';

/** [B3] Since when this stage's clock runs: early arrivals wait from their slot on. */
export function waitingSince(span: StageSpan, slot: string | undefined): string {
  const waits = span.stage === 'arrived' || span.stage === 'checked-in';
  return waits && slot !== undefined && Date.parse(slot) > Date.parse(span.start) ? slot : span.start;
}

/** [B8] Minutes a booked patient is past her slot; 0 before it. */
export const minutesLate = (slot: string, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - Date.parse(slot)) / 60_000));

export type Step =
  | 'arrive'
  | 'check-in'
  | 'open-check-in'
  | 'room'
  | 'continue'
  | 'open-rooming'
  | 'see'
  | 'visit'
  | 'patient'
  | 'check-out'
  | 'done';

/** [B5] The one next step of a card: by stage, and only what this person may do. `may` says what her roles are for. */
export function nextStep(
  stage: Stage | 'booked',
  may: { readonly rooms: boolean; readonly sees: boolean },
): Step {
  switch (stage) {
    case 'booked':
      return 'arrive';
    case 'arrived':
      return 'check-in';
    case 'checked-in':
      return may.rooms ? 'room' : 'open-check-in';
    case 'roomed':
      return may.rooms ? 'continue' : 'patient';
    case 'ready':
      return may.sees ? 'see' : may.rooms ? 'open-rooming' : 'patient';
    case 'with-provider':
    case 'ancillary':
      return may.rooms ? 'visit' : 'patient';
    case 'discharge-ready':
      return 'check-out';
    case 'checked-out':
    case 'left-without-being-seen':
      return 'done';
  }
}

export type WaitLevel = 'calm' | 'amber' | 'red';

/** [B4] How a wait of this many minutes stands to the clinic's limits: red from the higher, amber from the lower. */
export const waitLevel = (
  minutes: number,
  limits: { readonly amber: number; readonly red: number },
): WaitLevel => (minutes >= limits.red ? 'red' : minutes >= limits.amber ? 'amber' : 'calm');
