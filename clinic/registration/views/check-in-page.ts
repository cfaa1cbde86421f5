import { type ViewContext, view } from '#capability/command.ts';
import { stageOf } from '#clinic/flow/rules/stage.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { CS, DOCUMENT, EXT } from '#fhir/medley.ts';
import { displayName, officialName, usualName } from '#fhir/names.ts';
import { notFound } from '#fhir/outcome.ts';
import { idOf } from '#fhir/reference.ts';
import { PRONOUNS_EXTENSION } from '#fhir/systems.ts';
import type { Coverage, DocumentReference, Patient, Stored } from '#fhir/types.ts';
import { classesOf, subscriberOf } from '../commands/coverage-resource.ts';
import { placesOf } from '../rules/coverage.ts';
import { CONFIRMED, confirmations, isAskedAlone, isDue } from '../rules/fields.ts';
import { PRIVACY_NOTICE } from '../rules/form-policy.ts';
import { type CoverageLine, checkInPage, type Profile } from './check-in-page.contract.ts';
import { formState } from './form-state.ts';

export const checkInPageView = view(checkInPage, 100, async (context, input) => {
  const encounter = input.encounter ? await context.read('Encounter', input.encounter) : undefined;
  const id = input.patient ?? idOf(encounter?.subject, 'Patient');
  if (!id) throw notFound('This visit names no patient.');
  const [patient, coverages, consents, cards, settings] = await readParts(context, id);
  const confirmed = confirmations(patient);
  const places = placesOf(coverages);
  return {
    patient: id,
    encounter: encounter?.id ?? '',
    stage: encounter ? stageOf(encounter) : '',
    name: displayName(patient.name),
    profile: profileOf(patient),
    fields: CONFIRMED.map((field) => {
      const last = confirmed.get(field);
      const due = isDue(field, last?.on, context.now);
      return {
        field,
        on: last?.on ?? '',
        by: last?.by ?? '',
        due,
        alone: isAskedAlone(last?.on, context.now),
      };
    }),
    coverages: coverages
      .map((coverage) => ({ ...coverageLine(coverage, cards), order: places.get(coverage.id) ?? 1 }))
      .sort((a, b) => a.order - b.order),
    forms: settings.forms
      .filter(({ closed }) => !closed)
      .map((form) => ({ ...form, ...formState(consents, form), notice: form.code === PRIVACY_NOTICE })),
    copayCents: encounter?.extension?.find(({ url }) => url === EXT.copayCents)?.valueInteger ?? null,
  };
});

const readParts = (context: ViewContext, patient: string) =>
  Promise.all([
    context.read('Patient', patient),
    context.find('Coverage', { beneficiary: `Patient/${patient}`, status: 'active', _count: '20' }),
    context.find('Consent', { patient, _sort: '-date', _count: '100' }),
    context.find('DocumentReference', {
      patient,
      category: `${CS.documentCategory}|${DOCUMENT.insuranceCard}`,
      status: 'current',
      _sort: '-date',
      _count: '20',
    }),
    readSettings(context),
  ]);

/** A patient's demographics as the form edits them. */
function profileOf(patient: Patient): Profile {
  const official = officialName(patient.name);
  const phone = patient.telecom?.find(({ system }) => system === 'phone');
  const [address] = patient.address ?? [];
  const spoken = patient.communication?.find(({ preferred }) => preferred) ?? patient.communication?.[0];
  return {
    family: official?.family ?? '',
    given: official?.given?.join(' ') ?? '',
    preferred: usualName(patient.name)?.given?.[0] ?? '',
    birthDate: patient.birthDate ?? '',
    sex: patient.gender ?? 'unknown',
    pronouns:
      patient.extension?.find(({ url }) => url === PRONOUNS_EXTENSION)?.valueCodeableConcept?.text ?? '',
    phone: phone?.value ?? '',
    mayText: phone?.extension?.find(({ url }) => url === EXT.mayText)?.valueBoolean ?? false,
    email: patient.telecom?.find(({ system }) => system === 'email')?.value ?? '',
    line: address?.line?.join(', ') ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    postalCode: address?.postalCode ?? '',
    language: spoken?.language?.coding?.[0]?.code ?? 'en',
  };
}

function coverageLine(
  coverage: Stored<Coverage>,
  cards: readonly DocumentReference[],
): Omit<CoverageLine, 'order'> {
  const subscriber = subscriberOf(coverage);
  const of = cards.filter(({ context }) =>
    context?.related?.some(({ reference }) => reference === `Coverage/${coverage.id}`),
  );
  const side = (name: string) =>
    of
      .find(({ description }) => description === `card-${name}`)
      ?.content?.[0]?.attachment?.url?.split('/')[1] ?? '';
  return {
    id: coverage.id,
    payer: coverage.payor?.[0]?.display ?? '',
    memberId: coverage.subscriberId ?? coverage.identifier?.[0]?.value ?? '',
    ...classesOf(coverage),
    relationship: coverage.relationship?.coding?.[0]?.code ?? 'self',
    subscriberName: subscriber.name,
    subscriberBirthDate: subscriber.birthDate,
    front: side('front'),
    back: side('back'),
  };
}
