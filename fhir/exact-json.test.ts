import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact, stringifyExact } from './exact-json.ts';

const again = (text: string): string => stringifyExact(parseExact(text) as object);

describe('decimals as they were written', () => {
  it.each([
    '{"resourceType":"Observation","valueQuantity":{"value":2.50}}',
    '{"resourceType":"Observation","valueQuantity":{"value":1.0E-2},"component":[{"valueQuantity":{"value":37.0}}]}',
    '{"resourceType":"Observation","valueQuantity":{"value":0.1234567890123456789}}',
    '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation","valueQuantity":{"value":100.00}}}]}',
  ])('%s', (text) => expect(again(text)).toBe(text));
  it.each(['8192.000000010096', '0.0000001', '123456789012345678', '-0', '0.00', '1e400'])(
    '%s alone',
    (number) => {
      const text = `{"resourceType":"Observation","valueQuantity":{"value":${number}}}`;
      expect(again(text)).toBe(text);
    },
  );
  it('are numbers to whoever reckons with them', () => {
    const { valueQuantity } = parseExact('{"resourceType":"Observation","valueQuantity":{"value":2.50}}') as {
      valueQuantity: { value: number };
    };
    expect(valueQuantity.value * 2).toBe(5);
    expect(Object.keys(valueQuantity)).toEqual(['value']);
  });
  it('are gone when the number is another one', () => {
    const read = parseExact('{"resourceType":"Observation","valueQuantity":{"value":2.50,"unit":"kg"}}') as {
      valueQuantity: { value: number };
    };
    expect(stringifyExact({ ...read, valueQuantity: { ...read.valueQuantity, value: 3 } })).toBe(
      '{"resourceType":"Observation","valueQuantity":{"value":3,"unit":"kg"}}',
    );
    expect(stringifyExact({ ...read, valueQuantity: { ...read.valueQuantity, unit: 'g' } })).toBe(
      '{"resourceType":"Observation","valueQuantity":{"value":2.50,"unit":"g"}}',
    );
  });
  it('whatever else is in the text comes back as JSON has it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = JSON.stringify({ ...value, resourceType: 'Basic' });
        expect(JSON.parse(again(text))).toEqual(JSON.parse(text));
      }),
    );
  });
  it('any number in any spelling comes back as it was spelled', () => {
    const spelled = fc
      .tuple(
        fc.boolean(),
        fc.nat(99_999),
        fc.stringMatching(/^\d{1,20}$/),
        fc.option(fc.integer({ min: -30, max: 30 })),
      )
      .map(
        ([minus, whole, rest, power]) =>
          `${minus ? '-' : ''}${whole}.${rest}${power === null ? '' : `e${power}`}`,
      );
    fc.assert(
      fc.property(spelled, (number) => {
        const text = `{"resourceType":"Observation","valueQuantity":{"value":${number}}}`;
        expect(again(text)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});
