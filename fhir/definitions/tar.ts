import { gunzipSync } from 'node:zlib';

/** The JSON files of an npm-style package of FHIR definitions (gzipped ustar), by file name. */
export function packagedJson(gzipped: Uint8Array, wanted: (name: string) => boolean): Map<string, unknown> {
  const bytes = gunzipSync(gzipped);
  const files = new Map<string, unknown>();
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const field = (from: number, length: number) =>
      bytes.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12).trim(), 8) || 0;
    const name = field(0, 100).replace(/^package\//, '');
    if (name.endsWith('.json') && wanted(name))
      files.set(name, JSON.parse(bytes.toString('utf8', at + 512, at + 512 + size)));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
