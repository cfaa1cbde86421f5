/** A clinic in the middle of its day, for screens: people at every stage, some late, some still to come. */
import { patientOfWish } from '#capability/testing/people.ts';
import { CS, type Stage } from '#fhir/medley.ts';
import { ACT_CODE, PARTICIPATION_TYPE } from '#fhir/systems.ts';
import type { Appointment, Encounter, Location, Resource } from '#fhir/types.ts';
import { moveStage } from '../rules/stage.ts';
import { aClinicToRoomIn } from './rooms-and-staff.ts';

type Wished = Resource & { id: string };

interface Person {
  readonly name: string;
  readonly born: string;
  readonly kind: string;
  readonly reason: string;
  /** Minutes from now to the slot. */
  readonly slot: number;
  /** Stages with the minutes ago each began; none: still to come. */
  readonly way: readonly (readonly [Stage, number])[];
  readonly room?: number;
}

const PEOPLE: readonly Person[] = [
  {
    name: 'Rosa Delgado',
    born: '1972-03-12',
    kind: 'established',
    reason: 'Annual visit',
    slot: -15,
    way: [
      ['arrived', 22],
      ['checked-in', 12],
    ],
  },
  {
    name: 'Samuel Whitaker',
    born: '1948-07-30',
    kind: 'established',
    reason: 'Dizzy when standing',
    slot: -40,
    way: [
      ['arrived', 41],
      ['checked-in', 36],
    ],
  },
  {
    name: 'Ines Figueroa',
    born: '2021-02-02',
    kind: 'well-child',
    reason: 'Five-year check',
    slot: 10,
    way: [['arrived', 6]],
  },
  {
    name: 'Tunde Okafor',
    born: '1985-11-21',
    kind: 'urgent',
    reason: 'Sore throat, fever',
    slot: -30,
    way: [
      ['arrived', 34],
      ['checked-in', 30],
      ['roomed', 6],
    ],
    room: 3,
  },
  {
    name: 'Hannah Lindgren',
    born: '1990-05-04',
    kind: 'established',
    reason: 'Knee pain',
    slot: -35,
    way: [
      ['arrived', 40],
      ['roomed', 19],
    ],
    room: 5,
  },
  {
    name: 'Jin Park',
    born: '1966-01-15',
    kind: 'established',
    reason: 'Blood pressure',
    slot: -60,
    way: [
      ['arrived', 64],
      ['checked-in', 58],
      ['roomed', 40],
      ['ready', 11],
    ],
    room: 1,
  },
  {
    name: 'Dolores Aguilar',
    born: '1959-09-09',
    kind: 'established',
    reason: 'Diabetes follow-up',
    slot: -80,
    way: [
      ['arrived', 85],
      ['roomed', 70],
      ['ready', 55],
      ['with-provider', 16],
    ],
    room: 2,
  },
  {
    name: 'Peter Novak',
    born: '1979-12-01',
    kind: 'procedure',
    reason: 'Mole removal',
    slot: -95,
    way: [
      ['arrived', 99],
      ['roomed', 80],
      ['ready', 66],
      ['with-provider', 50],
      ['discharge-ready', 3],
    ],
    room: 4,
  },
  {
    name: 'Grace Adeyemi',
    born: '1994-06-18',
    kind: 'established',
    reason: 'Migraine',
    slot: -150,
    way: [
      ['arrived', 155],
      ['roomed', 140],
      ['ready', 130],
      ['with-provider', 120],
      ['discharge-ready', 100],
      ['checked-out', 95],
    ],
  },
  { name: 'Walter Hughes', born: '1951-04-27', kind: 'bp-check', reason: '', slot: -25, way: [] },
  { name: 'Lucía Fernández', born: '1988-08-08', kind: 'established', reason: 'Thyroid', slot: 20, way: [] },
  { name: 'Aaron Blum', born: '2001-10-10', kind: 'new', reason: 'New patient', slot: 45, way: [] },
  { name: 'Mei Tanaka', born: '1977-03-03', kind: 'injection', reason: 'B12', slot: 90, way: [] },
];

const MINUTES: Readonly<Record<string, number>> = {
  new: 40,
  'well-child': 30,
  procedure: 40,
  injection: 10,
  'bp-check': 10,
};

/** Everything of that day as seen at `now`; ids `patient-1`… in the order of `PEOPLE`. */
export function aBusyDay(now: Date): Wished[] {
  const five = 300_000;
  const mark = Math.floor(now.getTime() / five) * five;
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
  const people = PEOPLE.flatMap((one, at): Wished[] => {
    const number = at + 1;
    const provider = at % 3 === 1 ? 'staff-provider-2' : 'staff-provider';
    const appointment = appointmentOf(one, { number, provider, start: new Date(mark + one.slot * 60_000) });
    return [
      {
        ...patientOfWish({ id: `patient-${number}`, name: one.name, born: one.born }),
        id: `patient-${number}`,
      },
      appointment,
      ...(one.way.length > 0 ? [encounterOf(one, { number, provider, ago })] : []),
    ];
  });
  const base = aClinicToRoomIn(9) as Wished[];
  return [
    ...secondProvider(),
    ...base.map((one) => (one.resourceType === 'Location' ? used(one) : one)),
    ...people,
  ];
}

const used = (room: Location & { id: string }): Wished => {
  const taken = PEOPLE.some(
    ({ room: number, way }) => `room-${number}` === room.id && way.at(-1)?.[0] !== 'checked-out',
  );
  const code = taken ? 'O' : room.id === 'room-6' ? 'K' : 'U';
  return room.operationalStatus ? { ...room, operationalStatus: { ...room.operationalStatus, code } } : room;
};

function secondProvider(): Wished[] {
  return [
    {
      resourceType: 'Practitioner',
      id: 'staff-provider-2',
      active: true,
      name: [{ given: ['Omar'], family: 'Haddad', text: 'Omar Haddad' }],
    },
    {
      resourceType: 'PractitionerRole',
      id: 'role-provider-2',
      active: true,
      practitioner: { reference: 'Practitioner/staff-provider-2' },
      organization: { reference: 'Organization/clinic' },
      code: [{ coding: [{ system: CS.role, code: 'provider' }] }],
    },
  ];
}

interface Place {
  readonly number: number;
  readonly provider: string;
}

function appointmentOf(
  one: Person,
  { number, provider, start }: Place & { start: Date },
): Appointment & { id: string } {
  const minutes = MINUTES[one.kind] ?? 20;
  const last = one.way.at(-1)?.[0];
  return {
    resourceType: 'Appointment',
    id: `appointment-${number}`,
    status:
      last === 'checked-out' ? 'fulfilled' : last === 'arrived' ? 'arrived' : last ? 'checked-in' : 'booked',
    serviceType: [{ coding: [{ system: CS.visitType, code: one.kind }] }],
    ...(one.reason ? { description: one.reason } : {}),
    start: start.toISOString(),
    end: new Date(start.getTime() + minutes * 60_000).toISOString(),
    minutesDuration: minutes,
    participant: [
      { actor: { reference: `Patient/patient-${number}`, display: one.name }, status: 'accepted' },
      { actor: { reference: `Practitioner/${provider}` }, status: 'accepted' },
    ],
  };
}

function encounterOf(
  one: Person,
  { number, provider, ago }: Place & { ago: (minutes: number) => string },
): Encounter & { id: string } {
  const fresh: Encounter & { id: string } = {
    resourceType: 'Encounter',
    id: `visit-${number}`,
    status: 'planned',
    class: { system: ACT_CODE, code: 'AMB' },
    subject: { reference: `Patient/patient-${number}`, display: one.name },
    appointment: [{ reference: `Appointment/appointment-${number}` }],
    serviceType: { coding: [{ system: CS.visitType, code: one.kind }] },
    participant: [
      {
        type: [{ coding: [{ system: PARTICIPATION_TYPE, code: 'ATND' }] }],
        individual: { reference: `Practitioner/${provider}` },
      },
    ],
    ...(one.reason ? { reasonCode: [{ text: one.reason }] } : {}),
    ...(one.room
      ? {
          location: [
            {
              location: { reference: `Location/room-${one.room}` },
              status: 'active',
              period: { start: ago(5) },
            },
          ],
        }
      : {}),
  };
  return one.way.reduce((encounter, [stage, minutes]) => moveStage(encounter, stage, ago(minutes)), fresh);
}
