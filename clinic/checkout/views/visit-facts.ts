import type { ViewContext } from '#capability/command.ts';
import { named } from '#clinic/chart/public.ts';
import { allergyLines, medicationLines } from '#clinic/chart/rules/lists.ts';
import { inReadingOrder, measurementsOf } from '#clinic/chart/rules/measurement.ts';
import { NOTE_TYPE, noteText } from '#clinic/visit/rules/note.ts';
import { wordsOf } from '#fhir/concept.ts';
import { NS } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import { idOf } from '#fhir/reference.ts';
import { Temporal } from '#fhir/temporal.ts';
import type { Appointment, Encounter, Organization, ServiceRequest, Stored } from '#fhir/types.ts';
import type { SummaryFacts } from '../rules/summary.ts';

/** SNOMED CT: Follow-up visit. */
export const FOLLOW_UP_CODE = '390906007';

export const patientOf = (encounter: Encounter): string => idOf(encounter.subject, 'Patient') ?? '';

/** The follow-up asked for in this visit, if any. */
export async function followUpOf(
  context: ViewContext,
  encounter: string,
): Promise<Stored<ServiceRequest> | undefined> {
  const found = await context.find('ServiceRequest', {
    encounter: `Encounter/${encounter}`,
    code: FOLLOW_UP_CODE,
    status: 'active',
    _count: '1',
  });
  return found[0];
}

/** The next booked visit of the patient after now. */
export async function nextAppointment(
  context: ViewContext,
  patient: string,
): Promise<Stored<Appointment> | undefined> {
  const found = await context.find('Appointment', {
    patient,
    status: 'booked',
    date: `gt${context.now.toISOString()}`,
    _sort: 'date',
    _count: '1',
  });
  return found[0];
}

const participant = (appointment: Appointment, type: string): string =>
  appointment.participant?.find(({ actor }) => actor?.reference?.startsWith(`${type}/`))?.actor?.display ??
  '';

const phoneOf = (clinic: Organization | undefined): string =>
  clinic?.telecom?.find(({ system }) => system === 'phone')?.value ?? '';
const addressOf = (clinic: Organization | undefined): string => {
  const [address] = clinic?.address ?? [];
  return [...(address?.line ?? []), address?.city, address?.state, address?.postalCode]
    .filter(Boolean)
    .join(', ');
};

/** [K5] What the summary may say of a visit, read from the record. */
export async function visitFacts(context: ViewContext, encounter: Stored<Encounter>): Promise<SummaryFacts> {
  const id = patientOf(encounter);
  const of = `Encounter/${encounter.id}`;
  const [
    patient,
    clinics,
    notes,
    observations,
    conditions,
    requests,
    statements,
    allergies,
    services,
    followUp,
    next,
  ] = await Promise.all([
    context.read('Patient', id),
    context.find('Organization', { type: 'prov', _count: '1' }),
    context.find('Composition', { encounter: of, type: NOTE_TYPE, _sort: 'date', _count: '20' }),
    context.find('Observation', { encounter: of, category: 'vital-signs', _sort: 'date', _count: '100' }),
    context.find('Condition', { encounter: of, _count: '50' }),
    context.find('MedicationRequest', { patient: id, status: 'active', _count: '300' }),
    context.find('MedicationStatement', { patient: id, _sort: '-_lastUpdated', _count: '200' }),
    context.find('AllergyIntolerance', { patient: id, _count: '100' }),
    context.find('ServiceRequest', { encounter: of, _count: '100' }),
    followUpOf(context, encounter.id),
    nextAppointment(context, id),
  ]);
  const [clinic] = clinics;
  const note = notes.find(({ status }) => status !== 'entered-in-error');
  const byId = new Map(conditions.map((condition) => [`Condition/${condition.id}`, condition]));
  const { lines, state } = allergyLines(allergies);
  const stopped = new Set(
    statements
      .filter(({ status }) => status === 'not-taken' || status === 'stopped')
      .flatMap(({ basedOn }) => basedOn?.map(({ reference }) => reference) ?? []),
  );
  const newest = new Map(
    observations
      .filter(({ status }) => status !== 'entered-in-error')
      .flatMap(measurementsOf)
      .map((one) => [one.code, one]),
  );
  return {
    clinic: { name: clinic?.name ?? context.clinic.name, phone: phoneOf(clinic), address: addressOf(clinic) },
    patient: {
      name: displayName(patient.name),
      birthDate: patient.birthDate ?? '',
      mrn: patient.identifier?.find(({ system }) => system === NS.mrn)?.value ?? '',
    },
    date: localDate(encounter.period?.start ?? context.now.toISOString(), context.clinic.zone),
    provider:
      encounter.participant?.find(({ type }) =>
        type?.some(({ coding }) => coding?.some(({ code }) => code === 'ATND')),
      )?.individual?.display ?? '',
    signed: note?.status === 'final' || note?.status === 'amended',
    reasons: encounter.reasonCode?.flatMap(({ text }) => (text ? [text] : [])) ?? [],
    vitals: inReadingOrder([...newest.values()].filter(({ text }) => text !== '')),
    diagnoses: (encounter.diagnosis ?? []).flatMap(
      ({ condition }) => wordsOf(byId.get(condition.reference ?? '')?.code) || [],
    ),
    medications: medicationLines(
      await named(
        context,
        requests.filter((request) => !stopped.has(`MedicationRequest/${request.id}`)),
      ),
      await named(context, statements),
    ).map(({ title, detail }) => ({ name: title, directions: detail })),
    allergies: lines.map(({ title, reactions }) =>
      reactions.length > 0 ? `${title} (${reactions.join(', ')})` : title,
    ),
    allergyState: state,
    orders: services
      .filter(
        ({ status, code }) =>
          (status === 'active' || status === 'completed') &&
          !code?.coding?.some((coding) => coding.code === FOLLOW_UP_CODE),
      )
      .flatMap(({ code }) => code?.text ?? []),
    instructions: noteText(note).instructions ?? '',
    followUp: followUp?.occurrencePeriod
      ? {
          start: followUp.occurrencePeriod.start ?? '',
          end: followUp.occurrencePeriod.end ?? '',
          reason: followUp.reasonCode?.[0]?.text ?? '',
        }
      : null,
    next: next?.start
      ? {
          date: localDate(next.start, context.clinic.zone),
          start: next.start,
          zone: context.clinic.zone,
          provider: participant(next, 'Practitioner'),
        }
      : null,
  };
}

const localDate = (instant: string, zone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
