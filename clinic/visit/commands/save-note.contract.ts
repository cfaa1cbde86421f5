import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { SECTIONS } from '../rules/note.ts';

const LONGEST_SECTION = 50_000;
const text = z.string().max(LONGEST_SECTION);

/** Sections of the note of a visit as they stand now; absent ones stay as they are. */
export const saveNote = contract<{ composition: string; version: string }>()({
  name: 'visit/save-note',
  task: 'P04',
  input: z.object({
    encounter: z.string(),
    sections: z.partialRecord(z.enum(SECTIONS.map(({ key }) => key)), text),
  }),
  refusals: ['note-signed', 'visit-over', 'no-provider'],
});
