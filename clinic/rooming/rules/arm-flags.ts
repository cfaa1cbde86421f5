/** Arms that must not be used for a cuff or a needle (README V21). */
import { CS } from '#fhir/medley.ts';
import type { Flag } from '#fhir/types.ts';

const ARM_FLAGS = { 'no-left-arm': 'left-arm', 'no-right-arm': 'right-arm' } as const;

/** Arm -> reason as recorded, of the patient's active Flags. */
export function barredArms(flags: readonly Flag[]): ReadonlyMap<string, string> {
  const barred = new Map<string, string>();
  for (const flag of flags) {
    if (flag.status !== 'active') continue;
    for (const coding of flag.code.coding ?? []) {
      if (coding.system !== CS.flag || !coding.code || !Object.hasOwn(ARM_FLAGS, coding.code)) continue;
      barred.set(ARM_FLAGS[coding.code as keyof typeof ARM_FLAGS], flag.code.text ?? '');
    }
  }
  return barred;
}

/** The arm to assume: the left one unless it is barred; undefined when both are. */
export function usualArm(barred: ReadonlyMap<string, string>): string | undefined {
  return ['left-arm', 'right-arm'].find((arm) => !barred.has(arm));
}
