/** The people and places of the demo clinic. Everybody is invented. */
import type { Role } from '#gate/principal.ts';

export interface DemoPerson {
  /** Sign-in name. */
  readonly account: string;
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly role: Role;
  readonly owner?: boolean;
  readonly language?: 'en' | 'es';
  /** Shown among the sign-ins that `npm start` prints: one for each role. */
  readonly shown: boolean;
}

export const DEMO_PASSWORD = 'medley-demo-day';
export const DEMO_PIN = '2580';

export const DEMO_CLINIC = {
  id: 'clinic',
  site: 'site-main',
  name: 'Harbor Street Family Medicine',
  zone: 'America/New_York',
  state: 'MA',
  phone: '+16175550142',
  line: '48 Harbor Street',
  city: 'Boston',
  postalCode: '02110',
} as const;

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    account: 'frontdesk',
    id: 'staff-whitfield',
    given: 'Dana',
    family: 'Whitfield',
    role: 'front-desk',
    shown: true,
  },
  {
    account: 'ma',
    id: 'staff-reyes',
    given: 'Maria',
    family: 'Reyes',
    suffix: 'CMA (AAMA)',
    role: 'ma',
    shown: true,
  },
  {
    account: 'ma2',
    id: 'staff-tran',
    given: 'Kevin',
    family: 'Tran',
    suffix: 'CCMA',
    role: 'ma',
    shown: false,
  },
  {
    account: 'leadma',
    id: 'staff-brooks',
    given: 'Tanya',
    family: 'Brooks',
    suffix: 'CMA (AAMA)',
    role: 'lead-ma',
    shown: true,
  },
  {
    account: 'nurse',
    id: 'staff-park',
    given: 'Joan',
    family: 'Park',
    suffix: 'RN',
    role: 'nurse',
    shown: true,
  },
  {
    account: 'provider',
    id: 'staff-chen',
    given: 'Emily',
    family: 'Chen',
    prefix: 'Dr.',
    suffix: 'MD',
    role: 'provider',
    shown: true,
  },
  {
    account: 'okafor',
    id: 'staff-okafor',
    given: 'Samuel',
    family: 'Okafor',
    prefix: 'Dr.',
    suffix: 'MD',
    role: 'provider',
    shown: false,
  },
  {
    account: 'nair',
    id: 'staff-nair',
    given: 'Priya',
    family: 'Nair',
    suffix: 'NP',
    role: 'provider',
    shown: false,
  },
  {
    account: 'biller',
    id: 'staff-ortega',
    given: 'Luis',
    family: 'Ortega',
    role: 'biller',
    language: 'es',
    shown: true,
  },
  {
    account: 'manager',
    id: 'staff-lindqvist',
    given: 'Karen',
    family: 'Lindqvist',
    role: 'manager',
    owner: true,
    shown: true,
  },
];

export interface DemoRoom {
  readonly id: string;
  readonly name: string;
}

export const DEMO_ROOMS: readonly DemoRoom[] = [
  { id: 'room-1', name: 'Room 1' },
  { id: 'room-2', name: 'Room 2' },
  { id: 'room-3', name: 'Room 3' },
  { id: 'room-4', name: 'Room 4' },
  { id: 'room-5', name: 'Room 5' },
  { id: 'room-6', name: 'Room 6' },
  { id: 'room-procedure', name: 'Procedure' },
];
