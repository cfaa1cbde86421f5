import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/**
 * One Medley at a time on a data directory. The lock is a listening socket: the kernel closes it when its process dies,
 * however it dies, so a lock is never stale and no process id is mistaken for another.
 */
export async function lockData(sockets: string): Promise<() => void> {
  const path = join(sockets, 'medley.lock');
  if (await isHeld(path)) throw new Error('Another Medley is running on this data directory. Stop it first.');
  rmSync(path, { force: true });
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  server.unref();
  return () => void server.close();
}

function isHeld(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
