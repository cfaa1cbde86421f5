/**
 * A file that only its key opens and that shows any change: AES-256-GCM in pieces of 1 MiB, each under its place and
 * whether it is the last, so that nothing of a piece is used before it proved whole, and none can be cut off, swapped
 * or repeated. The key of a file follows from the backup's key, a salt of its own and its name (HKDF-SHA256).
 *
 * Layout: magic 8, kind of secret 1, salt of the secret 16, mark of the key 8, salt of the file 16; then the pieces,
 * each followed by its tag of 16.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { keyMark, SALT_BYTES, type Secret } from './key.ts';

const MAGIC = Buffer.from('MEDLEYB1');
const PIECE = 2 ** 20;
const TAG = 16;
const MARK = 8;
const HEADER = MAGIC.length + 1 + SALT_BYTES + MARK + SALT_BYTES;
const KINDS = ['file', 'passphrase'] as const;

export interface Seal {
  readonly secret: Secret;
  /** Salt of the secret: one for a whole backup folder, so that a passphrase is worked on once. */
  readonly salt: Buffer;
}

type Bytes = AsyncIterable<Buffer>;

/** Compresses, encrypts and writes `content` to `path`, and has it on the disk before it answers. Answers its bytes. */
export async function writeSealed(
  path: string,
  name: string,
  { seal, content }: { seal: Seal; content: Bytes },
): Promise<number> {
  const file = await open(path, 'w', 0o600);
  try {
    await pipeline(content, createZstdCompress(), encrypting(seal, name), (bytes: Bytes) =>
      writeAll(file, bytes),
    );
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Bytes): Promise<void> {
  for await (const piece of bytes) await file.writeFile(piece);
}

/** Decrypts `path` and hands its content over in order. Throws with a sentence when key or file are not right. */
export async function readSealed<T>(
  path: string,
  name: string,
  { secret, take }: { secret: Secret; take: (content: Bytes) => Promise<T> },
): Promise<T> {
  let taken: { value: T } | undefined;
  await pipeline(
    createReadStream(path, { highWaterMark: PIECE }),
    decrypting(secret, name),
    createZstdDecompress(),
    async (content: Bytes) => {
      taken = { value: await take(content) };
    },
  );
  if (!taken) throw new Error(`${name} could not be read.`);
  return taken.value;
}

/** A small sealed file as text. */
export const readSealedText = (path: string, name: string, secret: Secret): Promise<string> =>
  readSealed(path, name, {
    secret,
    take: async (content) => Buffer.concat(await Array.fromAsync(content)).toString('utf8'),
  });

/** Throws unless the secret is the one this file was made with. */
export async function assertOpens(path: string, name: string, secret: Secret): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER), 0, HEADER, 0);
    headerOf(buffer.subarray(0, bytesRead), name, secret);
  } finally {
    await file.close();
  }
}

function encrypting({ secret, salt }: Seal, name: string) {
  return async function* (content: Bytes): Bytes {
    const master = secret.keyFor(salt);
    const own = randomBytes(SALT_BYTES);
    const header = Buffer.concat([
      MAGIC,
      Buffer.from([KINDS.indexOf(secret.kind)]),
      salt,
      keyMark(master),
      own,
    ]);
    yield header;
    const key = fileKey(master, own, name);
    let place = 0n;
    for await (const { piece, last } of pieces(content, PIECE)) {
      const cipher = createCipheriv('aes-256-gcm', key, nonce(place, last)).setAAD(header);
      yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
      place += 1n;
    }
  };
}

function decrypting(secret: Secret, name: string) {
  return async function* (content: Bytes): Bytes {
    const { header, rest } = await splitHeader(content, name);
    const { key } = headerOf(header, name, secret);
    let place = 0n;
    for await (const { piece, last } of pieces(rest, PIECE + TAG)) {
      const plain = opened(piece, { key, header, nonce: nonce(place, last) });
      if (plain === undefined) {
        const cut = last && opened(piece, { key, header, nonce: nonce(place, false) }) !== undefined;
        throw new Error(
          cut || piece.length < TAG ? `${name} is cut short: its end is missing.` : damaged(name),
        );
      }
      yield plain;
      place += 1n;
    }
  };
}

const damaged = (name: string): string =>
  `${name} is damaged: it does not hold what was written, or its end is missing.`;

function opened(
  piece: Buffer,
  { key, header, nonce: iv }: { key: Buffer; header: Buffer; nonce: Buffer },
): Buffer | undefined {
  if (piece.length < TAG) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG }).setAAD(header);
  decipher.setAuthTag(piece.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(piece.subarray(0, -TAG)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function headerOf(header: Buffer, name: string, secret: Secret): { key: Buffer } {
  if (header.length < HEADER) throw new Error(`${name} is cut short: even its beginning is missing.`);
  if (!header.subarray(0, MAGIC.length).equals(MAGIC))
    throw new Error(`${name} is damaged, or no backup of Medley.`);
  let at = MAGIC.length;
  const take = (length: number) => {
    at += length;
    return header.subarray(at - length, at);
  };
  const kind = KINDS[take(1)[0] ?? -1];
  const salt = take(SALT_BYTES);
  const mark = take(MARK);
  const own = take(SALT_BYTES);
  if (kind === undefined) throw new Error(damaged(name));
  if (kind !== secret.kind)
    throw new Error(
      `The backup was made with ${kind === 'file' ? 'a key file' : 'a passphrase'}, not with ${secret.kind === 'file' ? 'a key file' : 'a passphrase'}.`,
    );
  const master = secret.keyFor(salt);
  if (!keyMark(master).equals(mark))
    throw new Error(
      `This ${kind === 'file' ? 'key' : 'passphrase'} does not open the backup: it was made with another one.`,
    );
  return { key: fileKey(master, own, name) };
}

const fileKey = (master: Buffer, own: Buffer, name: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, own, `medley backup ${name}`, 32));

function nonce(place: bigint, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(place);
  bytes.writeUInt8(last ? 1 : 0, 11);
  return bytes;
}

/** Pieces of exactly `size` bytes, the last one shorter or empty; it alone is marked. */
async function* pieces(content: Bytes, size: number): AsyncIterable<{ piece: Buffer; last: boolean }> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of content) {
    held.push(chunk);
    length += chunk.length;
    if (length <= size) continue;
    let whole = Buffer.concat(held);
    for (; whole.length > size; whole = whole.subarray(size))
      yield { piece: whole.subarray(0, size), last: false };
    held = [whole];
    length = whole.length;
  }
  yield { piece: Buffer.concat(held), last: true };
}

async function splitHeader(content: Bytes, name: string): Promise<{ header: Buffer; rest: Bytes }> {
  const chunks = content[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  while (first.length < HEADER) {
    const { value, done } = await chunks.next();
    if (done) throw new Error(`${name} is cut short: even its beginning is missing.`);
    first = Buffer.concat([first, value]);
  }
  const rest = async function* (): Bytes {
    yield first.subarray(HEADER);
    for (;;) {
      const { value, done } = await chunks.next();
      if (done) return;
      yield value;
    }
  };
  return { header: first.subarray(0, HEADER), rest: rest() };
}
