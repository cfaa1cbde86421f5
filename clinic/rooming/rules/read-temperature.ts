import { convert } from '#fhir/units.ts';
import { plainNumber, type Reading, wrong } from './entry.ts';

const CELSIUS = { min: 30, max: 43.5 };
/** 30-43.5 °C in Fahrenheit; the two ranges do not meet, so a bare number has one meaning. */
const FAHRENHEIT = { min: 86, max: 110.3 };
const within = (limits: { min: number; max: number }, number: number) =>
  number >= limits.min && number <= limits.max;

/** `98.6`, `986` and `98.6F` are Fahrenheit, `37` and `37.0 C` Celsius (README V1). */
export function readTemperature(text: string): Reading {
  const match = /^(\d{1,4}(?:\.\d?)?)\s*°?\s*([fc])?$/.exec(text);
  if (!match) return wrong('not-a-number');
  const number = implied(match[1] ?? '');
  if (number === undefined) return wrong('not-a-number');
  if (match[2]) return stated(number, match[2] === 'f' ? 'f' : 'c');
  if (within(CELSIUS, number)) return inCelsius(number);
  if (within(FAHRENHEIT, number)) return inFahrenheit(number);
  if (number < CELSIUS.min) return wrong('too-low', { limit: CELSIUS.min });
  if (number > FAHRENHEIT.max) return wrong('too-high', { limit: FAHRENHEIT.max });
  // 44-85 is neither; two digits may still become 86.0-… only by a third digit, which `implied` reads.
  return number === Math.floor(number)
    ? wrong('too-low', { limit: FAHRENHEIT.min })
    : wrong('unit-impossible');
}

/** `986` is 98.6 and `1013` is 101.3: three or four digits can be nothing else. */
function implied(text: string): number | undefined {
  const plain = plainNumber(text, 1);
  if (plain === undefined) return undefined;
  const bare = /^\d{3,4}$/.test(text) && !within(FAHRENHEIT, plain);
  return bare ? plain / 10 : plain;
}

function stated(number: number, unit: 'f' | 'c'): Reading {
  if (unit === 'f') {
    if (within(FAHRENHEIT, number)) return inFahrenheit(number);
    return within(CELSIUS, number)
      ? wrong('unit-impossible', { unit: 'F' }, `${number} C`)
      : wrong('unit-impossible', { unit: 'F' });
  }
  if (within(CELSIUS, number)) return inCelsius(number);
  return within(FAHRENHEIT, number)
    ? wrong('unit-impossible', { unit: 'C' }, `${number} F`)
    : wrong('unit-impossible', { unit: 'C' });
}

const inCelsius = (number: number): Reading => ({
  kind: 'value',
  value: { numbers: [number], entered: [number], unit: 'Cel' },
});
const inFahrenheit = (number: number): Reading => ({
  kind: 'value',
  value: { numbers: [convert(number, '[degF]', 'Cel') ?? Number.NaN], entered: [number], unit: '[degF]' },
});
