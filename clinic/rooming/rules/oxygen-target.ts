/**
 * The saturation a provider ordered for this patient (README V25): with lungs that retain carbon dioxide 88 to 92 % is
 * meant, and 95 % would be treated too far (British Thoracic Society 2017; domain table D2, "COPD target by order").
 */
import { LOINC } from '#fhir/systems.ts';
import type { Condition, ServiceRequest } from '#fhir/types.ts';

export interface OxygenTarget {
  /** Percent, both included. */
  readonly low: number;
  readonly high: number;
}

/** LOINC of the ordered target: the saturation itself. */
export const OXYGEN_SATURATION = '59408-5';

/** The newest signed order that names a range of saturation, or undefined. A draft is nobody's order yet. */
export function oxygenTarget(orders: readonly ServiceRequest[]): OxygenTarget | undefined {
  const newest = orders
    .filter(
      (one) =>
        one.status === 'active' &&
        one.code?.coding?.some(({ system, code }) => system === LOINC && code === OXYGEN_SATURATION),
    )
    .sort((one, other) => (other.authoredOn ?? '').localeCompare(one.authoredOn ?? ''))[0];
  const low = newest?.quantityRange?.low?.value;
  const high = newest?.quantityRange?.high?.value;
  return low === undefined || high === undefined || low > high ? undefined : { low, high };
}

/** `88-92`, as it is written in the order; undefined when it is no range of saturation that anybody would aim at. */
export function readOxygenTarget(text: string): OxygenTarget | undefined {
  const match = /^\s*(\d{2})\s*%?\s*(?:-|–|to|a)\s*(\d{2,3})\s*%?\s*$/.exec(text);
  const [low, high] = [Number(match?.[1]), Number(match?.[2])];
  return low >= 80 && high <= 100 && low < high ? { low, high } : undefined;
}

/** ICD-10-CM emphysema and other chronic obstructive pulmonary disease; SNOMED CT the same two. */
const ICD10 = /^J4[34]/;
const SNOMED_COPD: ReadonlySet<string> = new Set(['13645005', '87433001', '185086009']);

/** Whether COPD is an active problem: a reason to ask for a target, never to loosen the limits by itself. */
export const hasCopd = (problems: readonly Condition[]): boolean =>
  problems.some(
    (one) =>
      (one.clinicalStatus?.coding?.some(({ code }) => code === 'active') ?? true) &&
      !one.verificationStatus?.coding?.some(
        ({ code }) => code === 'refuted' || code === 'entered-in-error',
      ) &&
      one.code?.coding?.some(({ code = '' }) => ICD10.test(code) || SNOMED_COPD.has(code)),
  );
