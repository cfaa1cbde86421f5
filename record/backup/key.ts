/**
 * What opens a backup: 32 random bytes in a file of their own, or a passphrase. Neither is ever in the database or in
 * the backup; what is, tells only whether a key is the right one.
 */
import { createHmac, randomBytes, scryptSync } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';

const FIRST_WORD = 'medley-backup-key-1';
const KEY_BYTES = 32;
export const SALT_BYTES = 16;
/** OWASP's second-strongest row for scrypt: 128 MiB, a third of a second. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 } as const;
const SHORTEST_PASSPHRASE = 16;

/** Gives the key for a salt: a passphrase makes another key of each, a key file the same. */
export interface Secret {
  readonly kind: 'file' | 'passphrase';
  keyFor(salt: Buffer): Buffer;
}

/** Makes a key file that only its owner may read. Throws when the file is there already: it may open backups. */
export function makeKeyFile(path: string): void {
  try {
    writeFileSync(path, `${FIRST_WORD} ${randomBytes(KEY_BYTES).toString('base64url')}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'EEXIST')
      throw new Error(`There is a file ${path} already, and it may open backups. Nothing was changed.`);
    throw problem;
  }
  chmodSync(path, 0o600);
}

/** Reads a key file. Throws with a sentence for the terminal. */
export function secretOfFile(path: string): Secret {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Error(
      `There is no key at ${path}. Make one with "medley backup key --key ${path}" and keep a copy of it elsewhere.`,
    );
  }
  const [word, encoded = ''] = text.trim().split(' ');
  const key = Buffer.from(encoded, 'base64url');
  if (word !== FIRST_WORD || key.length !== KEY_BYTES) throw new Error(`${path} is not a key of Medley.`);
  return { kind: 'file', keyFor: () => key };
}

/** A passphrase of at least 16 characters. */
export function secretOfPassphrase(passphrase: string): Secret {
  if (passphrase.length < SHORTEST_PASSPHRASE)
    throw new Error(`A passphrase for backups has at least ${SHORTEST_PASSPHRASE} characters.`);
  const known = new Map<string, Buffer>();
  return {
    kind: 'passphrase',
    keyFor(salt) {
      const name = salt.toString('hex');
      const key = known.get(name) ?? scryptSync(passphrase.normalize('NFKC'), salt, KEY_BYTES, SCRYPT);
      known.set(name, key);
      return key;
    },
  };
}

/** Eight bytes that tell whether a key is the right one, and nothing else about it. */
export const keyMark = (key: Buffer): Buffer =>
  createHmac('sha256', key).update('medley backup key mark').digest().subarray(0, 8);
