import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../context.ts';

/** `/healthz`: the process runs. `/readyz`: the record answers, so send it work. */
export function addHealthRoutes(app: FastifyInstance, { pool }: ServerContext): void {
  app.get('/healthz', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/readyz', async (_request, reply) => {
    await pool.query('select 1');
    return reply.header('cache-control', 'no-store').send({ status: 'ready' });
  });
}
