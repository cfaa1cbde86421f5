import { changes, command } from '#capability/command.ts';
import type { InputOf } from '#capability/contract.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { ageOn } from '#fhir/age.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { EXT } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import type { Consent, Patient, Reference, RelatedPerson } from '#fhir/types.ts';
import { policyOf, SIGNERS, SIGNS_ALONE_FROM } from '../rules/form-policy.ts';
import { recordConsent } from './record-consent.contract.ts';

const SIGNER = 'signer';
type Input = InputOf<typeof recordConsent>;

export const recordConsentCommand = command(recordConsent, async (context, input) => {
  const { forms } = await readSettings(context);
  const form = forms.find(({ code, closed }) => code === input.form && !closed);
  if (!form || (input.version !== undefined && input.version !== form.version))
    return context.refuse('no-such-form', 'form');
  const signed = input.signature?.binary ?? input.signature?.typed;
  if ((signed === undefined) === (input.refusal === undefined))
    return context.refuse('signature-or-refusal', 'signature');
  const patient = await context.read('Patient', input.patient);
  const age = ageOn(patient.birthDate, dayOf(context.now, context.clinic.zone));
  if (age && age.years < SIGNS_ALONE_FROM && !input.signer)
    return context.refuse('signer-needed', 'signer.name');
  const picture = input.signature?.binary;
  const { language = 'en' } = input;
  const at = context.now.toISOString();
  const { signer, ...who } = signerOf(input);
  const { uri, ...policy } = policyOf(form);
  const consent: Consent & { id: string } = {
    resourceType: 'Consent',
    id: context.newId(),
    ...who,
    text: { status: 'additional', div: asRead(form.text[language], language) },
    status: input.refusal ? 'rejected' : 'active',
    ...policy,
    policy: [{ uri }],
    patient: reference('Patient', input.patient),
    dateTime: at,
    performer: [signer],
    extension: [
      { url: EXT.formVersion, valueString: form.version },
      ...(input.refusal ? [{ url: EXT.refusalReason, valueString: input.refusal }] : []),
      ...(input.signature?.typed ? [{ url: EXT.signedAs, valueString: input.signature.typed }] : []),
    ],
    verification: [{ verified: input.refusal === undefined, verifiedWith: signer, verificationDate: at }],
    ...(picture
      ? {
          sourceAttachment: {
            contentType: (await context.read('Binary', picture)).contentType,
            url: `Binary/${picture}`,
            title: 'Signature',
          },
        }
      : {}),
  };
  return changes({ consent: consent.id }, consent);
});

/** [R24] The patient, or who signed in her place, kept with the form. */
function signerOf({ patient, signer }: Input): {
  signer: Reference<Patient | RelatedPerson>;
  contained?: [RelatedPerson];
} {
  const herself = reference('Patient', patient);
  if (!signer) return { signer: herself };
  const person: RelatedPerson = {
    resourceType: 'RelatedPerson',
    id: SIGNER,
    patient: herself,
    relationship: [{ coding: [SIGNERS[signer.relationship]] }],
    name: [{ text: signer.name }],
  };
  return { signer: { reference: `#${SIGNER}`, display: signer.name }, contained: [person] };
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The wording itself, so that it can be read in ten years although the clinic has changed it since. */
const asRead = (text: string, language: string): string =>
  `<div xmlns="http://www.w3.org/1999/xhtml" lang="${language}"><p>${text.replace(/[&<>"]/g, (one) => ESCAPED[one] ?? '')}</p></div>`;
