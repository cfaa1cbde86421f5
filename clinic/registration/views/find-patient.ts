import { type ViewContext, view } from '#capability/command.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { NS } from '#fhir/medley.ts';
import { displayName, initials } from '#fhir/names.ts';
import { idOf } from '#fhir/reference.ts';
import type { Patient, Stored } from '#fhir/types.ts';
import { closeness, closenessOf, isSimilarName } from '../rules/closeness.ts';
import { looseKeys, phoneDigits, phoneKeys, strictKeys } from '../rules/find-keys.ts';
import { formsOf } from '../rules/nicknames.ts';
import { phonesOf } from '../rules/profile.ts';
import { type Query, readQuery } from '../rules/read-query.ts';
import { type FoundPatient, findPatient } from './find-patient.contract.ts';

/** How many candidates a search may bring before they are ranked here. */
const CANDIDATES = 3000;
/** So many that are spelled as typed are enough: nothing mistyped is looked for. */
const ENOUGH = 3;

export const findPatientView = view(findPatient, 100, async (context, { query: typed, limit }) => {
  const query = readQuery(typed, Number(dayOf(context.now, context.clinic.zone).slice(0, 4)));
  const found = await answering(context, query, limit);
  const ranked = found
    .map((patient) => ({ patient, score: isSurely(patient, query) ? 1000 : closeness(patient, query) }))
    .sort((a, b) => b.score - a.score || filing(a.patient).localeCompare(filing(b.patient)))
    .slice(0, limit)
    .map(({ patient }) => patient);
  const visits = await visitsOf(
    context,
    ranked.map(({ id }) => id),
  );
  return { matches: ranked.map((patient) => shown(patient, ranked, visits.get(patient.id))) };
});

const filing = ({ name, birthDate }: Patient): string =>
  `${name?.[0]?.family ?? ''} ${name?.[0]?.given?.[0] ?? ''} ${birthDate ?? ''}`;

/** By a number or a scan: whatever else the same letters could mean. */
const isSurely = (patient: Patient, { id, number, phone }: Query): boolean =>
  id !== undefined ||
  (number !== undefined && mrnOf(patient).replace(/^0+/, '') === number.replace(/^0+/, '')) ||
  (phone?.length === 10 && phonesOf(patient).some(({ value }) => phoneDigits(value ?? '') === phone));

async function answering(context: ViewContext, query: Query, limit: number): Promise<Stored<Patient>[]> {
  if (query.id) {
    const one = await context.readIfAny('Patient', query.id);
    return one ? [one] : [];
  }
  const [near, ...exact] = await Promise.all([
    nearest(context, query, limit),
    byWords(context, query),
    byNumber(context, query.number),
    byPhone(context, query),
  ]);
  const known = new Map(exact.flat().map((patient) => [patient.id, patient]));
  const more = await context.readMany(
    'Patient',
    near.filter((id) => !known.has(id)),
  );
  return [...known.values(), ...more];
}

/** As the record itself finds them: at once when they were written, but only as they are spelled. */
async function byWords(context: ViewContext, { words, dates, year }: Query): Promise<Stored<Patient>[]> {
  const born = dates.length > 0 ? dates : year ? [year] : [];
  const birthdate = born.length > 0 ? { birthdate: born.join(',') } : {};
  if (words.length === 0)
    return dates.length > 0 ? context.find('Patient', { ...birthdate, _count: '60' }) : [];
  const name = words.map((word) => formsOf(word).slice(0, 6).join(','));
  return context.find('Patient', { ...birthdate, name, _count: '60' });
}

/** [R1] Record number, with or without its zeros, and member number. */
async function byNumber(context: ViewContext, number: string | undefined): Promise<Stored<Patient>[]> {
  if (!number) return [];
  const bare = number.replace(/^0+(?=\d)/, '');
  const forms = new Set([number, bare, bare.padStart(6, '0'), number.replaceAll('-', '').toUpperCase()]);
  const identifier = [...forms].join(',');
  const [own, coverages] = await Promise.all([
    context.find('Patient', { identifier, _count: '20' }),
    context.find('Coverage', { identifier, _count: '10' }),
  ]);
  const insured = coverages.flatMap(({ beneficiary }) => idOf(beneficiary, 'Patient') ?? []);
  return [...own, ...(await context.readMany('Patient', insured))];
}

/** [R1] However it is punctuated, in the box and in the record. */
async function byPhone(context: ViewContext, { phone, words }: Query): Promise<Stored<Patient>[]> {
  if (!phone || words.length > 0) return [];
  const [rows, fresh] = await Promise.all([
    context.rows<{ patient: string }>(
      'select patient from room_registration.find_key where clinic = $1 and keys && $2::int[] limit 50',
      [context.clinic.id, phoneKeys(phone)],
    ),
    phone.length === 10 ? context.find('Patient', { phone: `+1${phone}`, _count: '50' }) : [],
  ]);
  const known = new Set(fresh.map(({ id }) => id));
  const found = await context.readMany(
    'Patient',
    rows.map(({ patient }) => patient).filter((id) => !known.has(id)),
  );
  // The key is a number of few bits: who only shares that is not meant.
  const has = (patient: Patient) =>
    phonesOf(patient).some(({ value }) => phoneDigits(value ?? '').endsWith(phone));
  return [...fresh, ...found].filter(has);
}

interface Row {
  readonly [column: string]: unknown;
  readonly patient: string;
  readonly born: string;
  readonly words: readonly string[];
}

/** [R3] [R4] Ids of those whose names come nearest: as spelled or begun, and when these are few, as mistyped or heard. */
async function nearest(context: ViewContext, query: Query, limit: number): Promise<string[]> {
  if (query.words.length === 0) return [];
  const strict = rank(await candidates(context, query, strictKeys), query);
  if (strict.length >= ENOUGH) return strict.slice(0, limit);
  return rank(await candidates(context, query, looseKeys), query).slice(0, limit);
}

const rank = (rows: readonly Row[], query: Query): string[] =>
  rows
    .map(({ patient, born, words }) => ({ patient, score: closenessOf({ words, birthDate: born }, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.patient.localeCompare(b.patient))
    .map(({ patient }) => patient);

function candidates(
  context: ViewContext,
  { words, dates, year, phone }: Query,
  keysOf: (word: string) => readonly number[],
): Promise<Row[]> {
  const values: unknown[] = [context.clinic.id];
  const value = (one: unknown) => `$${values.push(one)}`;
  // The longest words say most, and a particle nothing.
  const telling = [...words].sort((a, b) => b.length - a.length).slice(0, 3);
  const conditions = telling
    .filter((word, at) => at === 0 || word.length > 3)
    .map((word) => `keys && ${value(keysOf(word))}::int[]`);
  if (dates.length > 0) conditions.push(`born = any(${value(dates)}::text[])`);
  if (year) conditions.push(`born like ${value(`${year}%`)}`);
  if (phone) conditions.push(`keys && ${value(phoneKeys(phone))}::int[]`);
  return context.rows<Row>(
    `select patient, born, words from room_registration.find_key
     where clinic = $1 and ${conditions.join(' and ')} limit ${CANDIDATES}`,
    values,
  );
}

interface Visits {
  readonly [column: string]: unknown;
  readonly patient: string;
  readonly last: Date | null;
  readonly next: Date | null;
}

/** When each of them was here last and comes next: what tells two people of one name apart at once. */
async function visitsOf(context: ViewContext, patients: readonly string[]): Promise<Map<string, Visits>> {
  if (patients.length === 0) return new Map();
  const rows = await context.rows<Visits>(
    `select one.patient, last.moment as last, next.moment as next
     from unnest($2::text[]) as one(patient)
     left join lateral (
       select moment from record.current
       where clinic = $1 and patient = one.patient and type = 'Encounter' and moment <= $3
       order by moment desc limit 1) as last on true
     left join lateral (
       select moment from record.current
       where clinic = $1 and patient = one.patient and type = 'Appointment' and moment > $3
         and content::json ->> 'status' = 'booked'
       order by moment limit 1) as next on true`,
    [context.clinic.id, patients, context.now],
  );
  return new Map(rows.map((row) => [row.patient, row]));
}

const mrnOf = (patient: Patient): string =>
  patient.identifier?.find(({ system }) => system === NS.mrn)?.value ?? '';

function shown(
  patient: Stored<Patient>,
  all: readonly Stored<Patient>[],
  visits: Visits | undefined,
): FoundPatient {
  const phone = phonesOf(patient)[0]?.value ?? '';
  return {
    id: patient.id,
    name: displayName(patient.name),
    initials: initials(patient.name),
    birthDate: patient.birthDate ?? '',
    sex: patient.gender ?? '',
    mrn: mrnOf(patient),
    phone,
    phoneEnd: phoneDigits(phone).slice(-4),
    photo: patient.photo?.[0]?.url?.split('/')[1] ?? '',
    deceased: patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined,
    similar: all.some((other) => other.id !== patient.id && isSimilarName(patient, other)),
    lastVisit: visits?.last?.toISOString() ?? '',
    nextVisit: visits?.next?.toISOString() ?? '',
  };
}
