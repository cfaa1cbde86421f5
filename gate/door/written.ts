import type { RecordReader, Write } from '#record/record.ts';
import type { AuditNote } from '../audit/row.ts';
import { patientsIn } from './patients.ts';

/** Adds the patients that a value refers to, at any depth. */
function collect(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'reference' && typeof inner === 'string') {
      const patient = /(?:^|\/)Patient\/([A-Za-z0-9\-.]{1,64})(?:\/|$)/.exec(inner)?.[1];
      if (patient !== undefined) into.add(patient);
    } else collect(inner, into);
  }
}

type WriteNote = Pick<AuditNote, 'action' | 'type' | 'resource' | 'version' | 'patients'>;

/** What the trail says of each write. A deletion does not name its patient, so what it deletes is looked at. */
export async function notesOfWrites(
  store: Pick<RecordReader, 'readMany'>,
  writes: readonly Write[],
): Promise<WriteNote[]> {
  const deletions = writes.filter((write) => write.kind === 'delete');
  const deleted = deletions.length === 0 ? [] : await store.readMany(deletions);
  return writes.map((write) => {
    const note = noteOfWrite(write);
    if (write.kind !== 'delete') return note;
    const entries = deleted.filter(({ type, id }) => type === write.type && id === write.id);
    return { ...note, patients: [...patientsIn(entries, new Set(note.patients))] };
  });
}

/** The version is known where the write names the one before. */
function noteOfWrite(write: Write): WriteNote {
  if (write.kind === 'delete') {
    const version = write.ifVersion === undefined ? {} : { version: write.ifVersion + 1 };
    return {
      action: 'delete',
      type: write.type,
      resource: write.id,
      ...version,
      patients: write.type === 'Patient' ? [write.id] : [],
    };
  }
  const { resource } = write;
  const id = write.kind === 'create' ? write.id : write.resource.id;
  const patients = new Set<string>(resource.resourceType === 'Patient' ? [id] : []);
  collect(resource, patients);
  const before = write.kind === 'create' ? 0 : write.ifVersion;
  return {
    action: write.kind,
    type: resource.resourceType,
    resource: id,
    ...(before === undefined ? {} : { version: before + 1 }),
    patients: [...patients],
  };
}

export const typeOfWrite = (write: Write): string =>
  write.kind === 'delete' ? write.type : write.resource.resourceType;
