import { fold } from '#fhir/fold.ts';
import { badRequest } from '#fhir/outcome.ts';
import type { Concept } from '#terminology/catalog/code-system.ts';
import { codeSystem } from '#terminology/catalog/load-code-systems.ts';
import type { Answer, Call } from '../call.ts';
import { givenTo } from '../given.ts';
import type { OperationAsked } from '../operations.ts';
import { mustHaveSet, OF_SET } from './asked-set.ts';
import { type AskedCode, askedCodes } from './codings.ts';
import { answerParameters } from './parameters.ts';
import { mustHaveSystem } from './shipped-system.ts';

const OF_CODE = ['code', 'display', 'coding', 'codeableConcept', 'displayLanguage'];

interface Verdict {
  readonly asked: AskedCode;
  readonly concept: Concept | undefined;
  /** What is wrong, or worth knowing. */
  readonly message: string | undefined;
  readonly result: boolean;
}

/** `CodeSystem/$validate-code`: is it a code of the system (http://hl7.org/fhir/R4/codesystem-operation-validate-code.html)? */
export async function validateSystemCode(
  _: unknown,
  { query, body }: Pick<OperationAsked, 'query' | 'body'>,
): Promise<Answer> {
  const given = givenTo({ query, body }, { known: ['url', 'version', ...OF_CODE] });
  const url = given.one('url');
  const codes = askedCodes(given, url);
  const canonical = url ?? codes[0]?.system ?? '';
  const system = await mustHaveSystem(canonical, { at: 'http.url', version: given.one('version') });
  return answer(
    codes.map((asked) => {
      const concept = asked.system === system.url ? system.find(asked.code) : undefined;
      const unknown = system.complete
        ? `${system.name} has no such code.`
        : `${system.name} is here in part only, and this code is not in that part.`;
      return judged(asked, { concept, unknown, official: system.official });
    }),
  );
}

/** `ValueSet/$validate-code`: is it a code of the set (http://hl7.org/fhir/R4/valueset-operation-validate-code.html)? */
export async function validateSetCode(call: Call, asked: OperationAsked): Promise<Answer> {
  const given = givenTo(asked, { known: [...OF_SET, 'system', 'systemVersion', ...OF_CODE] });
  if (given.one('systemVersion') !== undefined && given.one('system') === undefined)
    throw badRequest('systemVersion belongs to a system.', 'http.systemVersion');
  const set = await mustHaveSet(call, { given, id: asked.id });
  const codes = askedCodes(given, given.one('system'));
  return answer(
    await Promise.all(
      codes.map(async (one) => {
        const concept = set.find(one.system, one.code);
        const official = concept !== undefined && ((await codeSystem(one.system))?.official ?? false);
        return judged(one, { concept, unknown: `${set.name} has no such code.`, official });
      }),
    ),
  );
}

function judged(
  asked: AskedCode,
  { concept, unknown, official }: { concept: Concept | undefined; unknown: string; official: boolean },
): Verdict {
  if (!concept) return { asked, concept, message: unknown, result: false };
  const texts = [concept.display, ...(concept.says ?? [])].map(fold);
  const isAsShown = asked.display === undefined || texts.includes(fold(asked.display));
  const message = isAsShown ? noted(concept) : `The text of this code is '${concept.display}'.`;
  return { asked, concept, message, result: isAsShown || !official };
}

const noted = ({ inactive, abstract }: Concept): string | undefined =>
  inactive ? 'It is no longer in use.' : abstract ? 'It is a heading and not for use itself.' : undefined;

/** A concept is in when any of its codings is; what is then said is of that one. */
function answer(verdicts: readonly Verdict[]): Answer {
  const verdict = verdicts.find(({ result }) => result) ?? verdicts[0];
  if (!verdict) throw new Error('Something is asked about.');
  const { asked, concept, message, result } = verdict;
  return answerParameters([
    { name: 'result', valueBoolean: result },
    message === undefined ? undefined : { name: 'message', valueString: message },
    concept && { name: 'display', valueString: concept.display },
    concept && { name: 'code', valueCode: asked.code },
    concept && { name: 'system', valueUri: asked.system },
  ]);
}
