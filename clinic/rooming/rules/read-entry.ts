/**
 * What was typed into a vital field, understood (README V1). Text in, canonical metric value out; nothing is judged here
 * but the limits that no living patient passes (V2).
 */
import { type Measured, plainNumber, type Reading, wrong } from './entry.ts';
import { readLength, readWeight } from './read-size.ts';
import { readTemperature } from './read-temperature.ts';
import { type VitalKey, vitalOf } from './vitals.ts';

/** Which unit a bare number means in this clinic. */
export interface UnitPreference {
  readonly weight: 'lb' | 'kg';
  readonly length: 'in' | 'cm';
}
export const US_UNITS: UnitPreference = { weight: 'lb', length: 'in' };
export const METRIC_UNITS: UnitPreference = { weight: 'kg', length: 'cm' };

/** Reads one vital as typed. `partial`: may still become a value; `wrong`: cannot. LMP is read by `read-date.ts`. */
export function readEntry(vital: VitalKey, typed: string, prefer: UnitPreference = US_UNITS): Reading {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/[‘’′]/g, "'")
    .replace(/[“”″]/g, '"');
  if (text === '') return { kind: 'empty' };
  return limited(vital, understood(vital, text, prefer));
}

function understood(vital: VitalKey, text: string, prefer: UnitPreference): Reading {
  switch (vital) {
    case 'blood-pressure':
      return readPressure(text);
    case 'temperature':
      return readTemperature(text);
    case 'weight':
      return readWeight(text, prefer.weight);
    case 'height':
      return readLength(text, prefer.length, 84);
    case 'head':
      return readLength(text, 'cm', 0);
    case 'waist':
      return readLength(text, prefer.length, 80);
    case 'lmp':
      return { kind: 'partial' };
    default:
      return readWhole(text, vitalOf(vital).ucum);
  }
}

const readWhole = (text: string, ucum: string): Reading => {
  const bare = text.replace(/\s*(%|\/min|bpm|\/10|l\/min)$/, '');
  const number = plainNumber(bare, 0);
  if (number === undefined) return wrong('not-a-number');
  return { kind: 'value', value: { numbers: [number], entered: [number], unit: ucum } };
};

/** `152/94`, `152 94`, `152-94` and `15294`: two digits when it begins with 4-9, three when with 1-3. */
function readPressure(text: string): Reading {
  const separated = /^(\d{1,3})\s*[/\s\-.]\s*(\d{0,3})(\s*mm\s*hg)?$/.exec(text);
  if (separated) return pressure(separated[1] ?? '', separated[2] ?? '');
  if (!/^\d+$/.test(text)) return wrong('not-a-number');
  const digits = /^[4-9]/.test(text) ? 2 : 3;
  return pressure(text.slice(0, digits), text.slice(digits));
}

function pressure(systolic: string, diastolic: string): Reading {
  const [high, low] = [Number(systolic), Number(diastolic)];
  if (diastolic === '' || diastolic.length === 1) return { kind: 'partial' };
  const value: Measured = { numbers: [high, low], entered: [high, low], unit: 'mm[Hg]' };
  if (low < 10) return { kind: 'partial' };
  return { kind: 'value', value };
}

/** V2: outside the limits of the table it is a slip. Below them it may still grow while digits are being typed. */
function limited(vital: VitalKey, reading: Reading): Reading {
  if (reading.kind !== 'value') return reading;
  for (const [index, part] of vitalOf(vital).parts.entries()) {
    const number = reading.value.numbers[index];
    if (number === undefined) return wrong('not-a-number');
    if (number > part.reject.max) return wrong('too-high', { part: part.name, limit: part.reject.max });
    if (number < part.reject.min) return wrong('too-low', { part: part.name, limit: part.reject.min });
  }
  const [systolic, diastolic] = reading.value.numbers;
  if (
    vital === 'blood-pressure' &&
    systolic !== undefined &&
    diastolic !== undefined &&
    systolic <= diastolic
  )
    return wrong('systolic-not-above-diastolic', { systolic, diastolic });
  return reading;
}

/** May this reading still turn into a value by typing on? A number that is only too low may. */
const mayGrow = (reading: Reading): boolean =>
  reading.kind === 'partial' ||
  reading.kind === 'value' ||
  (reading.kind === 'wrong' && reading.problem === 'too-low');

/**
 * V1: true when the text is a value and no further digit or decimal point could make another one, so that the cursor may
 * advance by itself. `97` in SpO2 is complete, `10` is not, `182` in weight never is (182.4).
 */
export function isComplete(vital: VitalKey, typed: string, prefer: UnitPreference = US_UNITS): boolean {
  if (readEntry(vital, typed, prefer).kind !== 'value') return false;
  if (!/\d$/.test(typed.trim())) return false;
  return !['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.'].some((next) => {
    const longer = readEntry(vital, typed.trim() + next, prefer);
    return mayGrow(longer);
  });
}
