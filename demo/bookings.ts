/** Appointments of the day, and the encounters of those who came. */
import { moveStage } from '#clinic/flow/rules/stage.ts';
import { CS } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import { ACT_CODE, APPOINTMENT_REASON, PARTICIPATION_TYPE, US_CORE } from '#fhir/systems.ts';
import type { Appointment, Encounter } from '#fhir/types.ts';
import type { Part } from './cast.ts';
import { DEMO_PEOPLE, DEMO_ROOMS } from './people.ts';
import { shownName } from './place.ts';
import { type Progress, stagesOf } from './plan.ts';

const minutes = (from: Date, by: number): Date => new Date(from.getTime() + by * 60_000);
/** Slots begin on the five minutes, as a clinic books them. */
const onFive = (at: Date): Date => new Date(Math.round(at.getTime() / 300_000) * 300_000);

const STATUS: Readonly<Record<Progress, Appointment['status']>> = {
  done: 'fulfilled',
  'no-show': 'noshow',
  cancelled: 'cancelled',
  'discharge-ready': 'checked-in',
  'with-provider': 'checked-in',
  ready: 'checked-in',
  rooming: 'checked-in',
  'checked-in': 'checked-in',
  arrived: 'arrived',
  late: 'booked',
  booked: 'booked',
};

const MINUTES: Readonly<Record<string, number>> = { annual: 40, 'well-child': 20, established: 20, new: 40 };

const providerOf = ({ slot }: Part) => {
  const person = DEMO_PEOPLE.find(({ id }) => id === slot.provider);
  return { reference: `Practitioner/${slot.provider}`, display: person ? shownName(person) : slot.provider };
};
const patientOf = ({ patient }: Part) => ({
  reference: `Patient/${patient.id}`,
  display: displayName(patient.name),
});
/** What the seed has made is known by its id, so that a later day can end what an earlier one left open. */
export const SLOT = 'demo-slot-';
export const VISIT = 'demo-visit-';
const placeOf = ({ day, slot }: Part): string => `${day}-${slot.provider}-${slot.start}`;
export const visitId = (part: Part): string => `${VISIT}${placeOf(part)}`;
const slotId = (part: Part): string => `${SLOT}${placeOf(part)}`;

/** The appointment of a slot. */
export function appointmentOf(part: Part, now: Date): Appointment & { id: string } {
  const { slot, story } = part;
  const length = Math.min(MINUTES[story.visitType] ?? 20, 25);
  const start = onFive(minutes(now, slot.start));
  return {
    resourceType: 'Appointment',
    id: slotId(part),
    status: STATUS[slot.progress],
    ...(slot.walkIn ? { appointmentType: { coding: [{ system: APPOINTMENT_REASON, code: 'WALKIN' }] } } : {}),
    ...(slot.progress === 'cancelled' ? { cancelationReason: { text: 'Patient called, will rebook' } } : {}),
    serviceType: [{ coding: [{ system: CS.visitType, code: story.visitType }] }],
    description: story.reason,
    start: start.toISOString(),
    end: minutes(start, length).toISOString(),
    minutesDuration: length,
    created: minutes(now, -14 * 1440).toISOString(),
    participant: [
      { actor: patientOf(part), status: 'accepted' },
      { actor: providerOf(part), status: 'accepted' },
    ],
  };
}

/** The encounter of someone who came, up to the room; nothing for the others. What happens there is played by commands. */
export function arrivalOf(part: Part, now: Date): (Encounter & { id: string })[] {
  const { slot, story } = part;
  const [arrival, ...later] = stagesOf(slot);
  if (!arrival) return [];
  const at = (minute: number) => minutes(now, minute).toISOString();
  const room = DEMO_ROOMS.find(({ id }) => id === slot.room);
  const roomed = later.find(({ stage }) => stage === 'roomed');
  const fresh: Encounter & { id: string } = {
    resourceType: 'Encounter',
    id: visitId(part),
    meta: { profile: [US_CORE.encounter] },
    status: 'planned',
    class: { system: ACT_CODE, code: 'AMB', display: 'ambulatory' },
    type: [
      {
        coding: [
          { system: 'http://snomed.info/sct', code: '308335008', display: 'Patient encounter procedure' },
        ],
        text: 'Office visit',
      },
    ],
    serviceType: { coding: [{ system: CS.visitType, code: story.visitType }] },
    subject: patientOf(part),
    appointment: [{ reference: `Appointment/${slotId(part)}` }],
    participant: [
      {
        type: [{ coding: [{ system: PARTICIPATION_TYPE, code: 'ATND', display: 'attender' }] }],
        individual: providerOf(part),
      },
    ],
    reasonCode: [{ text: story.reason }],
    ...(room && roomed
      ? {
          location: [
            {
              location: { reference: `Location/${room.id}`, display: room.name },
              status: 'active',
              period: { start: at(roomed.at) },
            },
          ],
        }
      : {}),
  };
  const stages = [arrival, ...later.filter(({ stage }) => stage === 'checked-in' || stage === 'roomed')];
  return [
    stages.reduce((encounter, { stage, at: minute }) => moveStage(encounter, stage, at(minute)), fresh),
  ];
}
