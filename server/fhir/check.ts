import { type Finding, outcome } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';
import type { Answer, Call } from './call.ts';
import { read } from './read.ts';
import { resourceBody } from './resource-body.ts';

interface Asks {
  readonly type: string;
  readonly id?: string;
  readonly body: unknown;
  readonly query: URLSearchParams;
}

/** `$validate`: what is wrong with a resource, and nothing is stored. Answers 200 whatever it finds. */
export async function check(call: Call, { type, id, body, query }: Asks): Promise<Answer> {
  const { resource, profile } =
    id !== undefined && body === undefined
      ? {
          resource: JSON.parse((await read(call, { type, id, headers: {} })).body ?? '{}') as Resource,
          profile: undefined,
        }
      : given(body, type);
  const claimed = profile ?? query.get('profile') ?? undefined;
  const findings = call.validate(claimed === undefined ? resource : claiming(resource, claimed));
  const fine: Finding = {
    severity: 'information',
    code: 'informational',
    message: 'Nothing is wrong with it.',
  };
  return { status: 200, body: JSON.stringify(outcome(...(findings.length > 0 ? findings : [fine]))) };
}

/** The resource itself, or a Parameters with `resource` and `profile`. */
function given(body: unknown, type: string): { resource: Resource; profile: string | undefined } {
  const { resourceType, parameter } = (body ?? {}) as { resourceType?: unknown; parameter?: unknown };
  if (resourceType !== 'Parameters' || !Array.isArray(parameter))
    return { resource: resourceBody(body, type), profile: undefined };
  const named = (name: string) =>
    parameter.find((one) => one?.name === name) as
      | { resource?: unknown; valueUri?: unknown; valueCanonical?: unknown }
      | undefined;
  const profile = named('profile')?.valueUri ?? named('profile')?.valueCanonical;
  return {
    resource: resourceBody(named('resource')?.resource, type),
    profile: typeof profile === 'string' ? profile : undefined,
  };
}

const claiming = (resource: Resource, profile: string): Resource => ({
  ...resource,
  meta: { ...resource.meta, profile: [...(resource.meta?.profile ?? []), profile] },
});
