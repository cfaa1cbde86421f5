import { open } from 'node:fs/promises';

/** Writes a file of the database's account; the number of its bytes. */
export async function writeContent(
  path: string,
  content: AsyncIterable<Buffer>,
  owner: { uid: number; gid: number } | undefined,
): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of content) await file.writeFile(piece);
    if (owner) await file.chown(owner.uid, owner.gid);
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}
