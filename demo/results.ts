/** Results that came in this morning and wait for a provider's eyes. */
import { CS, TASK } from '#fhir/medley.ts';
import { INTERPRETATION, LOINC, OBSERVATION_CATEGORY, UCUM } from '#fhir/systems.ts';
import type { DiagnosticReport, Observation, Task } from '#fhir/types.ts';
import type { Part } from './cast.ts';

interface Result {
  readonly code: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ucum: string;
  readonly low: number;
  readonly high: number;
  /** Values of the years before, oldest first. */
  readonly before: readonly number[];
}

const RESULTS: readonly Result[] = [
  {
    code: '4548-4',
    name: 'Hemoglobin A1c',
    value: 8.9,
    unit: '%',
    ucum: '%',
    low: 4,
    high: 5.6,
    before: [7.1, 7.4, 8.2],
  },
  {
    code: '2823-3',
    name: 'Potassium',
    value: 5.6,
    unit: 'mmol/L',
    ucum: 'mmol/L',
    low: 3.5,
    high: 5.1,
    before: [4.4, 4.8],
  },
  {
    code: '3016-3',
    name: 'TSH',
    value: 2.1,
    unit: 'mIU/L',
    ucum: 'm[IU]/L',
    low: 0.4,
    high: 4.5,
    before: [2.4, 1.9, 2.2],
  },
  {
    code: '2093-3',
    name: 'Cholesterol',
    value: 214,
    unit: 'mg/dL',
    ucum: 'mg/dL',
    low: 0,
    high: 200,
    before: [241, 228],
  },
  {
    code: '2160-0',
    name: 'Creatinine',
    value: 0.9,
    unit: 'mg/dL',
    ucum: 'mg/dL',
    low: 0.6,
    high: 1.2,
    before: [0.8, 0.9],
  },
];
const HALF_YEAR_MS = 182 * 86_400_000;

type Made = (Observation | DiagnosticReport | Task) & { id: string };

/** Reports with their values and the task to look at each, for the first patients who went home today; and one to be called. */
export function resultsToReview(cast: readonly Part[], now: Date): Made[] {
  const gone = cast.filter(({ slot, story }) => slot.progress === 'done' && story.for !== 'child');
  const results = RESULTS.flatMap((result, at): Made[] => {
    const part = gone[at % Math.max(gone.length, 1)];
    return part ? resultOf({ result, part, issued: new Date(now.getTime() - (at + 1) * 1_500_000), at }) : [];
  });
  const [told] = gone;
  return told ? [...results, callTo(told, now)] : results;
}

/** Signed by the provider earlier today; an assistant has yet to tell the patient. */
const callTo = (part: Part, now: Date): Task & { id: string } => ({
  resourceType: 'Task',
  id: `demo-call-${part.day}`,
  status: 'requested',
  intent: 'order',
  priority: 'routine',
  code: { coding: [{ system: CS.task, code: TASK.callPatient }] },
  reasonCode: { coding: [{ system: CS.callOutcome, code: 'normal' }] },
  description:
    'Your urine culture shows no infection. Finish the tablets, and call if the burning comes back.',
  for: { reference: `Patient/${part.patient.id}` },
  requester: { reference: `Practitioner/${part.slot.provider}` },
  authoredOn: new Date(now.getTime() - 5_400_000).toISOString(),
});

const flagOf = (value: number, { low, high }: Result): string =>
  value > high ? 'H' : value < low ? 'L' : 'N';

function resultOf({
  result,
  part,
  issued,
  at,
}: {
  result: Result;
  part: Part;
  issued: Date;
  at: number;
}): Made[] {
  const subject = { reference: `Patient/${part.patient.id}` };
  const id = `demo-result-${part.day}-${at}`;
  const code = { coding: [{ system: LOINC, code: result.code, display: result.name }], text: result.name };
  const category = [{ coding: [{ system: OBSERVATION_CATEGORY, code: 'laboratory' }] }];
  const time = issued.toISOString();
  const measured = (value: number, own: string, when: Date): Observation & { id: string } => ({
    resourceType: 'Observation',
    id: own,
    status: 'final',
    category,
    code,
    subject,
    effectiveDateTime: when.toISOString(),
    issued: when.toISOString(),
    valueQuantity: { value, unit: result.unit, system: UCUM, code: result.ucum },
    interpretation: [{ coding: [{ system: INTERPRETATION, code: flagOf(value, result) }] }],
    referenceRange: [
      { low: { value: result.low, unit: result.unit }, high: { value: result.high, unit: result.unit } },
    ],
  });
  return [
    ...result.before.map((value, past) =>
      measured(
        value,
        `${id}-before-${past}`,
        new Date(issued.getTime() - (result.before.length - past) * HALF_YEAR_MS),
      ),
    ),
    measured(result.value, id, issued),
    {
      resourceType: 'DiagnosticReport',
      id: `report-${id}`,
      status: 'final',
      category: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB', display: 'Laboratory' },
          ],
        },
      ],
      code,
      subject,
      effectiveDateTime: time,
      issued: time,
      result: [{ reference: `Observation/${id}` }],
    },
    {
      resourceType: 'Task',
      id: `review-${id}`,
      status: 'requested',
      intent: 'order',
      priority: flagOf(result.value, result) === 'N' ? 'routine' : 'urgent',
      code: { coding: [{ system: CS.task, code: TASK.reviewResult }], text: 'Review result' },
      focus: { reference: `DiagnosticReport/report-${id}` },
      for: subject,
      owner: { reference: `Practitioner/${part.slot.provider}` },
      authoredOn: time,
    },
  ];
}
