import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../context.ts';

/** `/oauth/*`: handed on as it came, unread, to the gate's OAuth server. */
export async function addOauthRoutes(app: FastifyInstance, { gate }: ServerContext): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all('/oauth/*', (request, reply) => {
      reply.hijack();
      gate.oauth.handle(request.raw, reply.raw);
    });
  });
}
