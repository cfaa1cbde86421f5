import type { CommandContext, ViewContext } from '#capability/command.ts';
import { idOf } from '#fhir/reference.ts';
import type { Composition, Encounter, Stored } from '#fhir/types.ts';
import { NOTE_TYPE } from '../rules/note.ts';

/** What every act in a visit starts from. */
export interface OpenVisit {
  readonly encounter: Stored<Encounter>;
  readonly patient: string;
  /** Id of the attending Practitioner; undefined when nobody is assigned. */
  readonly provider: string | undefined;
  readonly note: Stored<Composition> | undefined;
  readonly addenda: readonly Stored<Composition>[];
}

const isAddendum = (composition: Composition): boolean =>
  (composition.relatesTo ?? []).some(({ code }) => code === 'appends');

/** The visit, its note and its addenda, oldest first. */
export async function openVisit(context: ViewContext | CommandContext, id: string): Promise<OpenVisit> {
  const encounter = await context.read('Encounter', id);
  const written = await context.find('Composition', {
    encounter: `Encounter/${id}`,
    type: NOTE_TYPE,
    _sort: 'date',
  });
  const valid = written.filter(({ status }) => status !== 'entered-in-error');
  return {
    encounter,
    patient: idOf(encounter.subject, 'Patient') ?? '',
    provider: attending(encounter),
    note: valid.find((composition) => !isAddendum(composition)),
    addenda: valid.filter(isAddendum),
  };
}

/** Id of the attending Practitioner of an encounter. */
export function attending(encounter: Encounter): string | undefined {
  const part = encounter.participant?.find(({ type }) =>
    type?.some(({ coding }) => coding?.some(({ code }) => code === 'ATND')),
  );
  return idOf(part?.individual, 'Practitioner');
}

export const isSigned = (note: Composition | undefined): boolean =>
  note?.status === 'final' || note?.status === 'amended';

const OVER: ReadonlySet<string> = new Set(['cancelled', 'entered-in-error']);
export const isOver = (encounter: Encounter): boolean => OVER.has(encounter.status);
