import { EXT, NS, type Stage } from '#fhir/medley.ts';
import type { Appointment, Encounter, Patient, Practitioner } from '#fhir/types.ts';
import type { Principal, Role } from '#gate/principal.ts';

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/';

/** The principal of a role: its account, its Practitioner and nothing else. */
export const aPrincipal = (role: Role, clinic = 1): Principal => ({
  kind: 'person',
  account: `account-${role}`,
  reference: `Practitioner/staff-${role}`,
  display: NAMES[role],
  roles: [role],
  owner: role === 'manager',
  scopes: [],
  clinic,
  workstation: 'test',
});

const NAMES: Readonly<Record<Role, string>> = {
  'front-desk': 'Dana Whitfield',
  ma: 'Maria Reyes',
  'lead-ma': 'Tanya Brooks',
  nurse: 'Joan Park',
  provider: 'Emily Chen',
  biller: 'Luis Ortega',
  manager: 'Karen Lindqvist',
};

/** One Practitioner for each role, `staff-<role>`. */
export const theStaff = (): (Practitioner & { id: string })[] =>
  Object.entries(NAMES).map(([role, display]) => {
    const [given = '', family = ''] = display.split(' ');
    return {
      resourceType: 'Practitioner',
      id: `staff-${role}`,
      active: true,
      name: [{ given: [given], family, text: display }],
    };
  });

export interface PatientWish {
  readonly id?: string;
  /** Birth date, `YYYY-MM-DD`. */
  readonly born?: string;
  /** `Given Family`. */
  readonly name?: string;
  readonly gender?: Patient['gender'];
  /** Anything else of the resource. */
  readonly also?: Partial<Patient>;
}

let people = 0;

export function patientOfWish({
  id,
  born = '1980-06-15',
  name = 'Rosa Delgado',
  gender = 'female',
  also,
}: PatientWish): Patient {
  const [given = '', ...family] = name.split(' ');
  people += 1;
  return {
    resourceType: 'Patient',
    ...(id ? { id } : {}),
    meta: { profile: [`${US_CORE}us-core-patient`] },
    active: true,
    identifier: [
      {
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
        system: NS.mrn,
        value: String(100_000 + people),
      },
    ],
    name: [{ use: 'official', given: [given], family: family.join(' ') || 'Test' }],
    gender,
    birthDate: born,
    ...also,
  };
}

export interface EncounterWish {
  readonly id?: string;
  readonly patient: { readonly id?: string };
  readonly stage?: Stage;
  /** Id of the attending Practitioner. */
  readonly provider?: string;
  readonly reason?: string;
  /** Id of the Location. */
  readonly room?: string;
  readonly also?: Partial<Encounter>;
}

const STATUS: Readonly<Record<Stage, Encounter['status']>> = {
  arrived: 'arrived',
  'checked-in': 'arrived',
  roomed: 'triaged',
  ready: 'triaged',
  'with-provider': 'in-progress',
  ancillary: 'in-progress',
  'discharge-ready': 'in-progress',
  'checked-out': 'finished',
  'left-without-being-seen': 'cancelled',
};

/** A visit as `clinic/flow` records it, in one stage since `at`. */
export function encounterOfWish(wish: EncounterWish, at: Date): Encounter {
  const { id, patient, stage = 'roomed', provider = 'staff-provider', reason, room, also } = wish;
  const start = at.toISOString();
  const status = STATUS[stage];
  return {
    resourceType: 'Encounter',
    ...(id ? { id } : {}),
    meta: { profile: [`${US_CORE}us-core-encounter`] },
    extension: [
      { url: EXT.encounterStage, valueCode: stage },
      {
        url: EXT.stageHistory,
        extension: [
          { url: 'stage', valueCode: stage },
          { url: 'period', valuePeriod: { start } },
        ],
      },
    ],
    status,
    statusHistory: [{ status, period: { start } }],
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    type: [
      {
        coding: [
          { system: 'http://snomed.info/sct', code: '308335008', display: 'Patient encounter procedure' },
        ],
      },
    ],
    subject: { reference: `Patient/${patient.id}` },
    participant: [participant('ATND', provider)],
    period: { start },
    ...(reason ? { reasonCode: [{ text: reason }] } : {}),
    ...(room
      ? { location: [{ location: { reference: `Location/${room}` }, status: 'active', period: { start } }] }
      : {}),
    ...also,
  };
}

const participant = (code: string, practitioner: string) => ({
  type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code }] }],
  individual: { reference: `Practitioner/${practitioner}` },
});

export interface AppointmentWish {
  readonly id?: string;
  readonly patient: { readonly id?: string };
  readonly provider?: string;
  /** Instant. */
  readonly start: Date;
  readonly minutes?: number;
  readonly status?: Appointment['status'];
  readonly reason?: string;
  readonly also?: Partial<Appointment>;
}

export function appointmentOfWish(wish: AppointmentWish): Appointment {
  const {
    id,
    patient,
    provider = 'staff-provider',
    start,
    minutes = 20,
    status = 'booked',
    reason,
    also,
  } = wish;
  return {
    resourceType: 'Appointment',
    ...(id ? { id } : {}),
    status,
    ...(reason ? { description: reason } : {}),
    start: start.toISOString(),
    end: new Date(start.getTime() + minutes * 60_000).toISOString(),
    minutesDuration: minutes,
    participant: [
      { actor: { reference: `Patient/${patient.id}` }, status: 'accepted' },
      { actor: { reference: `Practitioner/${provider}` }, status: 'accepted' },
    ],
    ...also,
  };
}
