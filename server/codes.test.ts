import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isLoinc, isSnomed } from '#fhir/check-digits.ts';

const ROOT = join(import.meta.dirname, '..');
/** Where the clinic's own codes are written by hand; what other files quote are RxNorm, DICOM and the like. */
const WRITTEN = ['clinic', 'demo', 'terminology/snomed-few', 'fhir'];

/** Every literal of this form in the product's sources, with the file that says it. Tests may be wrong on purpose. */
function literals(form: RegExp): [code: string, file: string][] {
  return WRITTEN.flatMap((folder) => {
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    return files
      .filter(
        (file) => /\.(tsx?|tsv)$/.test(file) && !/\.test\.ts$|fixtures|definitions|check-digits/.test(file),
      )
      .flatMap((file) => {
        const text = readFileSync(join(ROOT, folder, file), 'utf8');
        return [...text.matchAll(form)].map(
          ([, code = '']) => [code, join(folder, file)] as [string, string],
        );
      });
  });
}

describe('codes that are written by hand', () => {
  test('[G] every LOINC number has its check digit', () => {
    const found = literals(/['"\t](\d{3,5}-\d)(?=['"\t\n])/g);
    expect(found.length).toBeGreaterThan(90);
    expect(found.filter(([code]) => !isLoinc(code))).toEqual([]);
  });
  test('[G] every SNOMED CT identifier has its check digit', () => {
    const found = literals(/['"\t](\d{6,18})(?=['"\t\n])/g);
    expect(found.length).toBeGreaterThan(60);
    expect(found.filter(([code]) => !isSnomed(code))).toEqual([]);
  });
});
