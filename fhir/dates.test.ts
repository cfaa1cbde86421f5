import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateRange, daysInMonth, localDay } from './dates.ts';

const NEW_YORK = 'America/New_York';
const at = (text: string) => Date.parse(text);

describe('what a FHIR date names', () => {
  test('a year, a month and a day span their whole length in the clinic’s zone', () => {
    expect(dateRange('1980', 'UTC')).toEqual({ from: at('1980-01-01T00:00Z'), to: at('1981-01-01T00:00Z') });
    expect(dateRange('1980-02', NEW_YORK)).toEqual({
      from: at('1980-02-01T05:00Z'),
      to: at('1980-03-01T05:00Z'),
    });
    expect(dateRange('2026-11-23', NEW_YORK)).toEqual({
      from: at('2026-11-23T05:00Z'),
      to: at('2026-11-24T05:00Z'),
    });
  });
  test('the day the clocks go back has 25 hours, the day they go forward 23', () => {
    const hours = (day: string) => {
      const range = dateRange(day, NEW_YORK);
      return range ? (range.to - range.from) / 3_600_000 : undefined;
    };
    expect(hours('2026-11-01')).toBe(25);
    expect(hours('2026-03-08')).toBe(23);
  });
  test('a time with an offset needs no zone, and spans its precision', () => {
    expect(dateRange('2026-11-23T10:15-05:00', NEW_YORK)).toEqual({
      from: at('2026-11-23T15:15Z'),
      to: at('2026-11-23T15:16Z'),
    });
    expect(dateRange('2026-11-23T10:15:30Z', NEW_YORK)).toEqual({
      from: at('2026-11-23T10:15:30Z'),
      to: at('2026-11-23T10:15:31Z'),
    });
    expect(dateRange('2026-11-23T10:15:30.250Z', 'UTC')).toEqual({
      from: at('2026-11-23T10:15:30.250Z'),
      to: at('2026-11-23T10:15:30.251Z'),
    });
  });
  test('a time without an offset is the clinic’s wall clock', () => {
    expect(dateRange('2026-07-01T09:00', NEW_YORK)?.from).toBe(at('2026-07-01T13:00Z'));
  });
  test.each([
    '2026-13-23',
    '2026-02-30',
    '2025-02-29',
    '2026-00-01',
    '2026-11-23T24:00:00Z',
    '2026-11-23T10:61:00Z',
    '0000',
    '26-11-23',
    'tomorrow',
    '',
    '2026-1-1',
    '2026-11-23 10:00',
  ])('%s is no date', (text) => expect(dateRange(text, 'UTC')).toBeUndefined());
  test('29 February exists in leap years only', () => {
    expect(dateRange('2024-02-29', 'UTC')).toBeDefined();
    expect(daysInMonth(1900, 2)).toBe(28);
    expect(daysInMonth(2000, 2)).toBe(29);
  });
  test('any day in any zone ends where the next begins', () => {
    const zones = fc.constantFrom(
      'UTC',
      NEW_YORK,
      'America/Los_Angeles',
      'Pacific/Honolulu',
      'Asia/Kolkata',
      'Africa/Cairo',
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-02'), max: new Date('2100-01-01'), noInvalidDate: true }),
        zones,
        (date, zone) => {
          const day = date.toISOString().slice(0, 10);
          const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
          expect(dateRange(day, zone)?.to).toBe(dateRange(next, zone)?.from);
          expect(localDay(dateRange(day, zone)?.from ?? 0, zone)).toBe(day);
        },
      ),
    );
  });
  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void dateRange(text, NEW_YORK)));
  });
});
