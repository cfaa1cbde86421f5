import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Temporal } from '#fhir/temporal.ts';
import { dayToBook, followUpWindow, INTERVAL_UNITS } from './follow-up.ts';
import { longDate, SUMMARY_WORDS, type SummaryFacts, summaryLanguage, summarySections } from './summary.ts';

const facts: SummaryFacts = {
  clinic: { name: 'Harbor Street', phone: '617-555-0142', address: '' },
  patient: { name: 'Rosa Delgado', birthDate: '1972-03-12', mrn: '004511' },
  date: '2026-11-23',
  provider: 'Dr. Chen',
  signed: true,
  reasons: ['cough'],
  vitals: [{ code: '85354-9', label: 'BP', text: '128/82', unit: 'mmHg' }],
  diagnoses: ['Acute bronchitis'],
  medications: [],
  allergies: [],
  allergyState: 'not-asked',
  orders: [],
  instructions: 'Rest\n\nDrink fluids',
  followUp: { start: '2026-12-05', end: '2026-12-09', reason: 'cough' },
  next: null,
};

describe('follow-up', () => {
  it('[K1] a time is looked for on the day itself, the Monday after when that is a weekend', () => {
    expect(dayToBook({ start: '2026-12-05', end: '2026-12-09' })).toBe('2026-12-07');
    expect(dayToBook({ start: '2026-12-10', end: '2026-12-14' })).toBe('2026-12-14');
    expect(dayToBook({ start: '2026-12-11', end: '2026-12-15' })).toBe('2026-12-14');
  });
  it('[K1] two weeks from today is due on the day, give or take two', () => {
    expect(followUpWindow('2026-11-23', { count: 2, unit: 'week' })).toEqual({
      due: '2026-12-07',
      start: '2026-12-05',
      end: '2026-12-09',
    });
  });
  it('[K1] one month after 31 January is the end of February', () => {
    expect(followUpWindow('2027-01-31', { count: 1, unit: 'month' }).due).toBe('2027-02-28');
  });
  it('[K1] the window holds the due day and never starts today or before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(...INTERVAL_UNITS),
        fc.integer({ min: 0, max: 20_000 }),
        (count, unit, offset) => {
          const today = Temporal.PlainDate.from('2000-01-01').add({ days: offset }).toString();
          const { due, start, end } = followUpWindow(today, { count, unit });
          expect(start > today && start <= due && due < end).toBe(true);
        },
      ),
    );
  });
});

describe('after-visit summary', () => {
  it("[K2] speaks the patient's language, and says when it cannot", () => {
    expect(summaryLanguage('es-MX')).toEqual({ language: 'es', fellBack: false });
    expect(summaryLanguage('hi')).toEqual({ language: 'en', fellBack: true });
    expect(summaryLanguage(undefined)).toEqual({ language: 'en', fellBack: false });
  });
  it('[K5] says what was measured, found and asked, and leaves out what is empty', () => {
    const sections = summarySections(facts, 'es');
    expect(sections.map(({ title }) => title)).not.toContain(SUMMARY_WORDS.es.orders);
    expect(sections.find(({ title }) => title === SUMMARY_WORDS.es.vitals)?.lines).toEqual([
      'Presión arterial: 128/82 mmHg',
    ]);
    expect(sections.find(({ title }) => title === SUMMARY_WORDS.es.instructions)?.lines).toEqual([
      'Rest',
      'Drink fluids',
    ]);
  });
  it('[K5] allergies nobody asked about are said to be not reviewed, never "none"', () => {
    const lines = summarySections(facts, 'en').find(({ title }) => title === 'Allergies')?.lines;
    expect(lines).toEqual(['Not reviewed yet. Please tell us about any allergies.']);
  });
  it('[K2] the next appointment is said in the language of the paper', () => {
    const next = {
      date: '2026-12-07',
      start: '2026-12-07T19:30:00Z',
      zone: 'America/New_York',
      provider: 'Emily Chen',
    };
    const line = (language: 'en' | 'es') =>
      summarySections({ ...facts, next }, language)
        .find(({ title }) => title === SUMMARY_WORDS[language].next)
        ?.lines[0]?.replace(/\s/g, ' ');
    expect(line('en')).toBe('December 7, 2026, 2:30 PM · Emily Chen');
    expect(line('es')).toMatch(/^7 de diciembre de 2026, 2:30 p\. ?m\. · Emily Chen$/);
  });
  it('both languages have the same words', () => {
    expect(Object.keys(SUMMARY_WORDS.es)).toEqual(Object.keys(SUMMARY_WORDS.en));
    expect(Object.keys(SUMMARY_WORDS.es.vital)).toEqual(Object.keys(SUMMARY_WORDS.en.vital));
    expect(longDate('2026-11-23', 'es')).toBe('23 de noviembre de 2026');
  });
});
