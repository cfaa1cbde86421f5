import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FhirFailure } from '../outcome.ts';
import { parseSearch } from './parse.ts';
import type { SearchRequest } from './request.ts';

const ZONE = 'America/New_York';
const strict = (type: string, query: string): SearchRequest =>
  parseSearch(type, new URLSearchParams(query), { handling: 'strict', zone: ZONE });
const lenient = (type: string, query: string): SearchRequest =>
  parseSearch(type, new URLSearchParams(query), { handling: 'lenient', zone: ZONE });
const values = (type: string, query: string) => strict(type, query).filters[0]?.anyOf;
const refusal = (type: string, query: string): string => {
  try {
    strict(type, query);
    return 'accepted';
  } catch (problem) {
    expect(problem).toBeInstanceOf(FhirFailure);
    return problem instanceof FhirFailure && problem.status === 400 ? problem.message : 'not a 400';
  }
};

describe('values of a search', () => {
  test('names are compared without accents and case, exactly when asked', () => {
    expect(values('Patient', 'name=Müller')).toEqual([{ kind: 'string', text: 'muller' }]);
    expect(values('Patient', 'name:exact=Müller')).toEqual([{ kind: 'string', text: 'Müller' }]);
    expect(strict('Patient', 'name:contains=ull').filters[0]?.modifier).toBe('contains');
  });
  test('a birth month is the whole month in the clinic’s zone', () => {
    expect(values('Patient', 'birthdate=1980-02')).toEqual([
      {
        kind: 'date',
        prefix: 'eq',
        from: Date.parse('1980-02-01T05:00Z'),
        to: Date.parse('1980-03-01T05:00Z'),
      },
    ]);
    expect(values('Observation', 'date=ge2026-11-23T10:00:00-05:00')?.[0]).toMatchObject({
      prefix: 'ge',
      from: Date.parse('2026-11-23T15:00Z'),
    });
    expect(values('Observation', 'date=2026-11-23T10:00:00+01:00')?.[0]).toMatchObject({
      from: Date.parse('2026-11-23T09:00Z'),
    });
  });
  test('a number stands for the range of its precision', () => {
    const range = (text: string) => values('RiskAssessment', `probability=${text}`)?.[0];
    expect(range('100')).toMatchObject({ low: 99.5, high: 100.5 });
    expect(range('100.00')).toMatchObject({ low: 99.995, high: 100.005 });
    expect(range('1e2')).toMatchObject({ low: 50, high: 150 });
    expect(range('gt0.8')).toMatchObject({ prefix: 'gt', number: 0.8 });
  });
  test('154 lb and 100 kg are compared in the same unit', () => {
    const base = (text: string) => {
      const value = values('Observation', `value-quantity=${encodeURIComponent(text)}`)?.[0];
      return value?.kind === 'quantity' ? value.canonical : undefined;
    };
    const pounds = base('154|http://unitsofmeasure.org|[lb_av]');
    const kilograms = base('gt100||kg');
    expect(pounds?.unit).toBe(kilograms?.unit);
    expect(pounds?.number).toBeLessThan(kilograms?.number ?? 0);
    expect(base('37|http://unitsofmeasure.org|Cel')?.number).toBe(
      base('98.6|http://unitsofmeasure.org|[degF]')?.number,
    );
    expect(base('5')).toBeUndefined();
  });
  test('tokens: any system, this system, no system, any code of a system', () => {
    expect(values('Condition', 'code=I10')).toEqual([{ kind: 'token', code: 'I10' }]);
    expect(values('Condition', 'code=http://x|I10,|y,http://z|')).toEqual([
      { kind: 'token', system: 'http://x', code: 'I10' },
      { kind: 'token', system: '', code: 'y' },
      { kind: 'token', system: 'http://z' },
    ]);
    expect(values('Patient', 'gender=http://hl7.org/fhir/administrative-gender|male')).toEqual([
      { kind: 'token', code: 'male' },
    ]);
    expect(
      values('Patient', 'identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|123'),
    ).toEqual([
      { kind: 'token', system: 'http://terminology.hl7.org/CodeSystem/v2-0203', typeCode: 'MR', code: '123' },
    ]);
    expect(values('Condition', 'code:text=High Blood')).toEqual([{ kind: 'string', text: 'high blood' }]);
  });
  test('a telephone number is found however it is written', () => {
    expect(values('Patient', 'phone=%2B1 (617) 555-0199')).toEqual([
      { kind: 'token', code: '+1 (617) 555-0199' },
      { kind: 'token', code: '6175550199' },
    ]);
  });
  test('references by id, by type, by url, by identifier', () => {
    expect(values('Observation', 'patient=85')).toEqual([{ kind: 'reference', type: 'Patient', id: '85' }]);
    expect(values('Observation', 'subject=85')).toEqual([{ kind: 'reference', id: '85' }]);
    expect(values('Observation', 'subject:Patient=85')).toEqual([
      { kind: 'reference', type: 'Patient', id: '85' },
    ]);
    expect(values('Observation', 'subject=Group/1')).toEqual([{ kind: 'reference', type: 'Group', id: '1' }]);
    expect(values('Observation', 'subject=http://else/fhir/Patient/1')).toEqual([
      { kind: 'reference', url: 'http://else/fhir/Patient/1' },
    ]);
    expect(values('Observation', 'subject:identifier=http://mrn|7')).toEqual([
      { kind: 'reference', system: 'http://mrn', code: '7' },
    ]);
    const here = parseSearch('Observation', [['subject', 'http://us/fhir/Patient/1']], {
      handling: 'strict',
      zone: ZONE,
      base: 'http://us/fhir',
    });
    expect(here.filters[0]?.anyOf).toEqual([{ kind: 'reference', type: 'Patient', id: '1' }]);
  });
  test('composites are tuples', () => {
    const [value] = values('Observation', 'code-value-quantity=http://loinc.org|8480-6$gt140') ?? [];
    expect(value?.kind === 'composite' ? value.parts.map((part) => part.kind) : []).toEqual([
      'token',
      'quantity',
    ]);
  });
  test('escaped commas, bars and dollars belong to the value', () => {
    expect(values('Condition', 'code=a\\,b,c\\|d')).toEqual([
      { kind: 'token', code: 'a,b' },
      { kind: 'token', code: 'c|d' },
    ]);
  });
});

describe('the rest of a search', () => {
  test('chains, by named type or all types that have the parameter', () => {
    const named = strict('Observation', 'subject:Patient.name=muller').filters[0];
    expect(named?.chain?.types).toEqual(['Patient']);
    expect(strict('Observation', 'subject.birthdate=1980').filters[0]?.chain?.types).toEqual(['Patient']);
    const deep = strict('Observation', 'encounter.service-provider.name=clinic').filters[0];
    expect(deep?.chain?.filter.chain?.filter.param.code).toBe('name');
  });
  test('_has to any sane depth', () => {
    const { has } = strict(
      'Patient',
      '_has:Observation:patient:_has:AuditEvent:entity:action=R&_has:Observation:patient:code:not=x',
    );
    expect(has[0]?.has?.filter?.param.code).toBe('action');
    expect(has[1]?.filter?.modifier).toBe('not');
  });
  test('includes, sorting, page, total', () => {
    const request = strict(
      'Observation',
      '_include=Observation:patient&_revinclude:iterate=Provenance:target&_include=*&_sort=-date,status&_count=5&_total=accurate&_elements=code,value&_id=a,b&_id=b,c',
    );
    expect(request.include).toEqual([
      { source: 'Observation', param: 'patient', iterate: false },
      { source: 'Observation', param: '*', iterate: false },
    ]);
    expect(request.revinclude[0]).toEqual({ source: 'Provenance', param: 'target', iterate: true });
    expect(request.sort.map((key) => [key.param.code, key.descending])).toEqual([
      ['date', true],
      ['status', false],
    ]);
    expect(request).toMatchObject({ count: 5, total: 'accurate', elements: ['code', 'value'], ids: ['b'] });
    expect(strict('Patient', '_summary=count')).toMatchObject({ count: 0, total: 'accurate' });
    expect(strict('Patient', '_count=100000').count).toBe(1000);
    expect(strict('Patient', '_cursor=abc').cursor).toBe('abc');
  });
  test('an unknown parameter is refused when strict and named when lenient', () => {
    expect(refusal('Patient', 'shoesize=9')).toContain("'shoesize'");
    expect(lenient('Patient', 'shoesize=9&name=x').ignored).toEqual(['shoesize']);
  });
  test.each([
    ['Patient', 'birthdate=1980-13'],
    ['Patient', 'name:below=x'],
    ['Patient', '_count=-1'],
    ['Patient', '_sort=shoesize'],
    ['Patient', '_total=some'],
    ['Patient', 'gender.name=x'],
    ['Observation', 'patient:Group=1'],
    ['Observation', 'value-quantity=heavy'],
    ['Observation', 'code-value-quantity=8480-6'],
    ['Observation', '_include=Observation:code'],
    ['Patient', '_has:Observation:code:status=x'],
    ['Patient', 'active:missing=maybe'],
    ['Location', 'near=1|2'],
    ['Nonsense', 'a=b'],
  ])('%s?%s is refused, and the parameter named', (type, query) => {
    const message = refusal(type, query);
    expect(message).toContain(type === 'Nonsense' ? 'Nonsense' : (query.split('=')[0] ?? ''));
    expect(message).not.toContain('1980-13');
  });
  test('no query makes it throw anything but a refusal', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'name',
        'birthdate',
        'subject:Patient.name',
        '_has:Observation:patient:code',
        '_include',
        '_sort',
        'general-practitioner.name',
        '_id',
        '__proto__',
        'constructor',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string()), { maxLength: 4 }), (pairs) => {
        try {
          parseSearch('Patient', pairs, { handling: 'strict', zone: ZONE });
        } catch (problem) {
          expect(problem).toBeInstanceOf(FhirFailure);
        }
      }),
    );
  });
});
