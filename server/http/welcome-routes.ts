import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../context.ts';
import { openSessionOf } from './who.ts';

/**
 * `/api/welcome`: what the sign-in page may show to anybody: the clinic's name and, in a demo only, who can sign in.
 * `/api/sessions`: where the person is signed in, and ending all of that.
 */
export function addWelcomeRoutes(app: FastifyInstance, context: ServerContext): void {
  const { sessions } = context.gate;
  app.get('/api/welcome', async (_request, reply) => {
    const { name, demo } = context.facts.current();
    const accounts = demo && context.config.demo ? await demoAccounts() : undefined;
    return reply
      .header('cache-control', 'no-store')
      .send({ clinic: { name, demo }, ...(accounts ? { accounts } : {}) });
  });
  app.get('/api/sessions', async (request, reply) => {
    const session = await openSessionOf(context, request);
    const all = await sessions.list(session.principal.account);
    return reply
      .header('cache-control', 'no-store')
      .send({ sessions: all.map((one) => ({ ...one, here: one.id === session.id })) });
  });
  app.delete('/api/sessions', async (request, reply) => {
    const { principal } = await openSessionOf(context, request);
    return reply.send({ ended: await sessions.signOutEverywhere(principal, principal.account) });
  });
}

/** The invented people of the demo that are shown; loaded only where there is a demo. */
async function demoAccounts() {
  const { DEMO_PASSWORD, DEMO_PEOPLE } = await import('#demo/people.ts');
  return DEMO_PEOPLE.filter(({ shown }) => shown).map(({ account, given, family, prefix, role }) => ({
    name: account,
    display: [prefix, given, family].filter(Boolean).join(' '),
    roles: [role],
    password: DEMO_PASSWORD,
  }));
}
