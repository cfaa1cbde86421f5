/** A clock that stands still until it is told to go on. */
export interface TestClock {
  now(): Date;
  pass(time: { readonly minutes?: number; readonly seconds?: number; readonly days?: number }): void;
}

export function testClock(start: string | Date): TestClock {
  let ms = new Date(start).getTime();
  return {
    now: () => new Date(ms),
    pass({ minutes = 0, seconds = 0, days = 0 }) {
      ms += ((days * 24 * 60 + minutes) * 60 + seconds) * 1000;
    },
  };
}
