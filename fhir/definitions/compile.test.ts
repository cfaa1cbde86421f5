import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureCompiled } from './compile.ts';
import { codeLists, profiles, searchDefinitions, structures } from './load.ts';

describe('compiled definitions', () => {
  test('are made once, and found again at once', () => {
    const folder = ensureCompiled();
    const before = statSync(join(folder, 'structures.json')).mtimeMs;
    expect(ensureCompiled()).toBe(folder);
    expect(statSync(join(folder, 'structures.json')).mtimeMs).toBe(before);
  });
  test('are small: under 2 MB of the 90', () => {
    const folder = ensureCompiled();
    const size = ['structures', 'search', 'codes', 'profiles'].reduce(
      (sum, name) => sum + statSync(join(folder, `${name}.json`)).size,
      0,
    );
    expect(size).toBeLessThan(2_000_000);
  });
  test('hold all R4 types, US Core 6.1.0 and its own search parameters', () => {
    expect(Object.keys(searchDefinitions().types).length).toBe(146);
    expect(Object.keys(profiles()).length).toBe(59);
    const own = searchDefinitions().types.Patient?.map((param) => param.code) ?? [];
    expect(own).toEqual(
      expect.arrayContaining(['race', 'ethnicity', 'gender-identity', 'birthdate', '_lastUpdated']),
    );
    expect(structures().Patient?.elements.find((element) => element.name === 'gender')?.required).toBe(
      'http://hl7.org/fhir/ValueSet/administrative-gender',
    );
  });
  test('only value sets of systems that are not here stay open', () => {
    const bound = new Set(
      Object.values(structures()).flatMap((one) => one.elements.flatMap((element) => element.required ?? [])),
    );
    const open = [...bound].filter((url) => !codeLists()[url]).sort();
    expect(open).toEqual([
      'http://hl7.org/fhir/ValueSet/characteristic-combination',
      'http://hl7.org/fhir/ValueSet/currencies',
      'http://hl7.org/fhir/ValueSet/mimetypes',
      'http://hl7.org/fhir/ValueSet/ucum-units',
      'http://loinc.org/vs/LL379-9',
    ]);
  });
});
