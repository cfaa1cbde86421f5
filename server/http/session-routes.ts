import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { unauthorized } from '#fhir/outcome.ts';
import type { Session, SessionCookie } from '#gate/gate.ts';
import type { ServerContext } from '../context.ts';
import { homeOf } from '../homes.ts';
import { inputOf } from './input.ts';
import { cookieOf, mustBeHers, openSessionOf, sessionOf, unlockedSessionOf } from './who.ts';

const SignIn = z.object({ name: z.string().min(1).max(200), password: z.string().min(1).max(1000) });
const Pin = z.object({ pin: z.string().min(1).max(200) });
const Turn = z.object({ patient: z.string().min(1).max(64) });
const Language = z.object({ language: z.enum(['en', 'es']) });
const NewPassword = z.object({ current: z.string().max(1000), next: z.string().max(1000) });
const NewPin = z.object({ password: z.string().max(1000), pin: z.string().max(20) });

const setCookie = (reply: FastifyReply, { name, value, options }: SessionCookie) =>
  reply.setCookie(name, value, options);
const isSecure = (request: FastifyRequest) => request.protocol === 'https';

/** `/api/session`: sign in and out, lock and unlock, language, own secrets. */
export function addSessionRoutes(app: FastifyInstance, context: ServerContext): void {
  const { sessions } = context.gate;
  app.get('/api/session', async (request, reply) => {
    const session = await sessionOf(context, request);
    return reply.header('cache-control', 'no-store').send(await described(context, session));
  });
  app.post('/api/session', async (request, reply) => signIn(context, request, reply));
  app.delete('/api/session', async (request, reply) => {
    await sessions.signOut(await sessionOf(context, request));
    setCookie(reply, sessions.expiredCookie(isSecure(request)));
    return reply.code(204).send();
  });
  app.post('/api/session/lock', async (request, reply) => {
    await sessions.lock(await sessionOf(context, request));
    return reply.code(204).send();
  });
  app.post('/api/session/turn', async (request, reply) => {
    const session = await unlockedSessionOf(context, request);
    const { patient } = inputOf(Turn, request.body);
    mustBeHers(session, patient);
    await sessions.turn(session, patient);
    return reply.code(204).send();
  });
  app.post('/api/session/unlock', async (request, reply) => unlock(context, request, reply));
  app.post('/api/session/touch', async (request, reply) => {
    sessions.touch(await unlockedSessionOf(context, request));
    return reply.code(204).send();
  });
  app.put('/api/session/language', async (request, reply) => {
    const { language } = inputOf(Language, request.body);
    await sessions.setLanguage(await openSessionOf(context, request), language);
    return reply.code(204).send();
  });
  addSecretRoutes(app, context);
}

function addSecretRoutes(app: FastifyInstance, context: ServerContext): void {
  const { accounts } = context.gate;
  app.put('/api/session/password', async (request, reply) => {
    const { principal } = await openSessionOf(context, request);
    const { current, next } = inputOf(NewPassword, request.body);
    const changed = await accounts.changePassword(principal, current, next);
    return 'refused' in changed ? reply.code(422).send({ facts: {}, ...changed }) : reply.code(204).send();
  });
  app.put('/api/session/pin', async (request, reply) => {
    const { principal } = await openSessionOf(context, request);
    const { password, pin } = inputOf(NewPin, request.body);
    const changed = await accounts.changePin(principal, password, pin);
    return 'refused' in changed ? reply.code(422).send({ facts: {}, ...changed }) : reply.code(204).send();
  });
}

/** What the workstation is told of its session, and where the feed is: it listens from there on and misses nothing. */
const described = async ({ facts, store }: ServerContext, session: Session) => {
  const { position } = await store.changesAfter(undefined, 1);
  const { display, roles, owner, reference } = session.principal;
  const { name, zone, state, demo } = facts.current();
  return {
    who: { display, roles, owner, reference },
    csrf: session.csrf,
    locked: session.locked,
    idleSeconds: session.idleSeconds,
    hasPin: session.hasPin,
    language: session.language,
    clinic: { name, zone, state, demo },
    home: facts.isSetUp() ? homeOf(roles) : '/set-up',
    position,
  };
};

async function signIn(
  context: ServerContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const credentials = inputOf(SignIn, request.body);
  const workstation = String(request.headers['x-medley-workstation'] ?? 'browser').slice(0, 100);
  const from = { address: request.ip, workstation, secure: isSecure(request) };
  const answer = await context.gate.sessions.signIn(credentials, from);
  if (answer.ok) {
    setCookie(reply, answer.cookie);
    return reply.header('cache-control', 'no-store').send(await described(context, answer.session));
  }
  if (answer.refused === 'throttled')
    return reply
      .code(429)
      .header('retry-after', String(answer.retryAfterSeconds))
      .send({ refused: 'throttled', at: '', facts: { seconds: answer.retryAfterSeconds } });
  return reply.code(422).send({ refused: 'sign-in-failed', at: 'password', facts: {} });
}

/** A locked session proves itself by its cookie and the PIN; its page may have been reloaded, so no csrf is asked. */
async function unlock(
  context: ServerContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { pin } = inputOf(Pin, request.body);
  const cookie = cookieOf(context, request);
  if (cookie === undefined) throw unauthorized('Sign in first.');
  const answer = await context.gate.sessions.unlock(cookie, pin);
  if (answer.ok)
    return reply.header('cache-control', 'no-store').send(await described(context, answer.session));
  if (answer.refused === 'signed-out') throw unauthorized('The session has ended. Sign in again.');
  return reply.code(422).send({ refused: 'wrong-pin', at: 'pin', facts: { left: answer.triesLeft } });
}
