import type { FastifyInstance } from 'fastify';

const SWEEP_MS = 50;
/** A request that takes longer than this to answer is cut. */
const LONGEST_MS = 10_000;

/** Takes no more, finishes what is being answered, and lets go of connections as they fall idle. */
export async function closeGracefully(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => app.server.closeAllConnections(), LONGEST_MS);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(cut);
  }
}
