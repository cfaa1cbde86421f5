import type { NoteText } from './note.ts';

export type MissingForSignature = 'assessment-or-plan' | 'diagnosis';

/** [N6] What still keeps a note from being signed; empty when it may be. */
export function missingForSignature(note: NoteText, diagnoses: number): MissingForSignature[] {
  const missing: MissingForSignature[] = [];
  if (!note.assessment?.trim() && !note.plan?.trim()) missing.push('assessment-or-plan');
  if (diagnoses === 0) missing.push('diagnosis');
  return missing;
}
