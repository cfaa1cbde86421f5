import { FhirFailure } from '#fhir/outcome.ts';

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
