import { badRequest } from '#fhir/outcome.ts';
import type { Given } from '../given.ts';

/** A code that is asked about. */
export interface AskedCode {
  readonly system: string;
  readonly code: string;
  readonly display: string | undefined;
  /** Where it stands, to say what is wrong with it. */
  readonly at: string;
}

/**
 * What is asked about: `code` with its system, a `coding`, or the codings of a `codeableConcept`, exactly one of the
 * three. `system` is that of a plain code where the question itself names none. Throws 400.
 */
export function askedCodes(given: Given, system: string | undefined): AskedCode[] {
  const [code, coding, concept] = [given.one('code'), given.whole('coding'), given.whole('codeableConcept')];
  if ([code, coding, concept].filter((one) => one !== undefined).length !== 1)
    throw badRequest('Ask about one of code, coding or codeableConcept.', 'Parameters.parameter');
  if (coding !== undefined) return [ofCoding(coding, 'coding')];
  if (concept !== undefined) {
    const codings = (concept as { coding?: unknown }).coding;
    if (!Array.isArray(codings) || codings.length === 0)
      throw badRequest('The codeableConcept has no coding.', 'codeableConcept.coding');
    return codings.map((one, index) => ofCoding(one, `codeableConcept.coding[${index}]`));
  }
  if (system === undefined || code === undefined)
    throw badRequest('A code alone says nothing: give its system.', 'http.system');
  return [{ system, code, display: given.one('display'), at: 'code' }];
}

function ofCoding(raw: unknown, at: string): AskedCode {
  const { system, code, display } = (raw ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof system !== 'string' || typeof code !== 'string')
    throw badRequest('A coding has a system and a code.', at);
  return { system, code, display: typeof display === 'string' ? display : undefined, at };
}
