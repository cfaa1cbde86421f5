import { type ViewContext, view } from '#capability/command.ts';
import { named } from '#clinic/chart/public.ts';
import { stageOf } from '#clinic/flow/rules/stage.ts';
import { providerOf } from '#clinic/screening/public.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { ageOn } from '#fhir/age.ts';
import { localDay } from '#fhir/dates.ts';
import { CS, TASK } from '#fhir/medley.ts';
import { idOf } from '#fhir/reference.ts';
import type { Encounter, Stored, Task } from '#fhir/types.ts';
import { barredArms } from '../rules/arm-flags.ts';
import { medicationList } from '../rules/medications.ts';
import { hasCopd, OXYGEN_SATURATION, oxygenTarget } from '../rules/oxygen-target.ts';
import { pregnancyAnswer, pregnantNow } from '../rules/pregnancy.ts';
import { METRIC_UNITS, US_UNITS } from '../rules/read-entry.ts';
import { isReviewOf } from '../rules/review-list.ts';
import { allergiesPart } from './allergies-part.ts';
import { historiesPart } from './histories-part.ts';
import { reasonPart } from './reason-part.ts';
import { reviewState } from './review-state.ts';
import { callRows, screenersPart, tobaccoPart } from './screeners-part.ts';
import { type VisitPage, visitPage } from './visit-page.contract.ts';
import { lastVitals, trendsPart, vitalRows } from './vitals-part.ts';

/** 20 reads at once, each by patient and code or date; none depends on another but on the Encounter. */
export const visitPageView = view(visitPage, 100, async (context, input): Promise<VisitPage> => {
  const encounter = await context.read('Encounter', input.encounter);
  const patientId = idOf(encounter.subject, 'Patient') ?? '';
  const found = await everything(context, patientId, encounter);
  const now = context.now.getTime();
  const today = localDay(now, context.clinic.zone);
  const sex =
    found.patient.gender === 'male' || found.patient.gender === 'female' ? found.patient.gender : undefined;
  const visit = {
    encounter: encounter.id,
    zone: context.clinic.zone,
    now,
    today,
    age: ageOn(found.patient.birthDate, today),
    visitType: visitTypeOf(encounter, found.appointment),
  };
  return {
    encounter: encounter.id,
    stage: stageOf(encounter) ?? '',
    now,
    today,
    provider: found.provider,
    assistant: assistantOf(encounter),
    room: encounter.location?.at(-1)?.location.display,
    visitType: visit.visitType,
    reason: reasonPart(encounter, found.appointment),
    patient: {
      id: patientId,
      birthDate: found.patient.birthDate,
      sex,
      pregnant: sex === 'female' ? (pregnantNow(found.pregnancy, now) ? 'yes' : 'no') : undefined,
      pregnancySaid: pregnancyAnswer(
        found.pregnancy.filter((one) => idOf(one.encounter, 'Encounter') === encounter.id),
      ),
      gestationDays: gestation(found.gestation[0]),
      copd: hasCopd(found.problems) ? 'yes' : 'no',
      oxygenTarget: oxygenTarget(found.targets),
    },
    repeat: {
      systolic: found.limits.repeatSystolic,
      diastolic: found.limits.repeatDiastolic,
      seconds: found.limits.repeatSeconds,
    },
    units: found.limits.units === 'metric' ? METRIC_UNITS : US_UNITS,
    barredArms: Object.fromEntries(barredArms(found.flags)),
    vitals: vitalRows(found.vitals, encounter.id),
    trends: trendsPart(found.vitals, encounter.id),
    lastVitals: lastVitals(found.vitals, encounter.id),
    allergies: {
      ...allergiesPart(found.allergies),
      review: reviewState(found.lists, 'allergies', encounter.id),
    },
    medications: {
      rows: medicationList(found.requests, found.statements, encounter.id).map((one) => ({
        ...one,
        prescribed: one.prescribed ? ('yes' as const) : ('no' as const),
      })),
      review: reviewState(found.lists, 'medications', encounter.id),
      outcome: found.lists.find((list) => isReviewOf(list, 'medications', encounter.id))?.note?.[0]?.text,
    },
    histories: { ...historiesPart(found), review: reviewState(found.lists, 'histories', encounter.id) },
    screeners: screenersPart(found.responses, { ...visit, tobacco: found.tobacco, sex }),
    tobacco: tobaccoPart(found.tobacco, found.packYears, visit),
    calls: callRows(found.tasks),
    handOver: handOverOf(found.tasks),
  };
});

async function everything(context: ViewContext, patient: string, encounter: Stored<Encounter>) {
  const of = { patient };
  const observations = (code: string, count: string) =>
    context.find('Observation', { ...of, code, _sort: '-date', _count: count });
  const [
    person,
    vitals,
    allergies,
    lists,
    requests,
    statements,
    problems,
    procedures,
    family,
    responses,
    tasks,
    flags,
    tobacco,
    packYears,
    pregnancy,
    gestationAge,
    targets,
    appointment,
    provider,
    settings,
  ] = await Promise.all([
    context.read('Patient', patient),
    context.find('Observation', { ...of, category: 'vital-signs', _sort: '-date', _count: '300' }),
    context.find('AllergyIntolerance', { ...of, _count: '200' }),
    context.find('List', { ...of, _sort: '-date', _count: '30' }),
    context.find('MedicationRequest', { ...of, status: 'active', _sort: '-authoredon', _count: '200' }),
    context.find('MedicationStatement', { ...of, _sort: '-effective', _count: '200' }),
    context.find('Condition', { ...of, 'clinical-status': 'active', _count: '200' }),
    context.find('Procedure', { ...of, _sort: '-date', _count: '40' }),
    context.find('FamilyMemberHistory', { ...of, _count: '50' }),
    context.find('QuestionnaireResponse', { ...of, _sort: '-authored', _count: '30' }),
    context.find('Task', { focus: `Encounter/${encounter.id}`, _sort: '-modified', _count: '20' }),
    context.find('Flag', { ...of, _count: '50' }),
    observations('72166-2', '5'),
    observations('8664-5', '2'),
    observations('82810-3', '1'),
    observations('76516-4', '1'),
    context.find('ServiceRequest', { ...of, status: 'active', code: OXYGEN_SATURATION, _count: '10' }),
    appointmentOf(context, encounter),
    providerName(context, encounter),
    readSettings(context),
  ]);
  return {
    patient: person,
    vitals,
    allergies,
    lists,
    requests: await named(context, requests),
    statements: await named(context, statements),
    problems,
    procedures,
    family,
    responses,
    tasks,
    flags,
    tobacco,
    packYears,
    pregnancy,
    gestation: gestationAge,
    targets,
    appointment,
    provider,
    limits: settings.limits,
  };
}

async function appointmentOf(context: ViewContext, encounter: Encounter) {
  const id = idOf(encounter.appointment?.[0], 'Appointment');
  return id ? context.readIfAny('Appointment', id) : undefined;
}

/** Who is attending, by the name in the visit, else in the staff record. */
async function providerName(context: ViewContext, encounter: Encounter): Promise<string | undefined> {
  const provider = providerOf(encounter);
  if (!provider || provider.display) return provider?.display;
  const staff = await context.readIfAny('Practitioner', idOf(provider, 'Practitioner') ?? '');
  return staff?.name?.[0]?.text ?? staff?.name?.[0]?.family;
}

const visitTypeOf = (
  encounter: Encounter,
  appointment: Awaited<ReturnType<typeof appointmentOf>>,
): string | undefined =>
  appointment?.serviceType?.[0]?.coding?.[0]?.code ??
  appointment?.serviceType?.[0]?.text ??
  encounter.type?.[0]?.text;

const assistantOf = (encounter: Encounter): string | undefined =>
  encounter.participant?.find((one) =>
    one.type?.some((type) => type.coding?.some((coding) => coding.code === 'PPRF')),
  )?.individual?.display;

/** Gestational age at birth in days, recorded in weeks or days. */
function gestation(
  observation: { valueQuantity?: { value?: number; code?: string } } | undefined,
): number | undefined {
  const { value, code } = observation?.valueQuantity ?? {};
  if (value === undefined) return undefined;
  return code === 'd' ? value : value * 7;
}

function handOverOf(tasks: readonly Stored<Task>[]) {
  const task = tasks.find(
    (one) =>
      one.status !== 'cancelled' &&
      one.status !== 'entered-in-error' &&
      one.code?.coding?.some((coding) => coding.system === CS.task && coding.code === TASK.readyForProvider),
  );
  return task
    ? { task: task.id, note: task.note?.[0]?.text ?? '', at: task.lastModified ?? task.authoredOn ?? '' }
    : undefined;
}
