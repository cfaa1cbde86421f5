import { changes, command } from '#capability/command.ts';
import { reference } from '#fhir/reference.ts';
import type { Composition, MedicationRequest, ServiceRequest } from '#fhir/types.ts';
import { missingForSignature } from '../rules/may-be-signed.ts';
import { noteText } from '../rules/note.ts';
import { isSigned, openVisit } from './open-visit.ts';
import { signNote } from './sign-note.contract.ts';

export const signNoteCommand = command(signNote, async (context, input) => {
  const visit = await openVisit(context, input.encounter);
  const { note } = visit;
  if (!note) return context.refuse('note-missing', 'encounter');
  if (isSigned(note)) return context.refuse('note-signed', 'encounter');
  // What is signed is what was shown: a change since then has to be read first.
  if (note.meta.versionId !== input.version) return context.refuse('note-changed', 'version');
  const [missing] = missingForSignature(noteText(note), visit.encounter.diagnosis?.length ?? 0);
  if (missing) return context.refuse(missing, missing);
  const encounter = `Encounter/${input.encounter}`;
  const orders: (ServiceRequest | MedicationRequest)[] = [
    ...(await context.find('ServiceRequest', { encounter, status: 'draft', _count: '200' })),
    ...(await context.find('MedicationRequest', { encounter, status: 'draft', _count: '200' })),
  ];
  const time = context.now.toISOString();
  const signer = { reference: context.who.reference, display: context.who.display };
  const signed: Composition = {
    ...note,
    status: 'final',
    date: time,
    author: [signer],
    attester: [
      { mode: 'legal', time, party: reference('Practitioner', context.who.reference.split('/')[1] ?? '') },
    ],
  };
  const active = orders.map((order) => ({
    ...order,
    status: 'active' as const,
    authoredOn: time,
    requester: signer,
  }));
  return changes({ composition: note.id, orders: orders.length }, signed, ...active);
});
