import { patientOfWish } from '#capability/testing/people.ts';
import { aBusyDay } from '#clinic/flow/testing/busy-day.ts';
import type { Resource } from '#fhir/types.ts';

const DAY = 86_400_000;
type Made = Resource & { id: string };

const GIVEN = [
  'Ana',
  'Tomás',
  'Grace',
  'Wei',
  'Fatima',
  'John',
  'Leila',
  'Pedro',
  'Sarah',
  'Minh',
  'Olga',
  'Samuel',
];
const FAMILY = [
  'Delgado',
  'Nguyen',
  'Smith',
  'Okafor',
  'Kowalski',
  'Haddad',
  'Petrov',
  'Lindqvist',
  'Brown',
  'Tanaka',
];

/** Patients with a visit some time in the past year, as many as are asked for: name, number and date differ. */
export function pastVisits(now: Date): (number: number) => Made[] {
  const today = aBusyDay(now);
  const seen = today.filter(({ resourceType }) => resourceType === 'Encounter').at(-1);
  const booked = today.find(({ id }) => id === 'appointment-9');
  return (number) => {
    const id = `past-${number}`;
    const start = new Date(now.getTime() - (1 + (number % 250)) * DAY).toISOString();
    const name = `${GIVEN[number % GIVEN.length]} ${FAMILY[Math.floor(number / GIVEN.length) % FAMILY.length]}${String.fromCharCode(97 + (number % 26), 97 + (Math.floor(number / 26) % 26))}`;
    const born = `${1935 + (number % 85)}-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`;
    const subject = { reference: `Patient/${id}` };
    const appointment = {
      ...booked,
      id: `a-${id}`,
      start,
      end: start,
      participant: [
        { actor: subject, status: 'accepted' },
        { actor: { reference: 'Practitioner/staff-provider' }, status: 'accepted' },
      ],
    };
    const encounter = {
      ...seen,
      id: `e-${id}`,
      subject,
      period: { start, end: start },
      appointment: [{ reference: `Appointment/a-${id}` }],
    };
    return [{ ...patientOfWish({ id, name, born }), id }, appointment, encounter] as Made[];
  };
}
