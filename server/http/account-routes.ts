import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newId } from '#capability/new-id.ts';
import { notFound } from '#fhir/outcome.ts';
import { type Principal, ROLES } from '#gate/principal.ts';
import { GateRefusal } from '#gate/refusal.ts';
import type { ServerContext } from '../context.ts';
import { inputOf } from './input.ts';
import { openSessionOf } from './who.ts';

const Made = z.object({
  name: z.string().trim().min(1).max(100),
  display: z.string().trim().min(1).max(200),
  roles: z.array(z.enum(ROLES)).max(ROLES.length),
  owner: z.boolean().default(false),
  /** `Practitioner/…`; one of a new id when the person is not in the record yet. */
  practitioner: z
    .string()
    .regex(/^Practitioner\/[A-Za-z0-9\-.]{1,64}$/)
    .optional(),
  language: z.enum(['en', 'es']).default('en'),
});
const Changed = Made.omit({ name: true }).partial().extend({ disabled: z.boolean().optional() });
const Link = z.object({ purpose: z.enum(['invitation', 'reset']) });
interface OfAccount {
  Params: { id: string };
}

/** `/api/accounts`: who may sign in here. For owners and managers (task O01); every change is audited by the gate. */
export function addAccountRoutes(app: FastifyInstance, context: ServerContext): void {
  const { accounts, sessions } = context.gate;
  const manager = (request: FastifyRequest) => mayManage(context, request);
  app.get('/api/accounts', async (request, reply) => {
    await manager(request);
    return reply.header('cache-control', 'no-store').send({ accounts: await accounts.list() });
  });
  app.post('/api/accounts', async (request, reply) => {
    const by = await manager(request);
    const { practitioner = `Practitioner/${newId()}`, ...account } = inputOf(Made, request.body);
    const made = await accounts.create(by, { ...account, practitioner });
    return 'refused' in made ? reply.code(422).send({ facts: {}, ...made }) : reply.code(201).send(made);
  });
  app.put<OfAccount>('/api/accounts/:id', async (request, reply) => {
    const by = await manager(request);
    const given = Object.entries(inputOf(Changed, request.body)).filter(([, value]) => value !== undefined);
    const changed = await accounts.change(by, request.params.id, Object.fromEntries(given));
    return 'refused' in changed ? reply.code(422).send({ facts: {}, ...changed }) : reply.send(changed);
  });
  app.post<OfAccount>('/api/accounts/:id/link', async (request, reply) => {
    const by = await manager(request);
    const { purpose } = inputOf(Link, request.body);
    if (!(await accounts.find(request.params.id))) throw notFound('There is no such account.');
    const token = await accounts.link(by, purpose, request.params.id);
    return reply.header('cache-control', 'no-store').code(201).send({ token });
  });
  app.delete<OfAccount>('/api/accounts/:id/sessions', async (request, reply) => {
    const by = await manager(request);
    return reply.send({ ended: await sessions.signOutEverywhere(by, request.params.id) });
  });
}

async function mayManage(context: ServerContext, request: FastifyRequest): Promise<Principal> {
  const session = await openSessionOf(context, request);
  const act = { kind: 'command', name: 'accounts/manage', task: 'O01', writes: [] } as const;
  const decision = context.gate.decide(session.principal, { kind: 'act', act });
  if (!decision.allow) throw new GateRefusal(decision);
  context.gate.sessions.touch(session);
  return session.principal;
}
