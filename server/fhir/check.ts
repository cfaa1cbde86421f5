import { profiles } from '#fhir/definitions/load.ts';
import { badRequest, FhirFailure, type Finding, outcome } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';
import type { Answer, Asked, Call } from './call.ts';
import { givenTo } from './given.ts';
import { isId } from './preconditions.ts';
import { resourceBody } from './resource-body.ts';

const MODES = ['create', 'update', 'delete', 'profile'] as const;
type Mode = (typeof MODES)[number];

interface Asks extends Pick<Asked, 'body' | 'query'> {
  readonly type: string;
  /** '' at the level of the type. */
  readonly id: string;
}

/** What is to be checked, and as what. */
interface Given {
  readonly resource: unknown;
  readonly mode: Mode | undefined;
  readonly profile: string | undefined;
}

/**
 * `$validate`: what is wrong with a resource, and nothing is stored. Answers 200 with an OperationOutcome whatever it
 * finds (http://hl7.org/fhir/R4/resource-operation-validate.html); only a question that cannot be read is refused.
 */
export async function check(call: Call, asks: Asks): Promise<Answer> {
  const given = givenIn(asks);
  const findings = await findingsOf(call, { ...asks, ...given });
  const fine: Finding = {
    severity: 'information',
    code: 'informational',
    message: 'Nothing is wrong with it.',
  };
  return { status: 200, body: JSON.stringify(outcome(...(findings.length > 0 ? findings : [fine]))) };
}

async function findingsOf(call: Call, asks: Asks & Given): Promise<readonly Finding[]> {
  const { id, mode } = asks;
  if (id === '' && (mode === 'update' || mode === 'delete'))
    throw badRequest(`mode=${mode} is about one resource: ask at its address.`, 'http.mode');
  const { missing, stored } = id === '' ? {} : await storedOf(call, asks);
  if (missing) return [missing];
  if (mode === 'delete') return [];
  const body = asks.resource ?? stored;
  if (body === undefined) throw badRequest('There is nothing to validate: send the resource.');
  const resource = resourceBody(body, asks.type);
  return [...identity(resource, asks), ...call.validate(claiming(resource, asks.profile))];
}

interface Stored {
  readonly stored?: Resource;
  readonly missing?: Finding;
}

/** The resource at the address, or what to say when it is not there. */
async function storedOf(call: Call, { type, id, mode }: Asks & Given): Promise<Stored> {
  const entry = isId(id) ? await call.record.read(type, id) : undefined;
  if (entry && !entry.deleted) return { stored: JSON.parse(entry.content) as Resource };
  if (mode === 'create') return {};
  const missing: Finding = {
    severity: 'error',
    code: entry ? 'deleted' : 'not-found',
    message: entry ? `This ${type} was deleted.` : `There is no ${type} with this id.`,
    expression: `${type}.id`,
  };
  return { missing };
}

function identity(resource: Resource, { type, id, mode }: Asks & Given): Finding[] {
  if (mode !== 'update' || resource.id === id) return [];
  const message = 'The id in the resource is not the one of the url.';
  return [{ severity: 'error', code: 'invalid', message, expression: `${type}.id` }];
}

/** The resource itself, or a Parameters with `resource`, `mode` and `profile`; the latter two in the query as well. */
function givenIn({ type, body, query }: Asks): Given {
  const { resourceType } = (body ?? {}) as { resourceType?: unknown };
  const wrapped = resourceType === 'Parameters' && type !== 'Parameters';
  const given = givenTo(
    { query, body: wrapped ? body : undefined },
    { known: ['resource', 'mode', 'profile'] },
  );
  const mode = given.one('mode');
  const profile = given.one('profile');
  if (mode !== undefined && !(MODES as readonly string[]).includes(mode))
    throw badRequest(`mode is one of ${MODES.join(', ')}.`, 'http.mode');
  if (mode === 'profile' && profile === undefined)
    throw badRequest('mode=profile needs a profile.', 'http.profile');
  if (profile !== undefined) mustBeKnown(profile);
  return { resource: wrapped ? given.whole('resource') : body, mode: mode as Mode | undefined, profile };
}

/** To hold a resource against rules that are not here would be to find nothing wrong with it. */
function mustBeKnown(profile: string): void {
  const [url = '', version] = profile.split('|');
  const isBase = /^http:\/\/hl7\.org\/fhir\/StructureDefinition\/[A-Z][A-Za-z]+$/.test(url);
  const known = isBase ? version === undefined || version === '4.0.1' : Object.hasOwn(profiles(), url);
  if (known && (isBase || version === undefined || version === '6.1.0')) return;
  throw new FhirFailure(400, {
    severity: 'error',
    code: 'not-supported',
    message: 'This profile is not known here. Known are those of US Core 6.1.0.',
    expression: 'http.profile',
  });
}

function claiming(resource: Resource, profile: string | undefined): Resource {
  if (profile === undefined) return resource;
  const meta = typeof resource.meta === 'object' ? resource.meta : {};
  const claimed = Array.isArray(meta.profile) ? meta.profile : [];
  return { ...resource, meta: { ...meta, profile: [...claimed, profile] } };
}
