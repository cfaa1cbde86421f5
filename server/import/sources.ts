/** The files of an import: Bundles (JSON) and NDJSON, plain or gzipped, one file or a folder of them. */
import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gunzipSync } from 'node:zlib';
import { parseExact } from '#fhir/exact-json.ts';

/** One resource of a source, before its references are resolved. */
export interface SourceEntry {
  /** Where it stands, for the report: `patients.ndjson:17` or `bundle.json#3`. */
  readonly place: string;
  readonly fullUrl?: string;
  readonly resource: unknown;
  /** `PUT Type/id` of a transaction entry names the id. */
  readonly url?: string;
}

export interface SourceFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

const READABLE = /\.(json|ndjson)(\.gz)?$/i;
/** Synthea writes the organizations and practitioners that its patients refer to into files of these names. */
const FIRST = /(hospital|practitioner)information/i;

const order = (a: string, b: string) => Number(FIRST.test(b)) - Number(FIRST.test(a)) || (a < b ? -1 : 1);

/** The readable files at `path`, those that others refer to first. Throws when there is none. */
export async function sourceFiles(path: string): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  await collect(path, await stat(path), found);
  if (found.length === 0)
    throw new Error(
      `${path} holds no .json or .ndjson file (.gz is fine). Give a FHIR Bundle, an NDJSON file or a folder of them.`,
    );
  return found;
}

async function collect(path: string, facts: Stats, found: SourceFile[]): Promise<void> {
  if (facts.isFile()) {
    found.push({ path, name: basename(path), bytes: facts.size });
    return;
  }
  const names = (await readdir(path)).sort(order);
  const folders: string[] = [];
  for (const name of names) {
    const inner = join(path, name);
    const innerFacts = await stat(inner);
    if (innerFacts.isDirectory()) folders.push(inner);
    else if (READABLE.test(name)) await collect(inner, innerFacts, found);
  }
  for (const folder of folders) await collect(folder, await stat(folder), found);
}

/** SHA-256 of the file's bytes: the same file is known again under another name. */
export async function fingerprint(file: SourceFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file.path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Told of each entry of a Bundle before the first is yielded, so that entries may refer to later ones. */
export type Announce = (entry: SourceEntry) => void;

/** Entries in file order. What is not JSON comes as an entry without resource, so that the report names its place. */
export async function* entriesOf(file: SourceFile, announce: Announce): AsyncGenerator<SourceEntry> {
  if (/\.ndjson(\.gz)?$/i.test(file.name)) yield* lines(file);
  else yield* await bundleEntries(file, announce);
}

async function* lines(file: SourceFile): AsyncGenerator<SourceEntry> {
  const raw = createReadStream(file.path);
  const input = file.name.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() !== '') yield { place: `${file.name}:${number}`, resource: parsed(line) };
  }
}

async function bundleEntries(file: SourceFile, announce: Announce): Promise<SourceEntry[]> {
  const bytes = await readFile(file.path);
  const content = parsed((file.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
  if (!isBundle(content)) return [{ place: file.name, resource: content }];
  const entries = (content.entry ?? []).map((entry, index): SourceEntry => {
    const url = entry.request?.method === 'PUT' ? entry.request.url : undefined;
    return {
      place: `${file.name}#${index}`,
      resource: entry.resource,
      ...(entry.fullUrl ? { fullUrl: entry.fullUrl } : {}),
      ...(url ? { url } : {}),
    };
  });
  for (const entry of entries) announce(entry);
  return entries;
}

interface BundleShape {
  resourceType: 'Bundle';
  entry?: { fullUrl?: string; resource?: unknown; request?: { method?: string; url?: string } }[];
}

const isBundle = (content: unknown): content is BundleShape =>
  typeof content === 'object' &&
  content !== null &&
  (content as { resourceType?: unknown }).resourceType === 'Bundle';

function parsed(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}
