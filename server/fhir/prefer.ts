/** What `Prefer` can ask of us (http://hl7.org/fhir/R4/http.html#ops); what else it says is, as RFC 7240 has it, ignored. */
export interface Preferences {
  readonly answer: 'minimal' | 'representation' | 'OperationOutcome';
  readonly handling: 'strict' | 'lenient';
}

const asked = (header: string, name: string): string | undefined =>
  new RegExp(`(?:^|[;,\\s])${name}\\s*=\\s*"?([A-Za-z]+)`).exec(header)?.[1];

export function preferencesOf(header: string | undefined): Preferences {
  const answer = asked(header ?? '', 'return');
  return {
    answer: answer === 'minimal' || answer === 'OperationOutcome' ? answer : 'representation',
    handling: asked(header ?? '', 'handling') === 'strict' ? 'strict' : 'lenient',
  };
}
