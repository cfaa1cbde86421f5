import { type CommandContext, changes, command } from '#capability/command.ts';
import { EXT } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import { LOINC, PARTICIPANT_TYPE } from '#fhir/systems.ts';
import type { Composition, Provenance } from '#fhir/types.ts';
import { mergeSections, NOTE_TYPE, type NoteText, noteText, SECTIONS } from '../rules/note.ts';
import { isOver, isSigned, type OpenVisit, openVisit } from './open-visit.ts';
import { saveNote } from './save-note.contract.ts';

export const saveNoteCommand = command(saveNote, async (context, { encounter, sections }) => {
  const visit = await openVisit(context, encounter);
  if (isSigned(visit.note)) return context.refuse('note-signed', 'sections');
  if (isOver(visit.encounter)) return context.refuse('visit-over', 'encounter');
  const author =
    visit.provider ?? (context.who.roles.includes('provider') ? practitionerOf(context) : undefined);
  if (!author) return context.refuse('no-provider', 'encounter');
  const { note: stored } = visit;
  // Said again, nothing changes: what somebody is about to sign keeps its version.
  if (stored && saysAlready(noteText(stored), sections))
    return changes({ composition: stored.id, version: stored.meta.versionId });
  const note = draft(context, visit, { author, text: { ...noteText(visit.note), ...sections } });
  const typist = typedFor(context, visit, { author, note });
  const version = String(Number(visit.note?.meta.versionId ?? 0) + 1);
  return changes({ composition: note.id, version }, note, ...typist);
});

const saysAlready = (text: NoteText, sections: NoteText): boolean =>
  SECTIONS.every(({ key }) => (sections[key] ?? text[key] ?? '').trimEnd() === (text[key] ?? ''));

const practitionerOf = ({ who }: CommandContext<string>): string | undefined => who.reference.split('/')[1];

type Draft = Composition & { id: string };

function draft(
  context: CommandContext<string>,
  visit: OpenVisit,
  { author, text }: { author: string; text: NoteText },
): Draft {
  const { note, encounter, patient } = visit;
  return {
    ...(note ?? {
      resourceType: 'Composition' as const,
      id: context.newId(),
      type: { coding: [{ system: LOINC, code: NOTE_TYPE, display: 'Progress note' }] },
      subject: reference('Patient', patient),
      encounter: reference('Encounter', encounter.id),
      title: 'Visit note',
    }),
    status: 'preliminary',
    author: [reference('Practitioner', author)],
    date: context.now.toISOString(),
    section: mergeSections(note?.section, text),
  };
}

/** [N3] Marks the note, once for each typist, and records as Provenance who typed for whom. */
function typedFor(
  context: CommandContext<string>,
  visit: OpenVisit,
  { author, note }: { author: string; note: Draft },
): Provenance[] {
  const typist = context.who.reference;
  const known = note.extension?.some(
    ({ url, valueReference }) => url === EXT.documentedBy && valueReference?.reference === typist,
  );
  if (typist === `Practitioner/${author}` || known) return [];
  const mark = { url: EXT.documentedBy, valueReference: { reference: typist, display: context.who.display } };
  note.extension = [...(note.extension ?? []), mark];
  const provider = reference('Practitioner', author);
  return [
    {
      resourceType: 'Provenance',
      target: [{ reference: `Composition/${note.id}` }, reference('Patient', visit.patient)],
      recorded: context.now.toISOString(),
      agent: [
        { type: agentType('author'), who: provider },
        { type: agentType('enterer'), who: { reference: typist }, onBehalfOf: provider },
      ],
    },
  ];
}

const agentType = (code: string) => ({ coding: [{ system: PARTICIPANT_TYPE, code }] });
