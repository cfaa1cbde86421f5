/** What the downtime pack holds. Pure. */

import type { AllergyState } from '#clinic/chart/rules/lists.ts';
import { ageOn } from '#fhir/age.ts';
import { dayOf, timeOf } from '#fhir/clinic-day.ts';
import { wordsOf } from '#fhir/concept.ts';
import { NS } from '#fhir/medley.ts';
import { displayName, filingName, officialName } from '#fhir/names.ts';
import { idOf } from '#fhir/reference.ts';
import type { Appointment, Patient, Stored } from '#fhir/types.ts';

export interface Slot {
  /** HH:MM of the clinic's clock. */
  readonly time: string;
  readonly minutes: number;
  readonly patient: string;
  readonly name: string;
  readonly birthDate: string;
  readonly phone: string;
  readonly provider: string;
  /** Code of a visit type. */
  readonly kind: string;
  readonly reason: string;
}
export interface Day {
  /** FHIR date. */
  readonly date: string;
  readonly slots: readonly Slot[];
}
export interface Contact {
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
}
export interface Sheet {
  readonly id: string;
  readonly name: string;
  /** By which it is filed. */
  readonly filed: string;
  readonly birthDate: string;
  readonly years: number | null;
  readonly sex: string;
  readonly mrn: string;
  readonly language: string;
  readonly phones: readonly string[];
  readonly contacts: readonly Contact[];
  readonly allergyState: AllergyState;
  readonly allergies: readonly {
    readonly name: string;
    readonly reactions: string;
    readonly severe: boolean;
  }[];
  readonly medications: readonly { readonly name: string; readonly directions: string }[];
  readonly problems: readonly string[];
}
export interface Pack {
  readonly clinic: { readonly name: string; readonly zone: string };
  /** Instant. */
  readonly made: string;
  /** What the clinic calls its kinds of visit, by code. */
  readonly kinds: Readonly<Record<string, { readonly en: string; readonly es: string }>>;
  readonly days: readonly Day[];
  readonly sheets: readonly Sheet[];
}

/** [DT3] Minutes after which a pack is no longer fresh: two refreshes were missed. */
export const FRESH_MINUTES = 30;
/** Minutes between two refreshes. */
export const REFRESH_MINUTES = 15;
/** [DT1] How far ahead the next day with visits is looked for. */
export const DAYS_AHEAD = 7;

/** [DT3] Instant until which a pack made then counts as fresh. */
export const freshUntil = (made: string): string =>
  new Date(Date.parse(made) + FRESH_MINUTES * 60_000).toISOString();

const OFF = new Set(['cancelled', 'noshow', 'entered-in-error']);

/** [DT1] Today's visits, and those of the next day that has any. */
export function daysOf(
  appointments: readonly Stored<Appointment>[],
  { today, zone, people }: { today: string; zone: string; people: ReadonlyMap<string, Stored<Patient>> },
): Day[] {
  const standing = appointments.filter(({ status, start }) => start && !OFF.has(status));
  const byDay = Map.groupBy(standing, ({ start = '' }) => dayOf(new Date(start), zone));
  const next = [...byDay.keys()].filter((date) => date > today).sort()[0];
  return [today, ...(next ? [next] : [])].map((date) => ({
    date,
    slots: (byDay.get(date) ?? [])
      .toSorted((one, other) => (one.start ?? '').localeCompare(other.start ?? ''))
      .map((one) => slotOf(one, { zone, people })),
  }));
}

function slotOf(
  appointment: Stored<Appointment>,
  { zone, people }: { zone: string; people: ReadonlyMap<string, Stored<Patient>> },
): Slot {
  const actors = appointment.participant?.map(({ actor }) => actor) ?? [];
  const id = actors.map((actor) => idOf(actor, 'Patient')).find((one) => one !== undefined) ?? '';
  const patient = people.get(id);
  const { start = '', end = '' } = appointment;
  return {
    time: timeOf(start, zone),
    minutes: end ? Math.round((Date.parse(end) - Date.parse(start)) / 60_000) : 0,
    patient: id,
    name: displayName(patient?.name),
    birthDate: patient?.birthDate ?? '',
    phone: phonesOf(patient)[0] ?? '',
    provider: actors.find((actor) => actor?.reference?.startsWith('Practitioner/'))?.display ?? '',
    kind: appointment.serviceType?.[0]?.coding?.[0]?.code ?? '',
    reason: appointment.description ?? '',
  };
}

/** [DT1] Patients on it, in the order they are filed. */
export const patientsOn = (appointments: readonly Stored<Appointment>[]): string[] => [
  ...new Set(
    appointments.flatMap(
      ({ participant }) => participant?.flatMap(({ actor }) => idOf(actor, 'Patient') ?? []) ?? [],
    ),
  ),
];

/** [DT2] Who she is and whom to call. */
export function personOf(
  patient: Stored<Patient>,
  today: string,
): Omit<Sheet, 'allergyState' | 'allergies' | 'medications' | 'problems'> {
  return {
    id: patient.id,
    name: displayName(patient.name),
    filed: filingName(officialName(patient.name)),
    birthDate: patient.birthDate ?? '',
    years: ageOn(patient.birthDate, today)?.years ?? null,
    sex: patient.gender ?? '',
    mrn: patient.identifier?.find(({ system }) => system === NS.mrn)?.value ?? '',
    language: wordsOf(
      (patient.communication?.find(({ preferred }) => preferred) ?? patient.communication?.[0])?.language,
    ),
    phones: phonesOf(patient),
    contacts: (patient.contact ?? []).map(({ name, relationship, telecom }) => ({
      name: displayName(name ? [name] : undefined),
      relation: relationship?.map(wordsOf).filter(Boolean).join(', ') ?? '',
      phone: telecom?.find(({ system }) => system === 'phone')?.value ?? '',
    })),
  };
}

const phonesOf = (patient: Patient | undefined): string[] =>
  patient?.telecom?.flatMap(({ system, value, use }) =>
    system === 'phone' && use !== 'old' && value ? [value] : [],
  ) ?? [];

/** What a visit is for: its kind in the clinic's words, and the patient's own. */
export const purposeOf = ({ kind, reason }: Slot, kinds: Pack['kinds'], language: 'en' | 'es'): string =>
  [kinds[kind]?.[language] ?? kind, reason].filter(Boolean).join(': ');
