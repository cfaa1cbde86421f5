/**
 * Many files as one stream of bytes: each entry a length and a JSON head, then the content in pieces that say their
 * length (a file may grow or shrink while it is read), a piece of length 0 at its end; a head of length 0 ends all.
 */
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';

export interface Entry {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly folder?: true;
}

type Bytes = AsyncIterable<Buffer>;

const int4 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const END = int4(0);
const head = (entry: Entry): Buffer => {
  const json = Buffer.from(JSON.stringify(entry));
  return Buffer.concat([int4(json.length), json]);
};

/** A folder, to be made even when it is empty. */
export async function* folderEntry(path: string): Bytes {
  yield Buffer.concat([head({ path, folder: true }), END]);
}

/** A file with this text. */
export async function* textEntry(path: string, text: string): Bytes {
  const content = Buffer.from(text);
  yield Buffer.concat([head({ path }), ...(content.length > 0 ? [int4(content.length), content] : []), END]);
}

/** A file of the disk. One that was removed meanwhile is left out: what refers to it no longer does, or is replayed. */
export async function* fileEntry(path: string, source: string): Bytes {
  const content = createReadStream(source, { highWaterMark: 2 ** 20 });
  let begun = false;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      if (!begun) yield head({ path });
      begun = true;
      yield int4(chunk.length);
      yield chunk;
    }
  } catch (problem) {
    if (!begun && (problem as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw problem;
  }
  yield begun ? END : Buffer.concat([head({ path }), END]);
}

/** What ends an archive. */
export async function* archiveEnd(): Bytes {
  yield END;
}

/**
 * Writes the entries below `into`; returns how many files. PostgreSQL has them on the disk before it replays its log.
 * Throws when the archive is cut off, or names a place outside.
 */
export async function unpack(
  content: Bytes,
  into: string,
  owner?: { uid: number; gid: number },
): Promise<number> {
  const take = taker(content);
  for (let files = 0; ; files += 1) {
    const length = (await take(4)).readUInt32BE();
    if (length === 0) return files;
    const entry = JSON.parse((await take(length)).toString('utf8')) as Entry;
    await unpackOne(entry, { path: inside(into, entry.path), take, owner });
  }
}

interface Unpacked {
  readonly path: string;
  readonly take: (length: number) => Promise<Buffer>;
  readonly owner: { uid: number; gid: number } | undefined;
}

async function unpackOne(entry: Entry, { path, take, owner }: Unpacked): Promise<void> {
  if (entry.folder) {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const folder = await open(path, 'r');
    if (owner) await folder.chown(owner.uid, owner.gid);
    await folder.close();
    await take(4);
    return;
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  try {
    for (;;) {
      const length = (await take(4)).readUInt32BE();
      if (length === 0) break;
      await file.writeFile(await take(length));
    }
    if (owner) await file.chown(owner.uid, owner.gid);
  } finally {
    await file.close();
  }
}

function inside(folder: string, path: string): string {
  if (path.startsWith('/') || normalize(path).startsWith('..'))
    throw new Error('The backup names a file outside of its folder.');
  return join(folder, path);
}

/** Takes exactly so many bytes, again and again. */
function taker(content: Bytes): (length: number) => Promise<Buffer> {
  const chunks = content[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  return async (length) => {
    while (held.length < length) {
      const { value, done } = await chunks.next();
      if (done) throw new Error('The backup is cut short: its end is missing.');
      held = held.length === 0 ? value : Buffer.concat([held, value]);
    }
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    return taken;
  };
}
