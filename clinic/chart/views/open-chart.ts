import { type ViewContext, view } from '#capability/command.ts';
import { named } from '../public.ts';
import {
  allergyLines,
  immunizationLines,
  lastReview,
  medicationLines,
  problemLines,
} from '../rules/lists.ts';
import { inReadingOrder, measurementsOf, seriesOf } from '../rules/measurement.ts';
import { newestFirst, type RiverItem, riverItem } from '../rules/river.ts';
import { openChart } from './open-chart.contract.ts';

/** Enough for twenty years of visits; what is older is one filter away. */
const RIVER_LENGTH = '400';
const ALLERGY_REVIEW = '48765-2';

export const openChartView = view(openChart, 300, async (context, { patient }) => {
  const parts = await readParts(context, patient);
  const { lines, state } = allergyLines(parts.allergies);
  const events = [
    ...parts.encounters,
    ...parts.reports,
    ...parts.documents,
    ...parts.notes,
    ...parts.immunizations,
    ...parts.procedures,
  ];
  return {
    patient,
    river: newestFirst(events.map(riverItem).filter((item): item is RiverItem => item !== undefined)),
    vitals: inReadingOrder(seriesOf(parts.vitals.flatMap(measurementsOf))),
    problems: problemLines(parts.conditions),
    medications: medicationLines(
      await named(context, parts.requests),
      await named(context, parts.statements),
    ),
    allergies: lines,
    allergyState: state,
    allergiesReviewed: lastReview(parts.reviews),
    immunizations: immunizationLines(parts.immunizations),
  };
});

async function readParts(context: ViewContext, patient: string) {
  const newest = { patient, _sort: '-date', _count: RIVER_LENGTH };
  const [
    encounters,
    reports,
    documents,
    notes,
    immunizations,
    procedures,
    conditions,
    requests,
    statements,
    allergies,
    reviews,
    vitals,
  ] = await Promise.all([
    context.find('Encounter', newest),
    context.find('DiagnosticReport', newest),
    context.find('DocumentReference', newest),
    context.find('Composition', newest),
    context.find('Immunization', newest),
    context.find('Procedure', newest),
    context.find('Condition', { patient, _count: '500' }),
    context.find('MedicationRequest', { patient, status: 'active,on-hold', _count: '500' }),
    context.find('MedicationStatement', { patient, _count: '500' }),
    context.find('AllergyIntolerance', { patient, _count: '200' }),
    context.find('List', { patient, code: ALLERGY_REVIEW, _sort: '-date', _count: '1' }),
    context.find('Observation', { patient, category: 'vital-signs', _sort: '-date', _count: '600' }),
  ]);
  return {
    encounters,
    reports,
    documents,
    notes,
    immunizations,
    procedures,
    conditions,
    requests,
    statements,
    allergies,
    reviews,
    vitals,
  };
}
