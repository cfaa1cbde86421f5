import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newId } from '#capability/new-id.ts';
import { notFound } from '#fhir/outcome.ts';
import type { ServerContext } from '../context.ts';
import { inputOf } from './input.ts';

const Token = z.object({ token: z.string().min(1).max(200) });
const Redeem = Token.extend({
  password: z.string().max(1000),
  pin: z.string().max(20).optional(),
  /** For the owner's first link only. */
  account: z
    .object({
      name: z.string().trim().min(1).max(100),
      display: z.string().trim().min(1).max(200),
      language: z.enum(['en', 'es']).default('en'),
    })
    .optional(),
});

/** One-time links: the owner's first, invitations, resets. The token travels in the body, never in a url of ours. */
export function addLinkRoutes(app: FastifyInstance, { gate }: ServerContext): void {
  app.post('/api/link', async (request, reply) => {
    const target = await gate.accounts.openLink(inputOf(Token, request.body).token);
    if (!target) throw notFound('This link was used or is too old. Ask for a new one.');
    const { purpose, account, expires } = target;
    const known = account && { name: account.name, display: account.display, language: account.language };
    return reply
      .header('cache-control', 'no-store')
      .send({ purpose, expires, ...(known ? { account: known } : {}) });
  });
  app.put('/api/link', async (request, reply) => {
    const { token, password, pin, account } = inputOf(Redeem, request.body);
    const owner = account && {
      ...account,
      roles: ['manager'] as const,
      owner: true,
      practitioner: `Practitioner/${newId()}`,
    };
    const made = await gate.accounts.redeem(token, {
      password,
      ...(pin ? { pin } : {}),
      ...(owner ? { account: owner } : {}),
    });
    if ('refused' in made) return reply.code(422).send({ facts: {}, ...made });
    return reply.send({ name: made.name });
  });
}
