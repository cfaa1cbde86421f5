import type { CommandContext } from '#capability/command.ts';
import { ageOn } from '#fhir/age.ts';
import { isMbi } from '#fhir/check-digits.ts';
import { displayName } from '#fhir/names.ts';
import { idOf } from '#fhir/reference.ts';
import { MBI } from '#fhir/systems.ts';
import type { Patient, Provenance, Stored } from '#fhir/types.ts';
import { dateSlips, duplicatesOf, slipsOf } from '../rules/duplicates.ts';
import { PHONE_FIELDS, type Profile, type ProfileField } from '../rules/profile.ts';
import type { PERSON_REFUSALS } from './create-patient.contract.ts';
import { e164 } from './person-resource.ts';

type Code = (typeof PERSON_REFUSALS)[number];
/** A command that may say no in these words, and maybe in others of its own. */
type Context = Omit<CommandContext, 'refuse'>;
type Refusing = Parameters<CommandContext<Code>['refuse']>;

const OLDEST_YEARS = 120;
const MAY_OVERRIDE = ['lead-ma', 'manager', 'provider', 'nurse'] as const;

interface Saving {
  readonly profile: Profile;
  /** Only what was typed is checked: what was imported is not the doing of who saves now. */
  readonly changed: readonly ProfileField[];
  readonly today: string;
  /** Who is being changed: she is nobody's duplicate. */
  readonly self?: string;
  /** Why this is somebody else. */
  readonly sure?: string | undefined;
}

/** What the form itself shows to be wrong, and where. */
export function wrongIn({ profile, changed, today }: Saving): Refusing | undefined {
  if (changed.includes('birthDate')) {
    if (profile.birthDate > today) return ['born-in-future', 'birthDate'];
    if ((ageOn(profile.birthDate, today)?.years ?? 0) > OLDEST_YEARS) return ['too-old', 'birthDate'];
  }
  for (const field of PHONE_FIELDS)
    if (changed.includes(field) && profile[field] && !e164(profile[field]))
      return ['phone-unreadable', field];
  if (changed.includes('mbi') && profile.mbi && !isMbi(profile.mbi)) return ['medicare-number-wrong', 'mbi'];
  return undefined;
}

/** Who may be this person already, in the order of how sure that is. */
interface Suspect {
  readonly code: 'same-medicare-number' | 'looks-like' | 'similar-name';
  readonly at: ProfileField;
  readonly patients: readonly Stored<Patient>[];
}

async function suspectOf(context: Context, saving: Saving): Promise<Suspect | undefined> {
  const { profile, changed, self } = saving;
  const others = (patients: readonly Stored<Patient>[]) => patients.filter(({ id }) => id !== self);
  const identity = changed.some((field) => ['given', 'family', 'birthDate', 'phone'].includes(field));
  const slips = identity ? dateSlips(profile.birthDate).join(',') : '';
  const [medicare, born, nearly] = await Promise.all([
    changed.includes('mbi') && profile.mbi ? withMedicareNumber(context, profile.mbi) : [],
    identity ? context.find('Patient', { birthdate: profile.birthDate, _count: '1000' }) : [],
    slips ? context.find('Patient', { birthdate: slips, _count: '1000' }) : [],
  ]);
  const suspects: Suspect[] = [
    { code: 'same-medicare-number', at: 'mbi', patients: others(medicare) },
    { code: 'looks-like', at: 'family', patients: others(duplicatesOf(profile, born)) },
    { code: 'similar-name', at: 'birthDate', patients: others(slipsOf(profile, nearly)) },
  ];
  return suspects.find(({ patients }) => patients.length > 0);
}

/** By her own identifier, or by the number of an insurance. */
async function withMedicareNumber(context: Context, mbi: string): Promise<Stored<Patient>[]> {
  const [own, coverages] = await Promise.all([
    context.find('Patient', { identifier: `${MBI}|${mbi}`, _count: '10' }),
    context.find('Coverage', { identifier: mbi, _count: '10' }),
  ]);
  const insured = coverages.flatMap(({ beneficiary }) => idOf(beneficiary, 'Patient') ?? []);
  return [...own, ...(await context.readMany('Patient', insured))];
}

export type Checked =
  | { readonly refused: Refusing }
  /** Who was taken for her, when somebody said why she is another. */
  | { readonly refused?: never; readonly notThese: readonly Stored<Patient>[] };

/** [R5] Nobody is here twice: stops what looks like somebody, unless it is said why it is not, by whoever may say so. */
export async function checkPerson(context: Context, saving: Saving): Promise<Checked> {
  const wrong = wrongIn(saving);
  if (wrong) return { refused: wrong };
  const suspect = await suspectOf(context, saving);
  const [first] = suspect?.patients ?? [];
  if (!suspect || !first) return { notThese: [] };
  if (!saving.sure) {
    const facts = { name: displayName(first.name), patient: first.id, count: suspect.patients.length };
    return { refused: [suspect.code, suspect.at, facts] };
  }
  if (suspect.code !== 'similar-name' && !MAY_OVERRIDE.some((role) => context.who.roles.includes(role)))
    return { refused: ['only-leads-override', 'sure'] };
  return { notThese: suspect.patients };
}

/** [R5] Why this is somebody else, in the record for good: who said so, and of whom. */
export function saidDifferent(
  context: Context,
  of: { patient: string; notThese: readonly Stored<Patient>[]; sure: string | undefined },
): Provenance[] {
  if (of.notThese.length === 0 || !of.sure) return [];
  return [
    {
      resourceType: 'Provenance',
      target: [{ reference: `Patient/${of.patient}` }],
      recorded: context.now.toISOString(),
      activity: { text: 'Possible duplicate judged to be another person' },
      reason: [{ text: of.sure }],
      agent: [{ who: { reference: context.who.reference, display: context.who.display } }],
      entity: of.notThese.map(({ id }) => ({ role: 'source', what: { reference: `Patient/${id}` } })),
    },
  ];
}
