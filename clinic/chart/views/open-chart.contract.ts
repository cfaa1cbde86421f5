import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { AllergyLine, AllergyState, Line } from '../rules/lists.ts';
import type { Series } from '../rules/measurement.ts';
import type { RiverItem } from '../rules/river.ts';

export interface ChartPage {
  readonly patient: string;
  readonly river: readonly RiverItem[];
  readonly vitals: readonly Series[];
  readonly problems: readonly Line[];
  readonly medications: readonly Line[];
  readonly allergies: readonly AllergyLine[];
  readonly allergyState: AllergyState;
  readonly allergiesReviewed: string;
  readonly immunizations: readonly Line[];
}

/** The whole record of a patient, composed for the chart screen. */
export const openChart = viewContract<ChartPage>()({
  name: 'chart/open-chart',
  task: 'T13',
  input: z.object({ patient: z.string() }),
  listens: [
    'Encounter',
    'Observation',
    'DiagnosticReport',
    'Composition',
    'Condition',
    'MedicationRequest',
    'MedicationStatement',
    'AllergyIntolerance',
    'Immunization',
    'DocumentReference',
    'Procedure',
    'List',
  ],
});
