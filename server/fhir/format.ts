import { FhirFailure } from '#fhir/outcome.ts';
import { JSON_PATCH } from './json-patch.ts';

const JSON_NAMES =
  /^(json|text\/json|application\/json|application\/fhir\+json|application\/\*|\*\/\*|text\/\*)$/;

/** Throws 406 for a caller who asks for XML or another form: only JSON is spoken. `_format` outranks Accept. */
export function mustSpeakJson({
  accept,
  query,
}: {
  accept: string | undefined;
  query: URLSearchParams;
}): void {
  const asked = query.get('_format');
  // A literal + in a query is a space to URLSearchParams.
  const names = asked !== null && asked !== '' ? [asked.replace(' ', '+')] : (accept ?? '').split(',');
  const speaks = names.some((name) => {
    const [type = ''] = name.split(';');
    return (type.trim() === '' || JSON_NAMES.test(type.trim().toLowerCase())) && isOurVersion(name);
  });
  if (!speaks)
    throw new FhirFailure(406, {
      severity: 'error',
      code: 'not-supported',
      message: 'Only JSON of FHIR 4.0 is spoken here: ask for application/fhir+json.',
    });
}

/** `application/fhir+json; fhirVersion=4.0` (http://hl7.org/fhir/R4/http.html#version-parameter). */
const isOurVersion = (name: string): boolean =>
  (/;\s*fhirVersion\s*=\s*"?([\w.]+)/i.exec(name)?.[1] ?? '4.0') === '4.0';

/** Throws 415 for a PATCH that brings anything but a JSON Patch, a JSON Patch brought elsewhere, and another FHIR. */
export function mustBringItsKind({
  method,
  contentType,
}: {
  method: string;
  contentType: string | undefined;
}): void {
  const kind = contentType?.split(';')[0]?.trim().toLowerCase();
  if (!isOurVersion(contentType ?? ''))
    throw new FhirFailure(415, {
      severity: 'error',
      code: 'not-supported',
      message: 'FHIR 4.0 is spoken here; the body says it is of another version.',
    });
  if ((method === 'PATCH') === (kind === JSON_PATCH)) return;
  throw new FhirFailure(415, {
    severity: 'error',
    code: 'not-supported',
    message:
      method === 'PATCH'
        ? `A PATCH is a JSON Patch (RFC 6902) sent as ${JSON_PATCH}; FHIRPath Patch and XML Patch are not spoken here.`
        : `${JSON_PATCH} is for PATCH only; a resource is sent as application/fhir+json.`,
  });
}
