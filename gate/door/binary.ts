import type { DocumentReference } from '#fhir/types.ts';
import { type Entry, parseEntry, type RecordStore } from '#record/record.ts';
import type { Refusal } from '../decision.ts';
import { kindOfDocument, mayOpenKind } from '../file-kinds.ts';
import type { Principal } from '../principal.ts';
import { GateRefusal } from '../refusal.ts';
import type { Asker } from './parts.ts';

const NAMES = /"securityContext"\s*:/;
const LEADS_TO =
  /"securityContext"\s*:\s*\{[^{}]*"reference"\s*:\s*"(https?:\/\/[^"\s]*\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})/;
const unreadable: Refusal = {
  allow: false,
  code: 'type-closed',
  reason: 'This file belongs to something that cannot be told from here.',
};

interface Looking {
  readonly store: Pick<RecordStore, 'read'>;
  readonly asker: Asker;
  readonly principal: Principal;
}

/**
 * A file is as closed as what it belongs to (http://hl7.org/fhir/R4/binary.html#security-context): with a
 * `securityContext`, whoever may read that type may read the file, or open papers of that document's kind; nobody where
 * its type is not said. Answers the documents they belong to, whose patients the audit names. Throws GateRefusal.
 */
export async function openFiles(looking: Looking, entries: Iterable<Entry>): Promise<Entry[]> {
  const owners: Entry[] = [];
  for (const entry of entries) {
    if (entry.type !== 'Binary' || !NAMES.test(entry.content)) continue;
    const owner = await ownerOf(looking, entry);
    if (owner) owners.push(owner);
  }
  return owners;
}

async function ownerOf({ store, asker, principal }: Looking, file: Entry): Promise<Entry | undefined> {
  const [, elsewhere, type, id] = LEADS_TO.exec(file.content) ?? [];
  if (type === undefined || id === undefined) throw new GateRefusal(unreadable);
  const owner =
    type === 'DocumentReference' && elsewhere === undefined ? await store.read(type, id) : undefined;
  const filed = owner && !owner.deleted ? kindOfDocument(parseEntry<DocumentReference>(owner)) : undefined;
  if (filed === undefined || !mayOpenKind(principal, filed)) asker.must('read', type);
  return owner;
}
