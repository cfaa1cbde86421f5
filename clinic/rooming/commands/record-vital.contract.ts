import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { AMOUNT_KEYS } from '../rules/amounts.ts';
import { QUALIFIER_KEYS, VITAL_KEYS } from '../rules/vitals.ts';
import { encounterId, shortText, unitPreference } from './subject.contract.ts';

/** One vital as it was typed. Measuring again amends; a blood pressure names which reading of the visit it is. */
export const recordVital = contract<{
  id: string;
  version: number;
  level: string;
  because: string;
  redFlag: string | undefined;
}>()({
  name: 'rooming/record-vital',
  task: 'T09',
  input: z.object({
    encounter: encounterId,
    vital: z.enum(VITAL_KEYS),
    typed: shortText(40).min(1),
    reading: z.number().int().min(1).max(9).default(1),
    prefer: unitPreference,
    qualifiers: z.partialRecord(z.enum(QUALIFIER_KEYS), z.string().max(30)),
    /** Litres a minute, percent, centimetres: `rules/amounts.ts`. */
    amounts: z.partialRecord(z.enum(AMOUNT_KEYS), z.number()).optional(),
    /** The question the person answered with "yes, so it is"; must be the one the value raises. */
    confirmed: z.string().max(40).optional(),
    /** When it was measured, if that was not now (network lost, back entry). */
    measuredAt: z.iso.datetime().optional(),
  }),
  refusals: [
    'visit-over',
    'unreadable',
    'impossible',
    'needs-confirmation',
    'arm-barred',
    'unknown-qualifier',
    'impossible-amount',
  ],
  undoable: false,
});
