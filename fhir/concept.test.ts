import { describe, expect, test } from 'vitest';
import { wordsOf } from './concept.ts';
import { medicationIds, withMedications } from './medications.ts';
import type { Medication, MedicationRequest } from './types.ts';

describe('the words of a concept', () => {
  test('are its text, else the first display, else a code', () => {
    expect(wordsOf({ text: 'Sugar', coding: [{ display: 'Diabetes' }] })).toBe('Sugar');
    expect(wordsOf({ coding: [{ code: 'E11' }, { display: 'Diabetes' }] })).toBe('Diabetes');
    expect(wordsOf({ coding: [{ code: 'E11' }] })).toBe('E11');
    expect(wordsOf(undefined)).toBe('');
  });
  test('are without SNOMED’s tag of kind, and with every other bracket', () => {
    expect(wordsOf({ text: 'Hypoxemia (disorder)' })).toBe('Hypoxemia');
    expect(wordsOf({ text: 'Medication review (procedure)' })).toBe('Medication review');
    expect(wordsOf({ text: 'Td (adult) preservative free' })).toBe('Td (adult) preservative free');
    expect(wordsOf({ text: 'Vitamin B12 (low)' })).toBe('Vitamin B12 (low)');
  });
});

describe('a prescription that refers to a Medication', () => {
  const request = (more: object): MedicationRequest => ({
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/p' },
    ...more,
  });
  const medication: Medication & { id: string } = {
    resourceType: 'Medication',
    id: 'm1',
    code: { text: 'Lisinopril 10 MG Oral Tablet' },
  };
  test('is called by it, whether it stands alone, is contained, or has only a display', () => {
    const list = [
      request({ medicationReference: { reference: 'Medication/m1' } }),
      request({ medicationReference: { reference: '#in' }, contained: [{ ...medication, id: 'in' }] }),
      request({ medicationReference: { reference: 'Medication/gone', display: 'Metformin' } }),
      request({ medicationCodeableConcept: { text: 'Aspirin' } }),
    ];
    expect(medicationIds(list)).toEqual(['m1', 'gone']);
    expect(withMedications(list, [medication]).map((one) => wordsOf(one.medicationCodeableConcept))).toEqual([
      'Lisinopril 10 MG Oral Tablet',
      'Lisinopril 10 MG Oral Tablet',
      'Metformin',
      'Aspirin',
    ]);
  });
});
