/**
 * Passwords and PINs at rest: argon2id in PHC form, from Node's own crypto, on its worker threads.
 * Parameters: OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane).
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}
const CURRENT: Parameters = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG = 32;
const run = promisify(argon2);

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

interface Salted extends Parameters {
  readonly salt: Buffer;
  readonly length: number;
}
const derive = (secret: string, { salt, length, ...parameters }: Salted): Promise<Buffer> =>
  run('argon2id', { message: secret.normalize('NFKC'), nonce: salt, tagLength: length, ...parameters });

/** PHC string of a new salted hash. About 50 ms of a worker thread. */
export async function hashSecret(secret: string, parameters: Parameters = CURRENT): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(secret, { ...parameters, salt, length: TAG });
  return `$argon2id$v=19$m=${parameters.memory},t=${parameters.passes},p=${parameters.parallelism}$${base64(salt)}$${base64(tag)}`;
}

interface Parsed extends Parameters {
  readonly salt: Buffer;
  readonly tag: Buffer;
}
function parse(phc: string): Parsed | undefined {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc);
  const [, memory, passes, parallelism, salt, tag] = match ?? [];
  if (salt === undefined || tag === undefined) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Whether the secret is the one hashed; a string that is no PHC argon2id hash matches nothing. */
export async function secretMatches(phc: string, secret: string): Promise<boolean> {
  const parsed = parse(phc);
  if (!parsed) return false;
  const { tag, ...made } = parsed;
  return timingSafeEqual(await derive(secret, { ...made, length: tag.length }), tag);
}

/** Whether the hash was made with other parameters than today's and should be made anew at the next sign-in. */
export function isOutdated(phc: string): boolean {
  const parsed = parse(phc);
  return (
    parsed?.memory !== CURRENT.memory ||
    parsed.passes !== CURRENT.passes ||
    parsed.parallelism !== CURRENT.parallelism
  );
}
