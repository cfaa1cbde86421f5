/** Codes of what a person says about herself, with the value sets they are taken from. Data. */
import { IDENTIFIER_TYPE } from '#fhir/systems.ts';
import type { Coding } from '#fhir/types.ts';

const OMB = 'urn:oid:2.16.840.1.113883.6.238';
const NULL_FLAVOR = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor';
const SNOMED = 'http://snomed.info/sct';

/** Asked, and the patient did not want to say: US Core 6.1.0 takes it as an answer of its own. */
export const DECLINED = 'ASKU';
const declined: Coding = { system: NULL_FLAVOR, code: DECLINED, display: 'Asked but declined' };

/** US Core 6.1.0, OMB Race Categories. */
export const RACES: readonly Coding[] = [
  { system: OMB, code: '1002-5', display: 'American Indian or Alaska Native' },
  { system: OMB, code: '2028-9', display: 'Asian' },
  { system: OMB, code: '2054-5', display: 'Black or African American' },
  { system: OMB, code: '2076-8', display: 'Native Hawaiian or Other Pacific Islander' },
  { system: OMB, code: '2106-3', display: 'White' },
  declined,
];

/** US Core 6.1.0, OMB Ethnicity Categories. */
export const ETHNICITIES: readonly Coding[] = [
  { system: OMB, code: '2135-2', display: 'Hispanic or Latino' },
  { system: OMB, code: '2186-5', display: 'Not Hispanic or Latino' },
  declined,
];

/** US Core 6.1.0, Gender Identity (VSAC 2.16.840.1.113762.1.4.1021.32). */
export const GENDER_IDENTITIES: readonly Coding[] = [
  { system: SNOMED, code: '446141000124107', display: 'Identifies as female gender' },
  { system: SNOMED, code: '446151000124109', display: 'Identifies as male gender' },
  { system: SNOMED, code: '407377005', display: 'Female-to-male transsexual' },
  { system: SNOMED, code: '407376001', display: 'Male-to-female transsexual' },
  { system: SNOMED, code: '446131000124102', display: 'Identifies as non-conforming gender' },
  { system: NULL_FLAVOR, code: 'OTH', display: 'Other' },
  { system: NULL_FLAVOR, code: DECLINED, display: 'Asked but declined' },
];

/** The roles in which others stand beside a patient, as RelatedPerson.relationship says them. */
export const ROLES = {
  emergency: {
    system: 'http://terminology.hl7.org/CodeSystem/v2-0131',
    code: 'C',
    display: 'Emergency Contact',
  },
  guardian: {
    system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
    code: 'GUARD',
    display: 'guardian',
  },
  guarantor: {
    system: 'http://terminology.hl7.org/CodeSystem/v3-RoleClass',
    code: 'GUAR',
    display: 'guarantor',
  },
} as const satisfies Readonly<Record<string, Coding>>;
export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];

const ROLE_CODE = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
/** What they are to the patient: v3-RoleCode, the few that a front desk hears. */
export const RELATIONS: readonly Coding[] = [
  { system: ROLE_CODE, code: 'MTH', display: 'mother' },
  { system: ROLE_CODE, code: 'FTH', display: 'father' },
  { system: ROLE_CODE, code: 'SPS', display: 'spouse' },
  { system: ROLE_CODE, code: 'DOMPART', display: 'domestic partner' },
  { system: ROLE_CODE, code: 'CHILD', display: 'child' },
  { system: ROLE_CODE, code: 'SIB', display: 'sibling' },
  { system: ROLE_CODE, code: 'GRPRN', display: 'grandparent' },
  { system: ROLE_CODE, code: 'FRND', display: 'unrelated friend' },
  { system: ROLE_CODE, code: 'ONESELF', display: 'self' },
  { system: ROLE_CODE, code: 'EXT', display: 'extended family member' },
];

export const LANGUAGES = [
  'en',
  'es',
  'zh',
  'vi',
  'tl',
  'ko',
  'ar',
  'pt',
  'ht',
  'fr',
  'ru',
  'hi',
  'so',
  'uk',
  'pl',
  'ase',
] as const;

export const INTERPRETER_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired';

/** How a Medicare number stands among a patient's identifiers. */
export const MEDICARE_TYPE: Coding = {
  system: IDENTIFIER_TYPE,
  code: 'MC',
  display: 'Patient\u2019s Medicare number',
};
