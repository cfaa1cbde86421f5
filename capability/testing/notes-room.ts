/** A room as small as can be, to try the protocol on: it names Flags of a patient. */
import { z } from 'zod';
import type { Flag } from '#fhir/types.ts';
import { changes, command, view } from '../command.ts';
import { contract, viewContract } from '../contract.ts';
import { room } from '../room.ts';

export const raiseFlag = contract<{ flag: string }>()({
  name: 'notes/raise-flag',
  task: 'T08',
  input: z.object({ patient: z.string(), words: z.string().min(1) }),
  refusals: ['patient-deceased'],
  undoable: true,
});

export const renameFlag = contract<{ version: string }>()({
  name: 'notes/rename-flag',
  task: 'T08',
  input: z.object({ flag: z.string(), words: z.string() }),
  refusals: [],
  undoable: true,
});

export const signOff = contract()({
  name: 'notes/sign-off',
  task: 'P01',
  input: z.object({ patient: z.string() }),
  refusals: [],
});

export const flagsOf = viewContract<{ words: readonly string[] }>()({
  name: 'notes/flags-of',
  task: 'T13',
  input: z.object({ patient: z.string() }),
  listens: ['Flag'],
});

const raiseFlagCommand = command(raiseFlag, async (context, { patient, words }) => {
  const found = await context.read('Patient', patient);
  if (found.deceasedBoolean === true) return context.refuse('patient-deceased', 'patient', { id: patient });
  const flag: Flag & { id: string } = {
    resourceType: 'Flag',
    id: context.newId(),
    // An empty code is what a wrong command would build.
    status: words === 'wrong' ? ('bogus' as 'active') : 'active',
    code: { text: words },
    subject: { reference: `Patient/${patient}` },
  };
  return { ...changes({ flag: flag.id }, flag), announce: ['flags'] };
});

const renameFlagCommand = command(renameFlag, async (context, { flag, words }) => {
  const found = await context.read('Flag', flag);
  const version = String(Number(found.meta.versionId) + 1);
  return changes(
    { version },
    { ...found, code: { text: words === 'append' ? `${found.code.text}+` : words } },
  );
});

const signOffCommand = command(signOff, async () => changes({}));

const flagsOfView = view(flagsOf, 50, async (context, { patient }) => {
  const flags = await context.find('Flag', { patient, _sort: '_lastUpdated' });
  return { words: flags.map(({ code }) => code.text ?? '') };
});

export const notes = room({
  name: 'notes',
  writes: ['Flag'],
  commands: [raiseFlagCommand, renameFlagCommand, signOffCommand],
  views: [flagsOfView],
});
