/** What saving a form confirms. Pure. */
import type { ConfirmedField } from './fields.ts';
import type { Profile, ProfileField } from './profile.ts';

/** The fields of the form that each confirmation is about. */
const ABOUT: readonly { readonly confirms: ConfirmedField; readonly of: readonly ProfileField[] }[] = [
  { confirms: 'name', of: ['given', 'family', 'suffix'] },
  { confirms: 'birth-date', of: ['birthDate'] },
  { confirms: 'address', of: ['line', 'unit', 'city', 'state', 'postalCode'] },
  { confirms: 'phone', of: ['phone'] },
];

/**
 * [R9] Typed anew and not empty is confirmed; what was emptied is confirmed no more; what was not touched stays as it
 * was.
 */
export function enteredOf(
  profile: Profile,
  changed: readonly ProfileField[],
): { confirmed: ConfirmedField[]; emptied: ConfirmedField[] } {
  const touched = ABOUT.filter(({ of }) => of.some((field) => changed.includes(field)));
  const holds = ({ of }: (typeof ABOUT)[number]) => of.some((field) => profile[field] !== '');
  return {
    confirmed: touched.filter(holds).map(({ confirms }) => confirms),
    emptied: touched.filter((one) => !holds(one)).map(({ confirms }) => confirms),
  };
}
