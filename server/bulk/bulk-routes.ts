import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, FhirFailure, notFound } from '#fhir/outcome.ts';
import type { ServerContext } from '../context.ts';
import { MACHINE_HEADERS } from '../http/security.ts';
import { principalOf } from '../http/who.ts';
import { exportAsked, queryOfParameters } from './asked.ts';
import { type Exports, openExports } from './exports.ts';
import type { Job, Part } from './jobs.ts';

const unzipped = promisify(gunzip);
const NDJSON = 'application/fhir+ndjson';
/** Asking more often than this is told to wait. */
const LEAST_BETWEEN_MS = 1_000;
const RETRY_SECONDS = 2;

/** `$export` at system, Patient and Group, its status, and its files. */
export function addBulkRoutes(app: FastifyInstance, context: ServerContext): void {
  const exports = openExports(context);
  app.addHook('onListen', async () => exports.work());
  app.addHook('onClose', () => exports.close());
  const originOf = (request: FastifyRequest) =>
    context.config.publicUrl ?? `${request.protocol}://${request.host}`;
  const lastAsked = new Map<string, number>();

  const begin = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers(MACHINE_HEADERS);
    const who = await principalOf(context, request);
    const { url = '' } = request.raw;
    const at = url.indexOf('?');
    const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
    if (request.method === 'POST')
      for (const [name, value] of queryOfParameters(request.body)) query.append(name, value);
    const path = url.slice('/fhir/'.length, at < 0 ? undefined : at).split('/');
    const prefer = request.headers.prefer;
    const asked = exportAsked(path, query, Array.isArray(prefer) ? prefer.join(',') : prefer);
    const id = await exports.begin(who, `${originOf(request)}${url}`, asked);
    return reply
      .code(202)
      .header('content-location', `${originOf(request)}/fhir/$export-status/${id}`)
      .send();
  };
  for (const url of ['/fhir/$export', '/fhir/Patient/$export', '/fhir/Group/:group/$export'])
    app.route({ method: ['GET', 'POST'], url, exposeHeadRoute: false, helmet: false, handler: begin });

  app.get<{ Params: { id: string } }>('/fhir/$export-status/:id', async (request, reply) => {
    reply.headers(MACHINE_HEADERS);
    const who = await principalOf(context, request);
    const job = await exports.mine(who, request.params.id);
    const before = lastAsked.get(job.id) ?? 0;
    const now = Date.now();
    if (job.status !== 'done' && now - before < LEAST_BETWEEN_MS) throw tooOften(reply);
    lastAsked.set(job.id, now);
    if (job.status === 'done' || job.status === 'failed') lastAsked.delete(job.id);
    return answerStatus(reply, { job, exports, origin: originOf(request) });
  });
  app.delete<{ Params: { id: string } }>('/fhir/$export-status/:id', async (request, reply) => {
    reply.headers(MACHINE_HEADERS);
    const who = await principalOf(context, request);
    const job = await exports.mine(who, request.params.id);
    await exports.jobs.cancel(job.id);
    await exports.note(who, { operation: 'bulk/cancel', reason: job.id });
    return reply.code(202).send();
  });
  app.get<{ Params: { id: string; file: string } }>(
    '/fhir/$export-file/:id/:file',
    async (request, reply) => {
      reply.headers(MACHINE_HEADERS);
      const who = await principalOf(context, request);
      return sendFile(request, reply, { exports, who, ...request.params });
    },
  );
}

function tooOften(reply: FastifyReply): FhirFailure {
  reply.header('retry-after', String(RETRY_SECONDS));
  return new FhirFailure(429, {
    severity: 'error',
    code: 'throttled',
    message: 'Ask again when Retry-After says so.',
  });
}

interface StatusAsked {
  readonly job: Job;
  readonly exports: Exports;
  readonly origin: string;
}

async function answerStatus(
  reply: FastifyReply,
  { job, exports, origin }: StatusAsked,
): Promise<FastifyReply> {
  if (job.status === 'failed')
    throw new FhirFailure(500, {
      severity: 'error',
      code: 'exception',
      message: job.failure ?? 'The export failed.',
    });
  if (job.status !== 'done')
    return reply
      .code(202)
      .header('x-progress', `${job.finished} of ${job.total || job.asked.types?.length || 0} types`)
      .header('retry-after', String(RETRY_SECONDS))
      .send();
  if (job.expires && job.expires.getTime() <= Date.now())
    throw notFound('The files of this export have expired.');
  const parts = await exports.jobs.parts(job.id);
  const of = (kind: Part['kind']) =>
    parts
      .filter((part) => part.kind === kind)
      .map(({ type, number, count }) => ({
        type: kind === 'deleted' ? 'Bundle' : type,
        url: `${origin}/fhir/$export-file/${job.id}/${fileName({ kind, type, number })}`,
        count,
      }));
  return reply
    .header('expires', job.expires?.toUTCString() ?? '')
    .type('application/json')
    .send({
      transactionTime: job.snapshot?.toISOString(),
      request: job.url,
      requiresAccessToken: true,
      output: of('output'),
      deleted: of('deleted'),
      error: [],
    });
}

const fileName = ({ kind, type, number }: Omit<Part, 'count'>): string =>
  `${kind === 'deleted' ? 'deleted.' : ''}${type}.${number}.ndjson`;

function readFileName(name: string): Omit<Part, 'count'> | undefined {
  const [, deleted, type, number] = /^(deleted\.)?([A-Za-z]{2,60})\.(\d{1,6})\.ndjson$/.exec(name) ?? [];
  if (type === undefined || number === undefined) return undefined;
  return { kind: deleted ? 'deleted' : 'output', type, number: Number(number) };
}

interface FileAsked {
  readonly exports: Exports;
  readonly who: Awaited<ReturnType<typeof principalOf>>;
  readonly id: string;
  readonly file: string;
}

/** The file as it is kept, gzipped, to whoever takes gzip; each fetching is in the audit trail before it leaves. */
async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { exports, who, id, file }: FileAsked,
): Promise<FastifyReply> {
  const job = await exports.mine(who, id);
  const part = readFileName(file);
  if (!part) throw badRequest('This is no file of an export.', 'http.file');
  exports.mustRead(who, part.type);
  const expired = job.expires !== null && job.expires.getTime() <= Date.now();
  const bytes = job.status === 'done' && !expired ? await exports.jobs.bytes(id, part) : undefined;
  if (!bytes) throw notFound('There is no such file, or it has expired.');
  await exports.note(who, { operation: 'bulk/download', type: part.type, reason: id });
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  reply.type(NDJSON).header('cache-control', 'no-store');
  return takesGzip ? reply.header('content-encoding', 'gzip').send(bytes) : reply.send(await unzipped(bytes));
}
