import type { FastifyReply, FastifyRequest } from 'fastify';
import { outcome } from '#fhir/outcome.ts';
import { GateRefusal } from '#gate/refusal.ts';
import { outcomeOf, type Told } from './outcome-of.ts';

/** Renders a failure once, for FHIR callers as OperationOutcome, for our screens in the shapes they know. */
export function sendFailure(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const told = outcomeOf(error);
  if (told.defect)
    request.log.error({ id: request.id, route: request.routeOptions?.url, stack: stackOf(error) });
  reply.code(told.status);
  if (told.retryAfter !== undefined) reply.header('retry-after', String(told.retryAfter));
  if (told.status === 401) reply.header('www-authenticate', 'Bearer realm="medley"');
  if (request.url.startsWith('/api/'))
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(forScreens(told, error)));
  return reply.type('application/fhir+json; charset=utf-8').send(JSON.stringify(outcome(...told.findings)));
}

function forScreens({ status, findings }: Told, error: unknown): unknown {
  if (error instanceof GateRefusal) return { reason: error.refusal.code, message: error.refusal.reason };
  if (status === 400 || status === 413 || status === 415)
    return { issues: findings.map(({ message, expression }) => ({ at: expression ?? '', message })) };
  if (status === 422) return { refused: 'invalid', at: findings[0]?.expression ?? '', facts: {} };
  if (status === 409 || status === 412) return { refused: 'changed-meanwhile', at: '', facts: {} };
  if (status === 423) return { reason: findings[0]?.code ?? '', message: findings[0]?.message ?? '' };
  return { reason: findings[0]?.message ?? '' };
}

/** Where it broke, without the message: a message may quote a value. */
const stackOf = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}\n${(error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .join('\n')}`
    : typeof error;
