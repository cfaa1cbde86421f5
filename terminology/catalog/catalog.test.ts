import { describe, expect, it } from 'vitest';
import { CVX, ICD10CM, MVX, RXNORM, SNOMED } from '#fhir/systems.ts';
import { codeSet, codeSetUrls } from './load-code-sets.ts';
import { codeSystem, codeSystemUrls } from './load-code-systems.ts';

const GENDER = 'http://hl7.org/fhir/administrative-gender';

describe('the catalog of code systems', () => {
  it('has what a clinic writes and what FHIR binds', async () => {
    expect(codeSystemUrls()).toEqual(expect.arrayContaining([ICD10CM, RXNORM, CVX, MVX, SNOMED, GENDER]));
    expect((await codeSystem(ICD10CM))?.find('E11.9')?.display).toBe(
      'Type 2 diabetes mellitus without complications',
    );
    expect((await codeSystem(ICD10CM))?.find('E11')).toMatchObject({ abstract: true });
    expect((await codeSystem(RXNORM))?.find('7980')?.display.toLowerCase()).toContain('penicillin');
    expect((await codeSystem(CVX))?.find('01')).toMatchObject({ display: 'DTP', inactive: true });
    expect((await codeSystem(MVX))?.find('AB')?.display).toBe('Abbott Laboratories');
    expect((await codeSystem(SNOMED))?.find('716186003')?.display).toBe('No known allergy');
    expect((await codeSystem(GENDER))?.find('female')?.display).toBe('Female');
    expect(await codeSystem('http://loinc.org')).toBeUndefined();
    expect(await codeSystem('constructor')).toBeUndefined();
  });

  it('finds every code of a system that it lists, each once', async () => {
    for (const url of codeSystemUrls()) {
      const system = await codeSystem(url);
      const all = system?.page(0, system.size) ?? [];
      expect(all.length).toBe(system?.size);
      expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
      for (const { code, display } of all.slice(0, 200)) {
        expect(display).not.toBe('');
        expect(system?.find(code)?.code).toBe(code);
      }
    }
  });
});

describe('the catalog of value sets', () => {
  it('has sets of what a clinic picks from, and all of a system', async () => {
    const diagnoses = await codeSet('https://medley.clinic/fhir/ValueSet/diagnoses');
    expect(diagnoses?.find(ICD10CM, 'E11.9')).toBeDefined();
    expect(diagnoses?.find(ICD10CM, 'E11')).toBeUndefined();
    expect(diagnoses?.search('diabetes type 2', 5)[0]?.code).toBe('E11.9');
    const all = await codeSet(`${ICD10CM}?fhir_vs`);
    expect(all?.size).toBe(97_584);
    expect(diagnoses?.size).toBeLessThan(all?.size ?? 0);
    expect((await codeSet('https://medley.clinic/fhir/ValueSet/vaccines'))?.find(CVX, '01')).toBeUndefined();
    expect(await codeSet('http://loinc.org?fhir_vs')).toBeUndefined();
    expect(await codeSet('https://example.org/ValueSet/x')).toBeUndefined();
  });

  it('writes out every set it names', async () => {
    for (const url of codeSetUrls()) {
      const set = await codeSet(url);
      const page = set?.page(0, 50) ?? [];
      expect(page.length).toBe(Math.min(50, set?.size ?? 0));
      for (const { system, code } of page) expect(set?.find(system, code)?.code).toBe(code);
    }
  });
});
