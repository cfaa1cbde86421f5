import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseExact, stringifyExact } from '#fhir/exact-json.ts';
import { FhirFailure } from '#fhir/outcome.ts';
import type { ServerContext } from '../context.ts';
import type { Answer, Asked } from '../fhir/call.ts';
import { capabilityStatement } from '../fhir/capability-statement.ts';
import { dispatch } from '../fhir/dispatch.ts';
import { mustBringItsKind, mustSpeakJson } from '../fhir/format.ts';
import { JSON_PATCH } from '../fhir/json-patch.ts';
import { readJson } from './read-json.ts';
import { MACHINE_HEADERS } from './security.ts';
import { principalOf } from './who.ts';

const MOST_ADDRESSES = 10;
const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/** FHIR REST at `/fhir`. One route: `dispatch` reads the path, so that a Bundle's entries go the same way. */
export function addFhirRoutes(app: FastifyInstance, context: ServerContext): void {
  app.addContentTypeParser(
    JSON_PATCH,
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => (body === '' ? undefined : readJson(body)),
  );
  const started = context.runtime.now().toISOString();
  const originOf = (request: FastifyRequest) =>
    context.config.publicUrl ?? `${request.protocol}://${request.host}`;

  // It is large and the same for everybody who reaches us by one address.
  const statements = new Map<string, string>();
  const statementFor = (base: string): string => {
    const known = statements.get(base);
    if (known) return known;
    const made = JSON.stringify(capabilityStatement({ base, date: started, version: context.version }));
    if (statements.size >= MOST_ADDRESSES) statements.clear();
    statements.set(base, made);
    return made;
  };
  app.get('/fhir/metadata', async (request, reply) => {
    const query = queryOf(request);
    mustSpeakJson({ accept: request.headers.accept, query });
    return sendJson(reply, { text: statementFor(`${originOf(request)}/fhir`), query });
  });
  app.get('/fhir/.well-known/smart-configuration', async (request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .send(context.gate.oauth.smartConfiguration(originOf(request))),
  );
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers(MACHINE_HEADERS);
    const who = await principalOf(context, request);
    mustBringItsKind({ method: request.method, contentType: request.headers['content-type'] });
    const asked = askedOf(request);
    mustSpeakJson({ accept: request.headers.accept, query: asked.query });
    const { runtime, gate } = context;
    const call = {
      record: gate.for(who),
      base: `${originOf(request)}/fhir`,
      zone: runtime.clinic().zone,
      validate: runtime.validate,
    };
    return send(reply, { answer: await dispatch(call, asked), query: asked.query });
  };
  for (const url of ['/fhir', '/fhir/*'])
    app.route({
      method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url,
      exposeHeadRoute: false,
      helmet: false,
      handler: handle,
    });
}

function askedOf(request: FastifyRequest): Asked {
  const path = (request.params as { '*'?: string })['*'] ?? '';
  const { headers, body } = request;
  const form = body instanceof URLSearchParams ? body : undefined;
  const query = queryOf(request);
  if (form) {
    if (path.split('/').at(-1) !== '_search')
      throw new FhirFailure(415, {
        severity: 'error',
        code: 'not-supported',
        message: 'A form is sent to _search only.',
      });
    for (const [name, value] of form) query.append(name, value);
  }
  return {
    method: request.method,
    path: path.split('/').filter(Boolean),
    query,
    body: form ? undefined : body,
    headers: {
      ifMatch: headers['if-match'],
      ifNoneMatch: headers['if-none-match'],
      ifModifiedSince: headers['if-modified-since'],
      ifNoneExist: one(headers['if-none-exist']),
      prefer: one(headers.prefer),
    },
  };
}

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(',') : header;

function queryOf({ raw }: FastifyRequest): URLSearchParams {
  const { url = '' } = raw;
  const at = url.indexOf('?');
  return new URLSearchParams(at === -1 ? '' : url.slice(at + 1));
}

function send(
  reply: FastifyReply,
  { answer, query }: { answer: Answer; query: URLSearchParams },
): FastifyReply {
  const { status, body, etag, lastModified, location } = answer;
  reply.code(status);
  if (etag !== undefined) reply.header('etag', etag);
  if (lastModified !== undefined) reply.header('last-modified', new Date(lastModified).toUTCString());
  if (location !== undefined) reply.header('location', location);
  return body === undefined ? reply.send() : sendJson(reply, { text: body, query });
}

function sendJson(
  reply: FastifyReply,
  { text, query }: { text: string; query: URLSearchParams },
): FastifyReply {
  const pretty = query.get('_pretty') === 'true' ? stringifyExact(parseExact(text) as object, 2) : text;
  return reply.header('cache-control', 'no-store').type(FHIR_JSON).send(pretty);
}
