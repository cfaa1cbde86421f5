import { createReadStream } from 'node:fs';

/** The bytes of a file. */
export const fileContent = (path: string): AsyncIterable<Buffer> =>
  createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>;
