import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Patient } from '#fhir/types.ts';
import { gradeOf } from './grade.ts';

const rosa: Patient = {
  resourceType: 'Patient',
  name: [{ family: 'Delgado', given: ['Rosa'] }],
  gender: 'female',
  birthDate: '1972-03-12',
  telecom: [{ system: 'phone', value: '+1 413-555-0134' }],
  address: [{ line: ['12 Elm Street'], postalCode: '01040' }],
  identifier: [{ system: 'urn:mrn', value: '100' }],
};
const asked = (change: Partial<Patient>): Patient => ({
  resourceType: 'Patient',
  ...(rosa.name ? { name: rosa.name } : {}),
  birthDate: '1972-03-12',
  ...change,
});
const named = (family: string, ...given: string[]) => asked({ name: [{ family, given }] });
const grade = (one: Patient, other: Patient = rosa) => gradeOf(one, other).grade;

describe('a match', () => {
  it('is certain by name, birth date and something more, or by a number that the rest does not gainsay', () => {
    expect(grade(asked({ telecom: [{ system: 'phone', value: '(413) 555-0134' }] }))).toBe('certain');
    expect(grade(asked({ address: [{ line: ['12 elm street'], postalCode: '01040-1234' }] }))).toBe(
      'certain',
    );
    expect(grade({ resourceType: 'Patient', identifier: rosa.identifier ?? [] })).toBe('certain');
    const number = { identifier: rosa.identifier ?? [] };
    expect(grade({ ...named('Delgato', 'Rosa'), ...number })).toBe('certain');
    expect(grade({ ...named('Wu', 'Ben'), ...number })).toBe('possible');
    expect(grade({ ...named('Wu', 'Ben'), ...number, birthDate: '1990-01-01' })).toBe('certainly-not');
  });

  it('is probable by name and birth date, also with a slip or an accent', () => {
    expect(grade(asked({}))).toBe('probable');
    expect(grade(named('DELGADO', 'Rósa', 'María'))).toBe('probable');
    expect(grade(named('Delgato', 'Rosa'))).toBe('probable');
    expect(grade(named('Delgado Ruiz', 'Rosa'))).toBe('probable');
    expect(grade(asked({ birthDate: '1972-03-21', telecom: rosa.telecom ?? [] }))).toBe('probable');
  });

  it('is possible when one thing is a slip and nothing backs it', () => {
    expect(grade(asked({ birthDate: '1972-03-21' }))).toBe('possible');
    expect(grade(asked({ birthDate: '1972' }))).toBe('possible');
    const { birthDate: _, ...ageless } = asked({});
    expect(grade(ageless)).toBe('possible');
  });

  it('is never more than possible for a twin, and none for another person', () => {
    expect(grade({ ...named('Delgado', 'Lucia'), address: rosa.address ?? [] })).toBe('certainly-not');
    expect(grade({ ...named('Delgado', 'R'), gender: 'male' })).toBe('possible');
    expect(grade(named('Wu', 'Ben'))).toBe('certainly-not');
    expect(grade(asked({ birthDate: '1985-07-01' }))).toBe('certainly-not');
    expect(grade({ resourceType: 'Patient', gender: 'female' })).toBe('certainly-not');
  });

  it('has a score of 0 to 1 that is higher for every better grade', () => {
    const order = ['certainly-not', 'possible', 'probable', 'certain'];
    const person = fc.record({
      family: fc.constantFrom('Delgado', 'Delgato', 'Wu', ''),
      given: fc.constantFrom('Rosa', 'Rose', 'Ben', 'R'),
      birthDate: fc.constantFrom('1972-03-12', '1972-03-21', '1990-01-01', '1972'),
      phone: fc.constantFrom('413-555-0134', '212-555-0000', ''),
      number: fc.constantFrom('100', '200', ''),
      gender: fc.constantFrom('female' as const, 'male' as const, 'unknown' as const),
    });
    const patientOf = ({
      family,
      given,
      birthDate,
      phone,
      number,
      gender,
    }: typeof person extends fc.Arbitrary<infer P> ? P : never): Patient => ({
      resourceType: 'Patient',
      name: [{ family, given: [given] }],
      birthDate,
      gender,
      telecom: [{ system: 'phone', value: phone }],
      identifier: [{ system: 'urn:mrn', value: number }],
    });
    fc.assert(
      fc.property(person, person, (one, other) => {
        const [a, b] = [gradeOf(patientOf(one), rosa), gradeOf(patientOf(other), rosa)];
        expect(a.score).toBeGreaterThanOrEqual(0);
        expect(a.score).toBeLessThanOrEqual(1);
        if (order.indexOf(a.grade) > order.indexOf(b.grade)) expect(a.score).toBeGreaterThan(b.score);
      }),
    );
  });
});
