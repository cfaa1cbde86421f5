import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#fhir/outcome.ts';
import type { ServerContext } from '../context.ts';
import { precompress } from './precompress.ts';
import { sendFailure } from './send-failure.ts';

/** The built screens. Whatever is no file and no interface is a page of the shell, which knows its own routes. */
export async function addScreens(app: FastifyInstance, { config }: ServerContext): Promise<void> {
  const { web } = config;
  const shell = web === undefined ? undefined : join(web, 'index.html');
  if (web !== undefined && existsSync(web)) {
    // A folder that cannot be written to is served as it is.
    app.addHook('onListen', async () => void precompress(join(web, 'assets')).catch(() => undefined));
    await app.register(fastifyStatic, {
      root: web,
      preCompressed: true,
      index: false,
      wildcard: true,
      cacheControl: false,
      setHeaders: (response, path) => void response.header('cache-control', cachingOf(path)),
    });
  }
  app.get('/', (request, reply) => sendShell(request, reply, shell));
  app.setNotFoundHandler((request, reply) => sendShell(request, reply, shell));
}

/** Built files carry a hash of their content in their name and never change; the rest is asked for again. */
const cachingOf = (path: string): string =>
  /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';

const OURS = /^\/(api|fhir|oauth|assets|healthz|readyz)(\/|\?|$)/;

async function sendShell(
  request: FastifyRequest,
  reply: FastifyReply,
  shell: string | undefined,
): Promise<FastifyReply> {
  if (request.method !== 'GET' || OURS.test(request.url) || shell === undefined || !existsSync(shell))
    return sendFailure(request, reply, notFound('There is nothing at this address.'));
  return reply
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(await readFile(shell));
}
