/** Results that came in this morning and wait for a provider's eyes. */
import { CS } from '#fhir/medley.ts';
import { LOINC, OBSERVATION_CATEGORY, UCUM } from '#fhir/systems.ts';
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
}

const RESULTS: readonly Result[] = [
  { code: '4548-4', name: 'Hemoglobin A1c', value: 8.9, unit: '%', ucum: '%', low: 4, high: 5.6 },
  { code: '2823-3', name: 'Potassium', value: 5.6, unit: 'mmol/L', ucum: 'mmol/L', low: 3.5, high: 5.1 },
  { code: '3016-3', name: 'TSH', value: 2.1, unit: 'mIU/L', ucum: 'm[IU]/L', low: 0.4, high: 4.5 },
  { code: '2093-3', name: 'Cholesterol', value: 214, unit: 'mg/dL', ucum: 'mg/dL', low: 0, high: 200 },
];

type Made = (Observation | DiagnosticReport | Task) & { id: string };

/** A report, its value and the task to look at it, for the first patients who went home today. */
export function resultsToReview(cast: readonly Part[], now: Date): Made[] {
  const gone = cast.filter(({ slot, story }) => slot.progress === 'done' && story.for !== 'child');
  return RESULTS.flatMap((result, at): Made[] => {
    const part = gone[at % Math.max(gone.length, 1)];
    return part ? resultOf({ result, part, issued: new Date(now.getTime() - (at + 1) * 1_500_000), at }) : [];
  });
}

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
  const outside = result.value > result.high ? 'H' : result.value < result.low ? 'L' : 'N';
  return [
    {
      resourceType: 'Observation',
      id,
      status: 'final',
      category,
      code,
      subject,
      effectiveDateTime: time,
      issued: time,
      valueQuantity: { value: result.value, unit: result.unit, system: UCUM, code: result.ucum },
      interpretation: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: outside },
          ],
        },
      ],
      referenceRange: [
        { low: { value: result.low, unit: result.unit }, high: { value: result.high, unit: result.unit } },
      ],
    },
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
      priority: outside === 'N' ? 'routine' : 'urgent',
      code: { coding: [{ system: CS.task, code: 'review-result' }], text: 'Review result' },
      focus: { reference: `DiagnosticReport/report-${id}` },
      for: subject,
      owner: { reference: `Practitioner/${part.slot.provider}` },
      authoredOn: time,
    },
  ];
}
