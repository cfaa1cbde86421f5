import { type ViewContext, view } from '#capability/command.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { NS } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import { idOf } from '#fhir/reference.ts';
import type { Patient, Stored } from '#fhir/types.ts';
import { closeness, isSimilarName } from '../rules/closeness.ts';
import { formsOf } from '../rules/nicknames.ts';
import { type Query, readQuery } from '../rules/read-query.ts';
import { type FoundPatient, findPatient } from './find-patient.contract.ts';

/** How many candidates a search may bring before they are ranked here. */
const CANDIDATES = '60';

export const findPatientView = view(findPatient, 50, async (context, { query: typed, limit }) => {
  const query = readQuery(typed, Number(dayOf(context.now, context.clinic.zone).slice(0, 4)));
  const found = await candidates(context, query);
  const ranked = [...found.values()]
    .map((patient) => ({
      patient,
      score: query.words.length + query.dates.length === 0 ? 1 : closeness(patient, query),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.patient.birthDate ?? '').localeCompare(b.patient.birthDate ?? ''))
    .slice(0, limit)
    .map(({ patient }) => patient);
  return { matches: ranked.map((patient) => shown(patient, ranked)) };
});

type Found = Map<string, Stored<Patient>>;

async function candidates(context: ViewContext, query: Query): Promise<Found> {
  const ask = (search: Readonly<Record<string, string | readonly string[]>>) =>
    context.find('Patient', { ...search, _count: CANDIDATES });
  if (query.id) {
    const one = await context.readIfAny('Patient', query.id);
    return new Map(one ? [[one.id, one]] : []);
  }
  const asked: Promise<Stored<Patient>[]>[] = [];
  const dates = query.dates.length > 0 ? { birthdate: query.dates.join(',') } : {};
  if (query.words.length > 0)
    asked.push(ask({ ...dates, name: query.words.map((word) => formsOf(word).slice(0, 6).join(',')) }));
  else if (query.dates.length > 0) asked.push(ask(dates));
  if (query.phone) asked.push(ask({ phone: query.phone }));
  if (query.number) asked.push(ask({ identifier: query.number }), byMember(context, query.number));
  const exact = new Map((await Promise.all(asked)).flat().map((patient) => [patient.id, patient]));
  if (exact.size > 0 || query.words.length === 0) return exact;
  return mistyped(ask, query.words);
}

/** [R4] Nothing answered: everybody whose name begins alike, to be measured letter by letter. */
async function mistyped(
  ask: (search: Readonly<Record<string, string>>) => Promise<Stored<Patient>[]>,
  words: readonly string[],
): Promise<Found> {
  const begins = words
    .flatMap((word) => [word.slice(0, 3), word.slice(0, 2)])
    .filter((start) => start.length >= 2);
  const lists = await Promise.all([...new Set(begins)].slice(0, 6).map((name) => ask({ name })));
  return new Map(lists.flat().map((patient) => [patient.id, patient]));
}

async function byMember(context: ViewContext, number: string): Promise<Stored<Patient>[]> {
  const coverages = await context.find('Coverage', { identifier: number, _count: '10' });
  return context.readMany(
    'Patient',
    coverages.flatMap(({ beneficiary }) => idOf(beneficiary, 'Patient') ?? []),
  );
}

const shown = (patient: Stored<Patient>, all: readonly Stored<Patient>[]): FoundPatient => ({
  id: patient.id,
  name: displayName(patient.name),
  birthDate: patient.birthDate ?? '',
  sex: patient.gender ?? '',
  mrn: patient.identifier?.find(({ system }) => system === NS.mrn)?.value ?? '',
  phone: patient.telecom?.find(({ system }) => system === 'phone')?.value ?? '',
  photo: patient.photo?.[0]?.url?.split('/')[1] ?? '',
  deceased: patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined,
  similar: all.some((other) => other.id !== patient.id && isSimilarName(patient, other)),
});
