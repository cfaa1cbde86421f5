import { changes, command } from '#capability/command.ts';
import type { Composition } from '#fhir/types.ts';
import { narrative } from '../rules/note.ts';
import { addAddendum } from './add-addendum.contract.ts';
import { isSigned } from './open-visit.ts';

export const addAddendumCommand = command(addAddendum, async (context, input) => {
  const { meta: _meta, ...signed } = await context.read('Composition', input.composition);
  if (!isSigned(signed)) return context.refuse('not-signed-yet', 'composition');
  const time = context.now.toISOString();
  const author = { reference: context.who.reference, display: context.who.display };
  const addendum: Composition & { id: string } = {
    resourceType: 'Composition',
    id: context.newId(),
    status: 'final',
    type: signed.type,
    ...(signed.subject ? { subject: signed.subject } : {}),
    ...(signed.encounter ? { encounter: signed.encounter } : {}),
    date: time,
    author: [author],
    title: 'Addendum',
    attester: [{ mode: 'legal', time, party: { reference: context.who.reference } }],
    relatesTo: [{ code: 'appends', targetReference: { reference: `Composition/${signed.id}` } }],
    section: [{ title: 'Addendum', text: { status: 'generated', div: narrative(input.text) } }],
  };
  return changes({ composition: addendum.id }, addendum);
});
