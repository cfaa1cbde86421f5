import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCents } from './copay.ts';
import { isMedicare, memberNumber, type Placed, placesOf, seat } from './coverage.ts';
import { HOLDS_DAYS, isAskedAlone, isDue } from './fields.ts';
import { policyOf } from './form-policy.ts';

describe('which insurance pays first', () => {
  const coverages = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }).chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          order: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
        }),
      ),
    ),
  ) as fc.Arbitrary<Placed[]>;
  it('[R20] no two active coverages share a place, whatever was recorded', () => {
    fc.assert(
      fc.property(coverages, (held) => {
        const places = [...placesOf(held).values()];
        expect(new Set(places).size).toBe(held.length);
        expect(places.every((place) => place >= 1)).toBe(true);
      }),
    );
  });
  it('[R20] a coverage gets the place that was wished, the one that had it moves, all others stay', () => {
    const wish = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
    fc.assert(
      fc.property(coverages, fc.constantFrom('a', 'e'), wish, (held, id, wished) => {
        const before = placesOf(held);
        const after = seat(held, id, wished);
        if (!held.some((one) => one.id === id) && held.length >= 3) {
          expect(after).toBeUndefined();
          return;
        }
        expect(new Set(after?.values()).size).toBe(after?.size);
        if (wished !== undefined) expect(after?.get(id)).toBe(wished);
        const moved = held.filter((one) => one.id !== id && after?.get(one.id) !== before.get(one.id));
        expect(moved.length).toBeLessThanOrEqual(1);
      }),
    );
  });
  it('[R20] a new one without a wish comes next', () => {
    expect(seat([], 'new', undefined)?.get('new')).toBe(1);
    expect(seat([{ id: 'a', order: 1 }], 'new', undefined)?.get('new')).toBe(2);
    expect(seat([{ id: 'a', order: 2 }], 'new', undefined)?.get('new')).toBe(1);
  });
  it('[R12] only original Medicare numbers are Medicare numbers; others stay as the card has them', () => {
    expect(isMedicare('Medicare', 'Part B')).toBe(true);
    expect(isMedicare('Medicare Advantage', 'HMO')).toBe(false);
    expect(isMedicare('Harbor Care', 'Medicare Advantage')).toBe(false);
    expect(memberNumber(' 1eg4-te5-mk73 ', true)).toBe('1EG4TE5MK73');
    expect(memberNumber(' ab-12 x ', false)).toBe('ab-12 x');
  });
});

describe('a copay', () => {
  it('[R21] is read in cents, with point or comma, with or without sign', () => {
    for (const [typed, cents] of [
      ['25', 2500],
      ['25.5', 2550],
      ['25,50', 2550],
      [' $25.00 ', 2500],
      ['25 $', 2500],
      ['0', 0],
      ['1,250.00', 125_000],
      ['1.250,00', 125_000],
      ['1,250', 125_000],
      ['10000', 1_000_000],
    ] as const)
      expect(readCents(typed), typed).toBe(cents);
  });
  it('[R21] what cannot be read in one way is no amount', () => {
    for (const typed of [
      'abc',
      '',
      '-5',
      '25.505.1',
      '1,25,00',
      '1,250,00',
      '25.',
      '2 5',
      '10000.01',
      '1e3',
      '٢٥',
    ])
      expect(readCents(typed), typed).toBeUndefined();
  });
  it('[R21] every amount is read back from its own writing, in English and in Spanish', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (cents) => {
        const written = (cents / 100).toFixed(2);
        expect(readCents(written)).toBe(cents);
        expect(readCents(written.replace('.', ','))).toBe(cents);
      }),
    );
  });
});

describe('a confirmation', () => {
  const now = new Date('2026-11-23T15:00:00Z');
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  it('[R9] is due when its days are over, or when there never was one', () => {
    expect(isDue('address', undefined, now)).toBe(true);
    expect(isDue('address', ago(HOLDS_DAYS.address - 1), now)).toBe(false);
    expect(isDue('address', ago(HOLDS_DAYS.address + 1), now)).toBe(true);
  });
  it('[R23] of more than a year ago, or never, is not renewed by "all unchanged"', () => {
    expect(isAskedAlone(undefined, now)).toBe(true);
    expect(isAskedAlone(ago(364), now)).toBe(false);
    expect(isAskedAlone(ago(366), now)).toBe(true);
  });
});

describe('a form', () => {
  const form = (code: string, version = '2026-02') => policyOf({ code, version, en: code });
  it('[R22] the privacy notice is recorded as the notice it is, no other form is', () => {
    const codes = (code: string) => JSON.stringify(form(code));
    expect(codes('privacy-notice')).toContain('hipaa-npp');
    for (const code of ['treatment', 'financial', 'text-messages', 'added-by-the-clinic'])
      expect(codes(code)).not.toMatch(/hipaa-npp|"npp"/);
    expect(form('treatment').scope.coding?.[0]?.code).toBe('treatment');
  });
  it('[R22] every form and version has a policy of its own', () => {
    const all = ['privacy-notice', 'treatment', 'financial', 'text-messages', 'x'].flatMap((code) => [
      form(code),
      form(code, '2027-01'),
    ]);
    expect(new Set(all.map(({ uri }) => uri)).size).toBe(10);
    expect(new Set(all.map(({ policyRule }) => JSON.stringify(policyRule))).size).toBe(10);
  });
});
