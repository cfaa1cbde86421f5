import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AUDIT_ACTIONS } from '#gate/audit/row.ts';
import { GateRefusal } from '#gate/refusal.ts';
import type { ServerContext } from '../context.ts';
import { addAccessesRoutes } from './accesses-routes.ts';
import { inputOf } from './input.ts';
import { openSessionOf } from './who.ts';

const Query = z.object({
  patient: z.string().max(64).optional(),
  account: z.string().max(100).optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  cursor: z.string().max(500).optional(),
  count: z.int().min(1).max(500).optional(),
});

/** `/api/audit`: the trail, for those who watch over it (task O02). Reading it is itself audited. */
export function addAuditRoutes(app: FastifyInstance, context: ServerContext): void {
  const { audit } = context.gate;
  app.post('/api/audit/search', async (request, reply) => {
    const { principal } = await openSessionOf(context, request);
    const given = Object.entries(inputOf(Query, request.body ?? {})).filter(
      ([, value]) => value !== undefined,
    );
    return reply
      .header('cache-control', 'no-store')
      .send(await audit.search(principal, Object.fromEntries(given)));
  });
  app.post('/api/audit/verify', async (request, reply) => {
    const { principal } = await openSessionOf(context, request);
    const act = { kind: 'view', name: 'audit/verify', task: 'O02', writes: [] } as const;
    const decision = context.gate.decide(principal, { kind: 'act', act });
    if (!decision.allow) throw new GateRefusal(decision);
    return reply.header('cache-control', 'no-store').send(await audit.verify());
  });
  addAccessesRoutes(app, context);
}
