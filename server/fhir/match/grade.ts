/** How surely two records are of one person. Pure. */

import { typingErrors } from '#clinic/registration/rules/closeness.ts';
import { dateSlips } from '#clinic/registration/rules/duplicates.ts';
import { phoneDigits } from '#clinic/registration/rules/find-keys.ts';
import { formsOf } from '#clinic/registration/rules/nicknames.ts';
import { fold } from '#fhir/fold.ts';
import type { HumanName, Patient } from '#fhir/types.ts';

/** http://hl7.org/fhir/R4/valueset-match-grade.html */
export type MatchGrade = 'certain' | 'probable' | 'possible' | 'certainly-not';
export interface Grade {
  readonly grade: MatchGrade;
  /** 0 to 1; of a better grade it is higher. */
  readonly score: number;
}

/** Of each thing that both records tell: 1 the same, between what a slip makes of it, 0 another; undefined when one is silent. */
type Agreement = number | undefined;

const SAME = 1;
const NEARLY = 0.8;
const SLIP = 0.6;
const YEAR_ONLY = 0.5;

/** Bands of the score, so that grade and score never contradict each other. */
const BANDS: Readonly<Record<Exclude<MatchGrade, 'certainly-not'>, readonly [number, number]>> = {
  certain: [0.95, 1],
  probable: [0.7, 0.94],
  possible: [0.4, 0.69],
};

/** What is asked for against what is recorded. */
export function gradeOf(asked: Patient, known: Patient): Grade {
  const family = nameAgreement(asked, known, familiesOf);
  const given = nameAgreement(asked, known, givensOf);
  const born = birthAgreement(asked.birthDate, known.birthDate);
  const gender = genderAgreement(asked, known);
  const ways = [reachAgreement(asked, known), homeAgreement(asked, known)];
  const all = {
    family,
    given,
    born,
    gender,
    backed: ways.includes(SAME),
    numbered: sharesIdentifier(asked, known),
  };
  const grade = decide(all);
  if (grade === 'certainly-not') return { grade, score: 0 };
  const told = [family, given, born, gender, ...ways].filter((one) => one !== undefined);
  const mean = told.length === 0 ? 0 : told.reduce((sum, one) => sum + one, 0) / told.length;
  const [low, high] = BANDS[grade];
  return { grade, score: Math.round((low + (high - low) * mean) * 1000) / 1000 };
}

interface Agreements {
  readonly family: Agreement;
  readonly given: Agreement;
  readonly born: Agreement;
  readonly gender: Agreement;
  /** Telephone, mail or home are the same. */
  readonly backed: boolean;
  readonly numbered: boolean;
}

/** Twins share family, birth date and home: without the given name nothing is certain. */
function decide({ family, given, born, gender, backed, numbered }: Agreements): MatchGrade {
  if (numbered) {
    const told = [family, given, born].filter((one) => one !== undefined);
    // A number typed for somebody else: the rest says so.
    if (told.length > 0 && told.every((one) => one === 0)) return 'certainly-not';
    return told.every((one) => one >= SLIP) ? 'certain' : 'possible';
  }
  const named = family === SAME && given === SAME;
  const likeNamed = (family ?? 0) >= SLIP && (given ?? 0) >= SLIP;
  if (named && born === SAME && gender !== 0) return backed ? 'certain' : 'probable';
  if (likeNamed && born === SAME) return gender !== 0 || backed ? 'probable' : 'possible';
  if (likeNamed && (born ?? 0) >= YEAR_ONLY) return backed ? 'probable' : 'possible';
  if (born === SAME && (backed || likeEither(family, given)) && given !== 0) return 'possible';
  if (likeNamed && born === undefined) return backed ? 'probable' : 'possible';
  return 'certainly-not';
}

const likeEither = (family: Agreement, given: Agreement): boolean =>
  (family ?? 0) >= SLIP || (given ?? 0) >= SLIP;

const familiesOf = ({ family }: HumanName): string[] => [family ?? ''];
const givensOf = ({ given = [] }: HumanName): string[] => [...given];

/** The best of all her names, former ones too; of several given names the first that was asked for. */
function nameAgreement(asked: Patient, known: Patient, part: (name: HumanName) => string[]): Agreement {
  const wanted = foldedParts(asked, part)[0];
  const there = foldedParts(known, part);
  if (wanted === undefined || there.length === 0) return undefined;
  return Math.max(...there.map((word) => wordAgreement(wanted, word)));
}

const foldedParts = (patient: Patient, part: (name: HumanName) => string[]): string[] =>
  (patient.name ?? []).flatMap((name) => part(name).map(fold)).filter(Boolean);

function wordAgreement(one: string, other: string): number {
  const [a, b] = [one.replaceAll(' ', ''), other.replaceAll(' ', '')];
  if (a === b) return SAME;
  if (formsOf(a).includes(b)) return NEARLY;
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? SLIP : 0;
  const most = Math.min(a.length, b.length) >= 7 ? 2 : Math.min(a.length, b.length) >= 4 ? 1 : 0;
  const errors = typingErrors(a, b, most);
  if (most > 0 && errors <= most) return errors === 1 ? NEARLY : SLIP;
  // One of two surnames.
  const [ones, others] = [one.split(' '), other.split(' ')];
  return ones.length !== others.length && ones.some((word) => word.length > 3 && others.includes(word))
    ? SLIP
    : 0;
}

function birthAgreement(asked: string | undefined, known: string | undefined): Agreement {
  if (!asked || !known) return undefined;
  if (asked === known) return SAME;
  if (asked.length < known.length ? known.startsWith(asked) : asked.startsWith(known)) return YEAR_ONLY;
  return dateSlips(asked).includes(known) ? SLIP : 0;
}

function genderAgreement({ gender: one }: Patient, { gender: other }: Patient): Agreement {
  const says = (gender: string | undefined) => gender === 'female' || gender === 'male';
  return says(one) && says(other) ? Number(one === other) : undefined;
}

const reaches = ({ telecom = [] }: Patient): string[] =>
  telecom.flatMap(({ system, value = '' }) => {
    if (system === 'email') return value.includes('@') ? [value.trim().toLowerCase()] : [];
    const digits = phoneDigits(value);
    return digits.length >= 7 ? [digits] : [];
  });

/** Numbers and addresses change, so another one says nothing. */
function reachAgreement(asked: Patient, known: Patient): Agreement {
  const there = reaches(known);
  return reaches(asked).some((one) => there.includes(one)) ? SAME : undefined;
}

const homes = ({ address = [] }: Patient): string[] =>
  address.flatMap(({ line, postalCode, city }) => {
    const street = fold(line?.[0] ?? '');
    const place = postalCode?.slice(0, 5) ?? fold(city ?? '');
    return street && place ? [`${street}|${place}`] : [];
  });

function homeAgreement(asked: Patient, known: Patient): Agreement {
  const there = homes(known);
  return homes(asked).some((one) => there.includes(one)) ? SAME : undefined;
}

const numbers = ({ identifier = [] }: Patient): string[] =>
  identifier.flatMap(({ system, value }) => (system && value ? [`${system}|${value}`] : []));

function sharesIdentifier(asked: Patient, known: Patient): boolean {
  const there = numbers(known);
  return numbers(asked).some((one) => there.includes(one));
}
