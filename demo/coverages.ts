/** Insurance of today's patients: payers in the demo are invented, Medicare numbers have the official shape. */
import { MBI, US_CORE } from '#fhir/systems.ts';
import type { Coverage, Patient, Stored } from '#fhir/types.ts';

const PLANS = [
  { payer: 'Bay State Health Plan', plan: 'Choice PPO', group: '70213' },
  { payer: 'Commonwealth Mutual', plan: 'HMO Blue Hills', group: 'C-118' },
  { payer: 'Harbor Care Alliance', plan: 'Select', group: '4410' },
] as const;
const LETTERS = 'ACDEFGHJKMNPQRTUVWXY';

/** A Medicare number of the official pattern C A AN N A AN N A A N N, made from a counter. */
const medicareNumber = (at: number): string => {
  const letter = (by: number) => LETTERS[(at * 7 + by * 3) % LETTERS.length];
  const digit = (by: number) => String((at * 3 + by) % 10);
  return `${1 + (at % 9)}${letter(1)}${letter(2)}${digit(3)}${letter(4)}${letter(5)}${digit(6)}${letter(7)}${letter(8)}${digit(9)}${digit(1)}`;
};

/** The coverage of a patient; `at` makes numbers differ. */
export function coverageOf(patient: Stored<Patient>, at: number): Coverage & { id: string } {
  const senior = Number(patient.birthDate?.slice(0, 4)) < 1961;
  const plan = PLANS[at % PLANS.length] ?? PLANS[0];
  const member = senior ? medicareNumber(at) : `MB${String(830_000_000 + at * 7919)}`;
  const self = { reference: `Patient/${patient.id}` };
  return {
    resourceType: 'Coverage',
    id: `coverage-${patient.id}`.slice(0, 64),
    meta: { profile: [US_CORE.coverage] },
    status: 'active',
    type: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: senior ? 'RETIRE' : 'EHCPOL' },
      ],
      text: senior ? 'Medicare Part B' : plan.plan,
    },
    identifier: [
      {
        type: {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MB', display: 'Member Number' },
          ],
        },
        ...(senior ? { system: MBI } : {}),
        value: member,
      },
    ],
    subscriber: self,
    subscriberId: member,
    beneficiary: self,
    relationship: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: 'self' }],
    },
    payor: [{ display: senior ? 'Medicare' : plan.payer }],
    ...(senior
      ? {}
      : {
          class: [
            {
              type: {
                coding: [{ system: 'http://terminology.hl7.org/CodeSystem/coverage-class', code: 'group' }],
              },
              value: plan.group,
              name: plan.plan,
            },
          ],
        }),
    order: 1,
  };
}
