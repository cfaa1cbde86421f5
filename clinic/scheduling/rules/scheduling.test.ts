import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayBounds, dayOf, timeOf } from '#fhir/clinic-day.ts';
import { clockTime } from './clock-time.ts';
import { freeTimes } from './free-times.ts';
import { lanesOf } from './lanes.ts';
import { holdsTime, instantAt, overlaps, quantaOf } from './quanta.ts';

const NEW_YORK = 'America/New_York';

describe('time', () => {
  it('[D2] two spans share a quantum whenever they share time', () => {
    const start = fc.integer({ min: 0, max: 400 }).map((five) => five * 300_000);
    const minutes = fc.integer({ min: 1, max: 24 }).map((five) => five * 5);
    fc.assert(
      fc.property(start, minutes, start, minutes, (a, long, b, short) => {
        const shared = quantaOf(a, long).some((quantum) => quantaOf(b, short).includes(quantum));
        expect(shared).toBe(
          overlaps({ start: a, end: a + long * 60_000 }, { start: b, end: b + short * 60_000 }),
        );
      }),
    );
  });
  it('[D1] back to back is no overlap', () => {
    expect(overlaps({ start: 0, end: 10 }, { start: 10, end: 20 })).toBe(false);
  });
  it('[D3] a cancelled or missed visit holds no time', () => {
    expect(holdsTime({ status: 'booked' })).toBe(true);
    for (const status of ['cancelled', 'noshow', 'entered-in-error'] as const)
      expect(holdsTime({ status })).toBe(false);
  });
  it('[D4] twenty minutes are four quanta', () => {
    expect(quantaOf(0, 20)).toEqual([0, 1, 2, 3]);
  });
  it('[D5] half past two does not exist on the night the clocks go forward', () => {
    expect(instantAt('2026-03-08', '02:30', NEW_YORK)).toBeUndefined();
    expect(instantAt('2026-03-08', '03:30', NEW_YORK)?.toISOString()).toBe('2026-03-08T07:30:00.000Z');
  });
  it('[D5] half past one comes twice in autumn and means the first', () => {
    expect(instantAt('2026-11-01', '01:30', NEW_YORK)?.toISOString()).toBe('2026-11-01T05:30:00.000Z');
  });
  it('[D5] a day with a clock change has 23 or 25 hours, and every instant belongs to one day', () => {
    const hours = (day: string) => {
      const { start, end } = dayBounds(day, NEW_YORK);
      return (Date.parse(end) - Date.parse(start)) / 3_600_000;
    };
    expect([hours('2026-03-08'), hours('2026-07-01'), hours('2026-11-01')]).toEqual([23, 24, 25]);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (at) => {
          const { start, end } = dayBounds(dayOf(at, NEW_YORK), NEW_YORK);
          expect(Date.parse(start) <= at.getTime() && at.getTime() < Date.parse(end)).toBe(true);
          expect(timeOf(at, NEW_YORK)).toMatch(/^\d\d:\d\d$/);
        },
      ),
    );
  });
});

describe('the page of the day', () => {
  const spans = fc
    .array(fc.record({ start: fc.integer({ min: 0, max: 60 }), long: fc.integer({ min: 1, max: 12 }) }), {
      maxLength: 25,
    })
    .map((all) => all.map(({ start, long }, id) => ({ id: String(id), start, end: start + long })));

  it('[D1] no two visits that share time stand on the same place', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const places = lanesOf(all);
        for (const one of all)
          for (const other of all)
            if (one.id < other.id && overlaps(one, other)) {
              expect(places.get(one.id)?.lane).not.toBe(places.get(other.id)?.lane);
              expect(places.get(one.id)?.lanes).toBe(places.get(other.id)?.lanes);
            }
      }),
    );
  });
  it('[D1] offers no time that somebody has', () => {
    const open = { start: 0, end: 100 * 60_000 };
    const inMinutes = spans.map((all) =>
      all.map(({ start, end }) => ({ start: start * 60_000, end: end * 60_000 })),
    );
    fc.assert(
      fc.property(inMinutes, (busy) => {
        for (const start of freeTimes(busy, { open, minutes: 20, most: 6 }))
          expect(busy.some((one) => overlaps(one, { start, end: start + 1_200_000 }))).toBe(false);
      }),
    );
    expect(freeTimes([], { open, minutes: 20, most: 2 })).toEqual([0, 600_000]);
  });
  it('[D4] understands times as they are typed', () => {
    const said = {
      '9': '09:00',
      '930': '09:30',
      '2': '14:00',
      '2:15': '14:15',
      '14.15': '14:15',
      '12': '12:00',
    };
    for (const [typed, time] of Object.entries(said)) expect(clockTime(typed)).toBe(time);
    expect(clockTime('2am')).toBe('02:00');
    expect(clockTime('12 a.m.')).toBe('00:00');
    expect(clockTime('06:30')).toBe('06:30');
    for (const typed of ['', '25', '9:61', '9:07', '13pm', 'noon']) expect(clockTime(typed)).toBeUndefined();
  });
});
