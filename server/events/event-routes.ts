import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Session } from '#gate/gate.ts';
import type { ServerContext } from '../context.ts';
import { cookieOf, openSessionOf } from '../http/who.ts';
import type { News } from './hub.ts';

const HEARTBEAT_MS = 15_000;
/** A workstation that reads this slowly has more waiting than it can use: it is told to start anew. */
const MOST_BUFFERED = 1_000_000;

/** `GET /api/events`: server-sent events; `id` is the position of the feed and resumes by Last-Event-ID. */
export function addEventRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get('/api/events', async (request, reply) => {
    const session = await openSessionOf(context, request);
    const from = request.headers['last-event-id'];
    const stream = openStream(reply);
    const line = new Line(context, { session, cookie: cookieOf(context, request), stream });
    await line.start(typeof from === 'string' && from !== '' ? from : undefined);
    return reply;
  });
}

type Stream = FastifyReply['raw'];

function openStream(reply: FastifyReply): Stream {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    connection: 'keep-alive',
  });
  raw.write('retry: 1000\n\n');
  return raw;
}

interface Parts {
  readonly session: Session;
  readonly cookie: string | undefined;
  readonly stream: Stream;
}

/** One workstation's stream. It ends with the session, and is silent while that is locked. */
class Line {
  readonly #context: ServerContext;
  readonly #parts: Parts;
  /** Where the workstation is in the feed; it resumes from there after the lock or after a cut. */
  #position: string | undefined;
  #silent = false;

  constructor(context: ServerContext, parts: Parts) {
    this.#context = context;
    this.#parts = parts;
  }

  async start(from: string | undefined): Promise<void> {
    const { hub, store } = this.#context;
    const { session, stream } = this.#parts;
    const leave = hub.join({
      principal: session.principal,
      hear: (news, position) => void this.#hear(news, position),
    });
    const heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS);
    heartbeat.unref();
    stream.on('close', () => {
      clearInterval(heartbeat);
      leave();
      this.#context.streams.delete(stream);
    });
    this.#context.streams.add(stream);
    if (from !== undefined) return this.#catchUp(from);
    const now = await store.changesAfter(undefined, 1).catch(() => undefined);
    this.#position ??= now?.position;
  }

  async #hear(news: News, position: string | undefined): Promise<void> {
    const state = await this.#state();
    if (state === 'ended') return void this.#parts.stream.end();
    if (state === 'locked') this.#silent = true;
    else if (this.#silent) await this.#wake();
    else this.#send(news, position);
  }

  async #beat(): Promise<void> {
    const state = await this.#state();
    if (state === 'ended') return void this.#parts.stream.end();
    this.#parts.stream.write(':\n\n');
    if (state === 'open' && this.#silent) await this.#wake();
  }

  async #state(): Promise<'open' | 'locked' | 'ended'> {
    const session = await this.#context.gate.sessions
      .find(this.#parts.cookie)
      .catch(() => this.#parts.session);
    if (!session || session.id !== this.#parts.session.id) return 'ended';
    return session.locked || session.turned !== undefined ? 'locked' : 'open';
  }

  /** After the lock: what happened meanwhile, drafts included. */
  async #wake(): Promise<void> {
    this.#silent = false;
    this.#send({ changes: [], topics: [], drafts: [], reset: true }, undefined);
  }

  async #catchUp(from: string): Promise<void> {
    const { news, position } = await this.#context.hub.missed(this.#parts.session.principal, from);
    if (news.reset || news.changes.length > 0) this.#send(news, position);
    else this.#position = position;
  }

  #send(news: News, position: string | undefined): void {
    const { stream } = this.#parts;
    if (stream.writableEnded || stream.destroyed) return;
    if (stream.writableLength > MOST_BUFFERED) return void stream.destroy();
    this.#position = position ?? this.#position;
    const id = this.#position === undefined ? '' : `id: ${this.#position}\n`;
    stream.write(`${id}data: ${JSON.stringify(news)}\n\n`);
  }
}
