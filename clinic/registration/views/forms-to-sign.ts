import { view } from '#capability/command.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { ageOn } from '#fhir/age.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { officialName, usualName } from '#fhir/names.ts';
import { SIGNS_ALONE_FROM } from '../rules/form-policy.ts';
import { formState } from './form-state.ts';
import { formsToSign } from './forms-to-sign.contract.ts';

export const formsToSignView = view(formsToSign, 100, async (context, input) => {
  const [patient, consents, { forms }] = await Promise.all([
    context.read('Patient', input.patient),
    context.find('Consent', { patient: input.patient, _sort: '-date', _count: '100' }),
    readSettings(context),
  ]);
  const spoken = patient.communication?.find(({ preferred }) => preferred) ?? patient.communication?.[0];
  const age = ageOn(patient.birthDate, dayOf(context.now, context.clinic.zone));
  const code = spoken?.language?.coding?.[0]?.code ?? '';
  const language: 'en' | 'es' = code.startsWith('es') ? 'es' : 'en';
  return {
    firstName: usualName(patient.name)?.given?.[0] ?? officialName(patient.name)?.given?.[0] ?? '',
    language,
    minor: age !== undefined && age.years < SIGNS_ALONE_FROM,
    forms: forms
      .filter((form) => !form.closed && formState(consents, form).state === 'due')
      .map(({ code, version, en, es, text }) => ({ code, version, en, es, text })),
  };
});
