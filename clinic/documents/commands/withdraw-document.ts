import { changes, command } from '#capability/command.ts';
import { withdrawDocument } from './withdraw-document.contract.ts';

export const withdrawDocumentCommand = command(withdrawDocument, async (context, input) => {
  const document = await context.read('DocumentReference', input.document);
  if (document.status !== 'current') return context.refuse('not-current', 'document');
  return changes({}, { ...document, status: 'entered-in-error' });
});
