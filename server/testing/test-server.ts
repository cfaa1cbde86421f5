/** A whole server for a test: a database of its own, gate, rooms and HTTP without a port. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { writeClinicFacts } from '#capability/clinic-facts.ts';
import type { Room } from '#capability/room.ts';
import { theStaff } from '#capability/testing/people.ts';
import { openGate } from '#gate/open-gate.ts';
import type { Role } from '#gate/principal.ts';
import { TEST_ZONE, testDatabase } from '#record/testing/database.ts';
import { DEFAULT_CONFIG, type ServerConfig } from '../config.ts';
import { buildContext, type ServerContext } from '../context.ts';
import { buildApp, type LogSink } from '../http/app.ts';
import { closeGracefully } from '../http/close-gracefully.ts';

export type Answered = LightMyRequestResponse;
type Send = (request: InjectOptions) => Promise<Answered>;

/** Somebody signed in at a browser. */
export interface Desk {
  readonly csrf: string;
  readonly cookie: string;
  readonly send: Send;
  command(name: string, input: unknown, key?: string): Promise<Answered>;
  view(name: string, input: unknown): Promise<Answered>;
}

export interface TestServer {
  readonly app: FastifyInstance;
  readonly context: ServerContext;
  /** As nobody. */
  readonly send: Send;
  /** As a machine with the scopes, all unless said. */
  machine(scopes?: string): Promise<Send>;
  signIn(role: Role): Promise<Desk>;
  close(): Promise<void>;
}

const PASSWORD = 'seven quiet herons';
const PIN = '4917';

export async function testServer(
  options: { rooms?: readonly Room[]; config?: Partial<ServerConfig>; logTo?: LogSink; zone?: string } = {},
): Promise<TestServer> {
  const { zone = TEST_ZONE } = options;
  const database = await testDatabase({ zone });
  const { pool, store } = database;
  const gate = await openGate({ pool, store, clinic: 1, issuer: 'http://localhost/oauth', demo: true });
  const facts = { id: 1, name: 'Test Clinic', zone, state: 'MA', demo: true };
  const staff = theStaff().map((resource) => ({ kind: 'create', resource, id: resource.id }) as const);
  await store.commit({ writes: staff, statements: [writeClinicFacts(facts)], author: 'Device/medley' });
  const config = { ...DEFAULT_CONFIG, logLevel: 'silent' as const, demo: true, ...options.config };
  const context = await buildContext({ config, pool, store, gate, rooms: options.rooms ?? [] });
  const app = await buildApp(context, options.logTo);
  const send: Send = (request) => app.inject(request);
  return {
    app,
    context,
    send,
    machine: (scopes = 'system/*.cruds') => machine({ context, send }, scopes),
    signIn: (role) => signIn({ context, send }, role),
    async close() {
      for (const stream of context.streams) stream.destroy();
      await closeGracefully(app);
      await context.close();
      await gate.close();
      await database.close();
    },
  };
}

interface Parts {
  readonly context: ServerContext;
  readonly send: Send;
}

async function machine({ context, send }: Parts, scopes: string): Promise<Send> {
  const { gate } = context;
  const client = await gate.oauth.createClient(gate.system('test'), {
    name: 'test',
    scopes: scopes.split(' '),
  });
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64');
  const answer = await send({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` },
    payload: 'grant_type=client_credentials',
  });
  const authorization = `Bearer ${answer.json<{ access_token: string }>().access_token}`;
  return (request) => send({ ...request, headers: { authorization, ...request.headers } });
}

async function signIn({ context, send }: Parts, role: Role): Promise<Desk> {
  const { gate } = context;
  const name = `${role}-desk`;
  if (!(await gate.accounts.byName(name)))
    await gate.accounts.create(gate.system('test'), {
      name,
      display: `Desk of ${role}`,
      roles: [role],
      owner: role === 'manager',
      practitioner: `Practitioner/staff-${role}`,
      password: PASSWORD,
      pin: PIN,
    });
  const answer = await send({ method: 'POST', url: '/api/session', payload: { name, password: PASSWORD } });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const { csrf } = answer.json<{ csrf: string }>();
  const signed: Send = (request) =>
    send({ ...request, headers: { cookie, 'x-medley-csrf': csrf, ...request.headers } });
  return {
    cookie,
    csrf,
    send: signed,
    command: (command, input, key = randomUUID()) =>
      signed({ method: 'POST', url: `/api/command/${command}`, payload: { key, input } }),
    view: (view, input) => signed({ method: 'POST', url: `/api/view/${view}`, payload: { input } }),
  };
}

export const TEST_PIN = PIN;
