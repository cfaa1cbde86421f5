import { badRequest, FhirFailure } from '#fhir/outcome.ts';
import { preferencesOf } from './prefer.ts';

/** Of the form of an answer; every interaction takes them. */
const OF_FORM = ['_format', '_pretty'];

interface Rules {
  readonly known: readonly string[];
  /** Those that FHIR has and we have not: refused whatever the handling, since the answer would not be what was asked for. */
  readonly refused?: Readonly<Record<string, string>>;
  readonly prefer: string | undefined;
}

/**
 * The parameters of an interaction that is no search, without those it does not know; `Prefer: handling=strict` has
 * them refused instead. Throws 400 naming the parameter, never its value.
 */
export function knownParameters(
  query: URLSearchParams,
  { known, refused = {}, prefer }: Rules,
): URLSearchParams {
  const kept = new URLSearchParams();
  for (const [name, value] of query) {
    const why = Object.hasOwn(refused, name) ? refused[name] : undefined;
    if (why !== undefined)
      throw new FhirFailure(400, {
        severity: 'error',
        code: 'not-supported',
        message: `${name} is not done here: ${why}`,
        expression: `http.${name}`,
      });
    if (known.includes(name) || OF_FORM.includes(name)) kept.append(name, value);
    else if (preferencesOf(prefer).handling === 'strict')
      throw badRequest(
        `The parameter '${name.slice(0, 60)}' is not known here.`,
        `http.${name.replace(/[^\w:.-]/g, '').slice(0, 60)}`,
      );
  }
  return kept;
}
