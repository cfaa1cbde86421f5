/** Fields that are confirmed at check-in, and when they are due again. Data and pure rules. */
import { EXT } from '#fhir/medley.ts';
import type { Patient } from '#fhir/types.ts';

export const CONFIRMED = ['name', 'birth-date', 'address', 'phone', 'coverage'] as const;
export type ConfirmedField = (typeof CONFIRMED)[number];

/** [R9] Days for which a confirmation holds; identity is stated anew at each visit. Clinic habit (DOMAIN D1, verifiedOn). */
export const HOLDS_DAYS: Readonly<Record<ConfirmedField, number>> = {
  name: 0,
  'birth-date': 0,
  address: 180,
  phone: 180,
  coverage: 30,
};

/** [R23] What nobody has confirmed for so many days, or ever, is asked by itself; "all unchanged" passes it by. Clinic habit. */
export const TOGETHER_DAYS = 365;

const DAY_MS = 86_400_000;

/** [R9] Is a field to be confirmed again? */
export const isDue = (field: ConfirmedField, on: string | undefined, now: Date): boolean =>
  !on || now.getTime() - Date.parse(on) > HOLDS_DAYS[field] * DAY_MS;

/** [R23] Has it been so long, or forever, that it is asked by itself? */
export const isAskedAlone = (on: string | undefined, now: Date): boolean =>
  !on || now.getTime() - Date.parse(on) > TOGETHER_DAYS * DAY_MS;

export interface Confirmation {
  readonly on: string;
  readonly by: string;
}

/** The newest confirmation of each field. */
export function confirmations(patient: Patient): ReadonlyMap<string, Confirmation> {
  const found = new Map<string, Confirmation>();
  for (const extension of patient.extension ?? []) {
    if (extension.url !== EXT.verified) continue;
    const part = (url: string) => extension.extension?.find((one) => one.url === url);
    const field = part('field')?.valueCode;
    const on = part('on')?.valueDateTime;
    const before = field ? found.get(field) : undefined;
    if (field && on && (!before || before.on < on))
      found.set(field, { on, by: part('by')?.valueReference?.display ?? '' });
  }
  return found;
}

/** The patient with these fields confirmed now; earlier confirmations of the same field make way (the versions keep them). */
export function confirm<P extends Patient>(
  patient: P,
  fields: readonly ConfirmedField[],
  stamp: { at: string; by: { reference: string; display: string } },
): P {
  if (fields.length === 0) return patient;
  const others = (patient.extension ?? []).filter(
    (extension) =>
      extension.url !== EXT.verified ||
      !fields.some((field) =>
        extension.extension?.some(({ url, valueCode }) => url === 'field' && valueCode === field),
      ),
  );
  const fresh = fields.map((field) => ({
    url: EXT.verified,
    extension: [
      { url: 'field', valueCode: field },
      { url: 'on', valueDateTime: stamp.at },
      { url: 'by', valueReference: stamp.by },
    ],
  }));
  return { ...patient, extension: [...others, ...fresh] };
}

/** The patient without what was confirmed of these fields: they were emptied, and nobody confirmed nothing. */
export function withoutConfirmation<P extends Patient>(patient: P, fields: readonly ConfirmedField[]): P {
  if (fields.length === 0) return patient;
  const { extension: confirmed } = confirm(patient, fields, { at: '', by: { reference: '', display: '' } });
  const extension = (confirmed ?? []).slice(0, -fields.length);
  const { extension: _, ...bare } = patient;
  return (extension.length > 0 ? { ...bare, extension } : bare) as P;
}
