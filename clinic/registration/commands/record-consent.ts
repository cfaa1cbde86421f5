import { changes, command } from '#capability/command.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { CS, EXT } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import type { Consent } from '#fhir/types.ts';
import { recordConsent } from './record-consent.contract.ts';

const SCOPE = 'http://terminology.hl7.org/CodeSystem/consentscope';
const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

export const recordConsentCommand = command(recordConsent, async (context, input) => {
  const { forms } = await readSettings(context);
  const form = forms.find(({ code, closed }) => code === input.form && !closed);
  if (!form) return context.refuse('no-such-form', 'form');
  const signed = input.signature?.binary ?? input.signature?.typed;
  if ((signed === undefined) === (input.refusal === undefined))
    return context.refuse('signature-or-refusal', 'signature');
  const patient = reference('Patient', input.patient);
  const attachment = input.signature?.binary
    ? { contentType: 'image/png', url: `Binary/${input.signature.binary}`, title: 'Signature' }
    : undefined;
  const consent: Consent & { id: string } = {
    resourceType: 'Consent',
    id: context.newId(),
    status: input.refusal ? 'rejected' : 'active',
    scope: { coding: [{ system: SCOPE, code: 'patient-privacy' }] },
    category: [{ coding: [{ system: CS.consent, code: form.code }], text: form.en }],
    patient,
    dateTime: context.now.toISOString(),
    performer: [patient],
    policyRule: {
      coding: [{ system: ACT_CODE, code: 'HIPAA-NPP' }],
      text: `${form.en}, version ${form.version}`,
    },
    extension: [
      { url: EXT.formVersion, valueString: form.version },
      ...(input.refusal ? [{ url: EXT.refusalReason, valueString: input.refusal }] : []),
      ...(input.signature?.typed ? [{ url: EXT.signedAs, valueString: input.signature.typed }] : []),
    ],
    verification: [{ verified: true, verifiedWith: patient, verificationDate: context.now.toISOString() }],
    ...(attachment ? { sourceAttachment: attachment } : {}),
  };
  return changes({ consent: consent.id }, consent);
});
