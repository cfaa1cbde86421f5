import { changes, command } from '#capability/command.ts';
import { EXT } from '#fhir/medley.ts';
import { idOf, reference } from '#fhir/reference.ts';
import { moveDocument } from './move-document.contract.ts';

export const moveDocumentCommand = command(moveDocument, async (context, input) => {
  const document = await context.read('DocumentReference', input.document);
  if (document.status !== 'current') return context.refuse('not-current', 'document');
  if (idOf(document.subject, 'Patient') === input.to) return context.refuse('same-patient', 'to');
  const patient = await context.read('Patient', input.to);
  // The encounter and other contexts belong to the wrong patient too.
  const { context: _before, ...rest } = document;
  const because = { url: EXT.movedBecause, valueString: input.reason };
  const extension = [...(document.extension ?? []), because];
  return changes({}, { ...rest, subject: reference('Patient', patient.id), extension });
});
