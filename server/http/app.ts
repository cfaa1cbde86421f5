import cookie from '@fastify/cookie';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { newId } from '#capability/new-id.ts';
import { addBulkRoutes } from '../bulk/bulk-routes.ts';
import type { ServerContext } from '../context.ts';
import { addEventRoutes } from '../events/event-routes.ts';
import { addAccountRoutes } from './account-routes.ts';
import { addActRoutes } from './act-routes.ts';
import { addAuditRoutes } from './audit-routes.ts';
import { addDraftRoutes } from './draft-routes.ts';
import { addFhirRoutes } from './fhir-routes.ts';
import { addFileRoutes } from './file-routes.ts';
import { addHealthRoutes } from './health-routes.ts';
import { addLinkRoutes } from './link-routes.ts';
import { addOauthRoutes } from './oauth-routes.ts';
import { readJson } from './read-json.ts';
import { addScreens } from './screens.ts';
import { addSecurityHeaders } from './security.ts';
import { sendFailure } from './send-failure.ts';
import { addSessionRoutes } from './session-routes.ts';
import { addWelcomeRoutes } from './welcome-routes.ts';
import { mustBeSameOrigin } from './who.ts';

const BODY_LIMIT = 10 * 1024 * 1024;

/** Takes lines of the log, e.g. in a test; standard output when there is none. */
export interface LogSink {
  write(line: string): void;
}

/** The whole HTTP side of a server on its context. Not yet listening. */
export async function buildApp(context: ServerContext, logTo?: LogSink): Promise<FastifyInstance> {
  const { config } = context;
  const app: FastifyInstance = Fastify({
    logger: {
      level: config.logLevel,
      serializers: { req: quiet, res: quiet },
      ...(logTo ? { stream: logTo } : {}),
    },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    // The id is in each line we write; a logger of its own for each request is the dearest part of a read.
    childLoggerFactory: (logger) => logger,
    bodyLimit: BODY_LIMIT,
    trustProxy: config.trustProxy,
    // What is being answered is finished; `closeGracefully` sees to the rest.
    forceCloseConnections: 'idle',
    // A request that dribbles in is cut.
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void sendFailure(request, reply, error),
  });
  await addSecurityHeaders(app, { secure: config.publicUrl?.startsWith('https:') ?? false });
  await app.register(cookie);
  addParsers(app);
  app.setErrorHandler((error, request, reply) => sendFailure(request, reply, error));
  app.addHook('onRequest', async (request) => mustBeSameOrigin(context, request));
  app.addHook('onResponse', async (request, reply) => logAnswer(request, reply));
  addHealthRoutes(app, context);
  addSessionRoutes(app, context);
  addLinkRoutes(app, context);
  addWelcomeRoutes(app, context);
  addActRoutes(app, context);
  addDraftRoutes(app, context);
  addAccountRoutes(app, context);
  addAuditRoutes(app, context);
  addFileRoutes(app, context);
  addEventRoutes(app, context);
  addBulkRoutes(app, context);
  addFhirRoutes(app, context);
  await addOauthRoutes(app, context);
  await addScreens(app, context);
  return app;
}

/** Nothing of a request but its id, and the pattern of its route, is ever logged: urls name patients. */
const quiet = () => ({});

function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode, elapsedTime } = reply;
  const line = {
    id: request.id,
    route: request.routeOptions.url,
    method: request.method,
    status: statusCode,
    ms: Math.round(elapsedTime),
  };
  if (statusCode >= 500) request.log.warn(line);
  else request.log.info(line);
}

function addParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const json = async (_request: FastifyRequest, body: string) => (body === '' ? undefined : readJson(body));
  app.addContentTypeParser(
    ['application/json', 'application/fhir+json', 'text/json'],
    { parseAs: 'string' },
    json,
  );
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => new URLSearchParams(body),
  );
}
