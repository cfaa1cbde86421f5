import { FhirFailure } from '#fhir/outcome.ts';
import type { Concept, Property } from '#terminology/catalog/code-system.ts';
import type { Answer, Asked } from '../call.ts';
import { givenTo } from '../given.ts';
import { askedCodes } from './codings.ts';
import { answerParameters, type Told } from './parameters.ts';
import { mustHaveSystem } from './shipped-system.ts';

const KNOWN = ['code', 'system', 'version', 'coding', 'property', 'displayLanguage'];

/** `CodeSystem/$lookup`: what a code means (http://hl7.org/fhir/R4/codesystem-operation-lookup.html). 404 when it means nothing here. */
export async function lookup(_: unknown, { query, body }: Pick<Asked, 'query' | 'body'>): Promise<Answer> {
  const given = givenTo({ query, body }, { known: KNOWN });
  const [asked] = askedCodes(given, given.one('system'));
  if (!asked) throw new Error('Something is asked about.');
  const at = asked.at === 'code' ? 'http.system' : 'coding.system';
  const system = await mustHaveSystem(asked.system, { at, version: given.one('version') });
  const concept = system.find(asked.code);
  if (!concept)
    throw new FhirFailure(404, {
      severity: 'error',
      code: 'not-found',
      message: system.complete
        ? `${system.name} has no such code.`
        : `${system.name} is here in part only, and this code is not in that part.`,
      expression: asked.at === 'code' ? 'http.code' : 'coding.code',
    });
  const wanted = given.all('property');
  return answerParameters([
    { name: 'name', valueString: system.name },
    system.version === undefined ? undefined : { name: 'version', valueString: system.version },
    { name: 'display', valueString: concept.display },
    ...(wanted.length === 0 || wanted.includes('designation') ? designations(concept) : []),
    ...(concept.properties ?? [])
      .filter(({ code }) => wanted.length === 0 || wanted.includes(code))
      .map(told),
  ]);
}

const designations = ({ says = [] }: Concept): Told[] =>
  says.map((text) => ({ name: 'designation', part: [{ name: 'value', valueString: text }] }));

const told = ({ code, value }: Property): Told => ({
  name: 'property',
  part: [
    { name: 'code', valueCode: code },
    typeof value === 'boolean'
      ? { name: 'value', valueBoolean: value }
      : { name: 'value', valueString: value },
  ],
});
