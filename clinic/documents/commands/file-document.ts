import { changes, command } from '#capability/command.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { CS } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import { LOINC, US_CORE } from '#fhir/systems.ts';
import type { DocumentReference } from '#fhir/types.ts';
import { fileDocument } from './file-document.contract.ts';

/** LOINC document types. */
const TYPES: Readonly<Record<string, { code: string; display: string }>> = {
  referral: { code: '57133-1', display: 'Referral note' },
  'outside-record': { code: '34133-9', display: 'Summary of episode note' },
  result: { code: '11502-2', display: 'Laboratory report' },
  form: { code: '64289-2', display: 'Health insurance-related form' },
  letter: { code: '68609-7', display: 'Hospital Letter' },
  identification: { code: '34109-9', display: 'Note' },
};
const OTHER = { code: '34109-9', display: 'Note' };

export const fileDocumentCommand = command(fileDocument, async (context, input) => {
  if (input.date > dayOf(context.now, context.clinic.zone)) return context.refuse('in-the-future', 'date');
  const binary = await context.read('Binary', input.binary);
  const before = binary.securityContext?.reference;
  if (before?.startsWith('DocumentReference/')) return context.refuse('filed-already', 'binary');
  // [F5] Bytes that were sent while another chart was open never land in this one.
  if (before !== undefined && before !== `Patient/${input.patient}`)
    return context.refuse('other-patient', 'binary');
  const document: DocumentReference & { id: string } = {
    resourceType: 'DocumentReference',
    id: context.newId(),
    meta: { profile: [US_CORE.documentReference] },
    status: 'current',
    type: { coding: [{ system: LOINC, ...(TYPES[input.type] ?? OTHER) }], text: input.title },
    category: [{ coding: [{ system: CS.documentCategory, code: input.type }] }],
    subject: reference('Patient', input.patient),
    date: `${input.date}T12:00:00Z`,
    author: [
      { reference: context.who.reference, display: context.who.display } as NonNullable<
        DocumentReference['author']
      >[number],
    ],
    description: input.title,
    content: [
      { attachment: { contentType: input.contentType, url: `Binary/${input.binary}`, title: input.title } },
    ],
  };
  // [F4] From here on the bytes are as closed as the document: by their address too.
  const securityContext = reference('DocumentReference', document.id);
  return changes({ document: document.id }, document, { ...binary, securityContext });
});
