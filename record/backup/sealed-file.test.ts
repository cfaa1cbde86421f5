import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { makeKeyFile, secretOfFile, secretOfPassphrase } from './key.ts';
import { readSealed, writeSealed } from './sealed-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'medley-sealed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keyAt = (name: string) => {
  makeKeyFile(join(folder, name));
  return secretOfFile(join(folder, name));
};
const secret = keyAt('key');
const seal = { secret, salt: randomBytes(16) };
const path = join(folder, 'sealed');

async function* given(...chunks: Buffer[]): AsyncIterable<Buffer> {
  yield* chunks;
}
const write = (...chunks: Buffer[]) => writeSealed(path, 'base/one', { seal, content: given(...chunks) });
const read = (name = 'base/one', by = secret) =>
  readSealed(path, name, {
    secret: by,
    take: async (content) => Buffer.concat(await Array.fromAsync(content)),
  });

describe('a sealed file', () => {
  it('gives back what was written, of any length, and shows none of it', async () => {
    for (const length of [0, 1, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20]) {
      const content = randomBytes(length);
      await write(content.subarray(0, 10), content.subarray(10));
      expect((await read()).equals(content)).toBe(true);
    }
    await write(Buffer.from('Maria Lopez'));
    expect(readFileSync(path).includes('Maria')).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('shows a flipped bit anywhere', async () => {
    await write(randomBytes(1.5 * 2 ** 20));
    const whole = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const bent = Buffer.from(whole);
        bent.writeUInt8(bent.readUInt8(at) ^ (1 << bit), at);
        writeFileSync(path, bent);
        await expect(read()).rejects.toThrow(/damaged|cut short|made with/);
      }),
      { numRuns: 60 },
    );
  });

  it('shows that its end is missing, wherever it was cut', async () => {
    await write(randomBytes(2.5 * 2 ** 20));
    const whole = readFileSync(path);
    const between = 49 + 2 * (2 ** 20 + 16);
    for (const length of [0, 10, 49, 60, between, between - 1, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, length));
      await expect(read(), String(length)).rejects.toThrow(/cut short|end is missing/);
    }
  });

  it('is refused under another key, another kind of secret, and another name', async () => {
    await write(randomBytes(100));
    await expect(read('base/one', keyAt('other'))).rejects.toThrow('This key does not open the backup');
    await expect(read('base/one', secretOfPassphrase('correct horse battery'))).rejects.toThrow(
      'made with a key file',
    );
    await expect(read('base/two')).rejects.toThrow('base/two is damaged');
  });

  it('opens by a passphrase, and by no other', async () => {
    const sealed = { secret: secretOfPassphrase('correct horse battery'), salt: randomBytes(16) };
    await writeSealed(path, 'base/one', { seal: sealed, content: given(Buffer.from('x')) });
    expect((await read('base/one', secretOfPassphrase('correct horse battery'))).toString()).toBe('x');
    await expect(read('base/one', secretOfPassphrase('wrong horse battery'))).rejects.toThrow(
      'This passphrase',
    );
    expect(() => secretOfPassphrase('short')).toThrow('at least 16');
  });
});

describe('a key file', () => {
  it('is its owner’s alone, and never written over', () => {
    expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
    expect(() => makeKeyFile(join(folder, 'key'))).toThrow('Nothing was changed');
    expect(() => secretOfFile(join(folder, 'none'))).toThrow('medley backup key');
    writeFileSync(join(folder, 'noise'), 'noise');
    expect(() => secretOfFile(join(folder, 'noise'))).toThrow('not a key of Medley');
  });
});
