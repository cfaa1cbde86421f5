import { once } from 'node:events';
import { createServer } from 'node:net';

/** Throws EADDRINUSE (or what else forbids it) before minutes are spent on what could not be reached. */
export async function mustBeFree({ host, port }: { host: string; port: number }): Promise<void> {
  const probe = createServer();
  probe.listen(port, host);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}
