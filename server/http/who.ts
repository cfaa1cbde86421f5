import type { FastifyRequest } from 'fastify';
import { FhirFailure, forbidden, unauthorized } from '#fhir/outcome.ts';
import type { Session } from '#gate/gate.ts';
import type { Principal } from '#gate/principal.ts';
import type { ServerContext } from '../context.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The header that carries the session's proof that the request comes from our own page. */
const CSRF_HEADER = 'x-medley-csrf';

/** The value of the session cookie, if the request brings one. */
export const cookieOf = ({ gate }: ServerContext, request: FastifyRequest): string | undefined =>
  request.cookies[gate.sessions.cookieName];

/** The signed-in session, locked or not. Throws 401, or 403 for a request that another site made. */
export async function sessionOf(context: ServerContext, request: FastifyRequest): Promise<Session> {
  const session = await context.gate.sessions.find(cookieOf(context, request));
  if (!session) throw unauthorized('Sign in first.');
  if (SAFE.has(request.method)) return session;
  const header = request.headers[CSRF_HEADER];
  if (!context.gate.sessions.csrfMatches(session, typeof header === 'string' ? header : undefined))
    throw forbidden('The request does not carry the proof of its session. Reload the page.');
  return session;
}

const locked = () =>
  new FhirFailure(423, {
    severity: 'error',
    code: 'login',
    message: 'The session is locked. Unlock it with the PIN.',
  });
const turned = () =>
  new FhirFailure(423, {
    severity: 'error',
    code: 'suppressed',
    message: 'The screen is turned to a patient. The PIN opens it again.',
  });

/** As `sessionOf`, and unlocked. Throws 423 while it is locked, or turned to a patient. */
export async function openSessionOf(context: ServerContext, request: FastifyRequest): Promise<Session> {
  const session = await unlockedSessionOf(context, request);
  if (session.turned !== undefined) throw turned();
  return session;
}

/** As `sessionOf`, and unlocked; it may be turned to a patient, and the caller asks `mustBeHers`. Throws 423. */
export async function unlockedSessionOf(context: ServerContext, request: FastifyRequest): Promise<Session> {
  const session = await sessionOf(context, request);
  if (session.locked) throw locked();
  return session;
}

/** While the screen is turned to a patient only hers is answered, whatever else the cookie could open. Throws 423. */
export function mustBeHers(session: Session, patient: unknown): void {
  if (session.turned !== undefined && session.turned !== patient) throw turned();
}

/** Who asks over FHIR: a machine by its token, or a person by her session. Throws 401, 403, 423. */
export async function principalOf(context: ServerContext, request: FastifyRequest): Promise<Principal> {
  const { authorization } = request.headers;
  if (authorization === undefined) return (await openSessionOf(context, request)).principal;
  const token = /^Bearer ([\w\-.~+/]+=*)$/i.exec(authorization)?.[1];
  const principal = token === undefined ? undefined : await context.gate.oauth.principalOfToken(token);
  if (!principal) throw unauthorized('The token is unknown or no longer valid. Ask for a new one.');
  return principal;
}

/** A browser says where a request comes from; one that another site made is refused whatever cookie it carries. */
export function mustBeSameOrigin({ config }: Pick<ServerContext, 'config'>, request: FastifyRequest): void {
  if (SAFE.has(request.method)) return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  const own =
    origin === undefined || origin === config.publicUrl || origin === `${request.protocol}://${request.host}`;
  if (!own || site === 'cross-site' || site === 'same-site')
    throw forbidden('The request comes from another site.');
}
