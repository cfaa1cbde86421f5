import { searchDefinitions } from '#fhir/definitions/load.ts';
import { searchParam } from '#fhir/search/definitions.ts';

/** Elements that hold one patient. Where there may be several (`participant.actor`), only the first is in the column. */
const SINGLE = new Set(['subject', 'patient', 'for', 'beneficiary', 'individual']);
const SEVERAL = new Set(['Account']);
const known = new Map<string, boolean>();

/**
 * Does a reference parameter name the patient of the compartment, i.e. the one in the column `patient`? True when its
 * values are, by the definitions, what `patientOf` looks at first.
 */
export function namesThePatient(type: string, code: string): boolean {
  const name = `${type}.${code}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const first = searchDefinitions().compartment[type]?.[0]?.steps.filter((step) => typeof step === 'string');
  const paths = searchParam(type, code)?.compiled.paths ?? [];
  const [path] = paths;
  const steps = path?.steps.filter((step) => typeof step === 'string');
  const single = first?.length === 1 && SINGLE.has(first[0] ?? '') && !SEVERAL.has(type);
  const found = paths.length === 1 && single && JSON.stringify(first) === JSON.stringify(steps);
  known.set(name, found);
  return found;
}
