import type { Entry } from '#record/record.ts';
import type { Asker } from './parts.ts';

/**
 * A file is as closed as what it belongs to (http://hl7.org/fhir/R4/binary.html#security-context): with a
 * `securityContext`, whoever may read that type may read the file. Throws GateRefusal.
 */
export function mustOpenFile(asker: Asker, entry: Entry): void {
  if (entry.type !== 'Binary') return;
  const context = /"securityContext"\s*:\s*\{[^{}]*"reference"\s*:\s*"([A-Za-z]+)\//.exec(entry.content)?.[1];
  if (context !== undefined) asker.must('read', context);
}
