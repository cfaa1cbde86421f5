import { type ClinicUnit, inches as inchesOf, pounds as poundsOf, toCanonical } from '#fhir/units.ts';
import { plainNumber, type Reading, wrong } from './entry.ts';

const OZ_PER_LB = 16;

const reading = (entered: number, unit: ClinicUnit): Reading => ({
  kind: 'value',
  value: { numbers: [toCanonical(entered, unit)?.value ?? Number.NaN], entered: [entered], unit },
});

/** `182`, `182 lb`, `82.5kg`, `5 lb 3 oz`, `5lb3`, `3200 g`: pounds or kilograms by the clinic's preference when bare. */
export function readWeight(text: string, bare: 'lb' | 'kg'): Reading {
  const match =
    /^(\d{1,5}(?:\.\d{0,3})?)\s*(k|kg|kgs|kilos?|g|gr|l|lb|lbs|#|oz|o)?\.?\s*(?:(\d{1,2}(?:\.\d?)?)\s*(o|oz)?)?$/.exec(
      text,
    );
  const number = match ? plainNumber(match[1] ?? '', 3) : undefined;
  if (!match || number === undefined) return wrong('not-a-number');
  const unit = match[2] ?? bare;
  const ounces = match[3] === undefined ? 0 : Number(match[3]);
  if (match[3] !== undefined && ((!unit.startsWith('l') && unit !== '#') || match[2] === undefined))
    return wrong('not-a-number');
  if (ounces >= OZ_PER_LB) return wrong('too-high', { part: 'oz', limit: 15.9 });
  if (unit.startsWith('k')) return reading(number, 'kg');
  if (unit.startsWith('g')) return reading(number, 'g');
  if (unit.startsWith('o')) return reading(number, '[oz_av]');
  return reading(poundsOf(number, ounces), '[lb_av]');
}

/**
 * `5'10`, `5'10.5"`, `5 10`, `5ft 10in`, `70in`, `70"`, `178`, `178 cm`, `1.78 m`. A bare number above `maxInches` is
 * always centimetres; up to it the clinic's preference holds.
 */
export function readLength(text: string, bare: 'in' | 'cm', maxInches: number): Reading {
  const feet =
    /^([1-8])\s*(?:'|f|ft|feet|pies|\s)\s*(?:(\d{1,2}(?:\.\d{0,2})?)\s*(?:"|''|i|in|inches)?)?$/.exec(text);
  if (feet) {
    const inches = feet[2] === undefined ? 0 : Number(feet[2]);
    if (inches >= 12) return wrong('too-high', { part: 'in', limit: 11.9 });
    return reading(inchesOf(Number(feet[1]), inches), '[in_i]');
  }
  const match = /^(\d{1,3}(?:\.\d{0,2})?)\s*("|i|in|inches|c|cm|m)?$/.exec(text);
  const number = match ? plainNumber(match[1] ?? '', 2) : undefined;
  if (!match || number === undefined) return wrong('not-a-number');
  const unit = match[2] ?? (bare === 'in' && number <= maxInches ? 'in' : 'cm');
  if (unit === 'm') return reading(number, 'm');
  if (unit.startsWith('c')) return reading(number, 'cm');
  return reading(number, '[in_i]');
}
