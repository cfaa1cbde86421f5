import { parseExact } from '#fhir/exact-json.ts';
import { badRequest } from '#fhir/outcome.ts';

/** Deeper than any resource; a guard for whatever walks the value by recursion. */
const DEEPEST = 100;

/** JSON text as a value. Throws FhirFailure 400 for what is no JSON, nested too deeply, or made to trick us. */
export function readJson(text: string): unknown {
  if (text.includes('"__proto__"')) throw badRequest('A property cannot be called __proto__.');
  if (text.includes('\\u0000')) throw badRequest('Text cannot hold the character U+0000.');
  if (isTooDeep(text)) throw badRequest(`The body is nested more than ${DEEPEST} levels deep.`);
  try {
    return parseExact(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    throw badRequest(`The body is not JSON${position ? `: it goes wrong at character ${position}` : ''}.`);
  }
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Counts brackets outside of strings. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at);
    else if (char === 123 || char === 91) depth += 1;
    else if (char === 125 || char === 93) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at === -1 ? text.length : at;
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes += 1;
  return slashes % 2 === 1;
}
