import { FhirFailure } from '#fhir/outcome.ts';
import type { Patient } from '#fhir/types.ts';
import type { Entry } from '#record/record.ts';
import { bundleText } from '../bundle-text.ts';
import type { Answer, Asked, Call } from '../call.ts';
import { givenTo, truth, wholeNumber } from '../given.ts';
import { resourceBody } from '../resource-body.ts';
import { candidatesOf, queriesOf } from './candidates.ts';
import { type Grade, gradeOf } from './grade.ts';

const MOST = 100;
const GRADE_URL = 'http://hl7.org/fhir/StructureDefinition/match-grade';

interface Match extends Grade {
  readonly entry: Entry;
}

/**
 * `Patient/$match`: who in the record is this person, best first, each with its grade
 * (http://hl7.org/fhir/R4/patient-operation-match.html).
 */
export async function match(call: Call, { query, body }: Pick<Asked, 'query' | 'body'>): Promise<Answer> {
  const isBare = (body as { resourceType?: unknown } | undefined)?.resourceType === 'Patient';
  const given = givenTo(
    { query, body: isBare ? undefined : body },
    { known: ['resource', 'onlyCertainMatches', 'count'] },
  );
  const asked = askedPatient(call, isBare ? body : given.whole('resource'));
  const onlyCertain = truth(given, 'onlyCertainMatches') ?? false;
  const count = wholeNumber(given, 'count', { least: 1, most: MOST }) ?? MOST;
  const found = onlyOneIsCertain(graded(asked, await candidatesOf(call, asked)));
  const told = onlyCertain ? found.filter(({ grade }) => grade === 'certain') : found;
  const entries = told.slice(0, count).map((one) => entryOf(call, one));
  return { status: 200, body: bundleText('searchset', entries, { total: told.length }) };
}

function askedPatient(call: Call, raw: unknown): Patient {
  const { meta: _, ...patient } = resourceBody(raw, 'Patient') as Patient;
  const errors = call.validate(patient).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new FhirFailure(422, ...errors);
  if (queriesOf(patient).length === 0)
    throw new FhirFailure(422, {
      severity: 'error',
      code: 'required',
      message:
        'Too little is told to find a person: give a birth date, a family name, an identifier or a telephone.',
      expression: 'Patient',
    });
  return patient;
}

const graded = (asked: Patient, candidates: readonly Entry[]): Match[] =>
  candidates
    .map((entry) => ({ entry, ...gradeOf(asked, JSON.parse(entry.content) as Patient) }))
    .filter(({ grade }) => grade !== 'certainly-not')
    .sort((one, other) => other.score - one.score || (one.entry.id < other.entry.id ? -1 : 1));

const LESS_THAN_CERTAIN = 0.94;

/** Two records that both seem to be she are a duplicate or twins; a person must look. */
function onlyOneIsCertain(matches: readonly Match[]): Match[] {
  if (matches.filter(({ grade }) => grade === 'certain').length < 2) return [...matches];
  return matches.map((one) =>
    one.grade === 'certain'
      ? { ...one, grade: 'probable', score: Math.min(one.score, LESS_THAN_CERTAIN) }
      : one,
  );
}

function entryOf({ base }: Call, { entry, grade, score }: Match): string {
  const search = { extension: [{ url: GRADE_URL, valueCode: grade }], mode: 'match', score };
  return `{"fullUrl":"${base}/Patient/${entry.id}","resource":${entry.content},"search":${JSON.stringify(search)}}`;
}
