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
    return type.trim() === '' || JSON_NAMES.test(type.trim().toLowerCase());
  });
  if (!speaks)
    throw new FhirFailure(406, {
      severity: 'error',
      code: 'not-supported',
      message: 'Only JSON is spoken here: ask for application/fhir+json.',
    });
}

/** Throws 415 for a PATCH that brings anything but a JSON Patch, and for a JSON Patch brought elsewhere. */
export function mustBringItsKind({
  method,
  contentType,
}: {
  method: string;
  contentType: string | undefined;
}): void {
  const kind = contentType?.split(';')[0]?.trim().toLowerCase();
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
