import { CS, EXT } from '#fhir/medley.ts';
import type { Consent } from '#fhir/types.ts';

export interface FormState {
  readonly state: 'due' | 'signed' | 'refused';
  /** FHIR dateTime of the signature or refusal; '' when due. */
  readonly on: string;
  /** Who signed in the patient's place; '' when she did. */
  readonly by: string;
}

/** [R11] A form is due until its present version was signed or refused. `consents` newest first. */
export function formState(consents: readonly Consent[], form: { code: string; version: string }): FormState {
  const last = consents.find(
    ({ category, extension, status }) =>
      status !== 'entered-in-error' &&
      category.some(({ coding }) =>
        coding?.some(({ code, system }) => system === CS.consent && code === form.code),
      ) &&
      extension?.some(({ url, valueString }) => url === EXT.formVersion && valueString === form.version),
  );
  if (!last) return { state: 'due', on: '', by: '' };
  const [signer] = last.performer ?? [];
  return {
    state: last.status === 'rejected' ? 'refused' : 'signed',
    on: last.dateTime ?? '',
    by: signer?.reference?.startsWith('#') ? (signer.display ?? '') : '',
  };
}
