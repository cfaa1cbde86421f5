import type { Entry } from '#record/record.ts';
import type { Refusal } from '../decision.ts';
import { GateRefusal } from '../refusal.ts';
import type { Asker } from './parts.ts';

const NAMES = /"securityContext"\s*:/;
const LEADS_TO =
  /"securityContext"\s*:\s*\{[^{}]*"reference"\s*:\s*"(?:https?:\/\/[^"\s]*\/)?([A-Z][A-Za-z]+)\//;
const unreadable: Refusal = {
  allow: false,
  code: 'type-closed',
  reason: 'This file belongs to something that cannot be told from here.',
};

/**
 * A file is as closed as what it belongs to (http://hl7.org/fhir/R4/binary.html#security-context): with a
 * `securityContext`, whoever may read that type may read the file; nobody where its type is not said. Throws GateRefusal.
 */
export function mustOpenFile(asker: Asker, entry: Entry): void {
  if (entry.type !== 'Binary' || !NAMES.test(entry.content)) return;
  const type = LEADS_TO.exec(entry.content)?.[1];
  if (type === undefined) throw new GateRefusal(unreadable);
  asker.must('read', type);
}
