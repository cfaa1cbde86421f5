import { judgePressure } from '../rules/judge-pressure.ts';
import {
  averagePressure,
  orthostatic,
  type Repeat,
  repeatDue,
  type TimedPressure,
} from '../rules/repeat-pressure.ts';
import { useRooming } from './rooming-context.ts';

/** The blood pressures of this visit, what they amount to, and whether another is due. */
export function usePressures(): {
  readings: readonly TimedPressure[];
  /** Numbers of the readings after the first: taken, not done, or due. */
  further: readonly number[];
  repeat: Repeat | undefined;
  average: ReturnType<typeof averagePressure>;
  orthostatic: ReturnType<typeof orthostatic>;
} {
  const { page, subject } = useRooming();
  const rows = page.vitals.filter((one) => one.vital === 'blood-pressure');
  const readings = rows
    .filter((one) => one.numbers.length === 2)
    .map((one) => ({
      systolic: one.numbers[0] ?? 0,
      diastolic: one.numbers[1] ?? 0,
      at: Date.parse(one.at),
      position: one.qualifiers.position,
    }));
  const last = readings.at(-1);
  // A further reading that was not done (declined) ends the asking.
  const given = rows.some((one) => one.reading > 1 && one.refused);
  const repeat = given
    ? undefined
    : repeatDue(readings, last ? judgePressure(last, subject) : undefined, {
        age: subject.age,
        from: page.repeat,
      });
  // One list, so that a box keeps the cursor when what is due becomes what was measured.
  const further = [...new Set([...rows.map((one) => one.reading), ...(repeat ? [repeat.number] : [])])]
    .filter((reading) => reading > 1)
    .sort();
  return {
    readings,
    further,
    repeat,
    average: averagePressure(readings),
    orthostatic: orthostatic(readings),
  };
}
