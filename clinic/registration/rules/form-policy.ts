/** What each form is in the record: never two forms under one policy. Data with its source, and the rule that reads it. */
import { CS, MEDLEY } from '#fhir/medley.ts';
import { LOINC } from '#fhir/systems.ts';
import type { CodeableConcept, Coding } from '#fhir/types.ts';

const SCOPE = 'http://terminology.hl7.org/CodeSystem/consentscope';
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/consentcategorycodes';
const POLICY = 'http://terminology.hl7.org/CodeSystem/consentpolicycodes';

/** The acknowledgement of the privacy notice: no agreement, but the good-faith effort of 45 CFR 164.520(c)(2)(ii). */
export const PRIVACY_NOTICE = 'privacy-notice';

interface Identity {
  readonly scope: Coding;
  readonly category: Coding;
  /** The policy's public code, where it has one. */
  readonly policy?: Coding;
}

const own = (code: string): Coding => ({ system: CS.consent, code });
const DOCUMENT: Coding = { system: LOINC, code: '59284-0', display: 'Consent Document' };

/** Codes of consentscope, consentcategorycodes and consentpolicycodes, R4 4.0.1. Forms the clinic adds are scoped by their own code. */
const IDENTITIES: Readonly<Record<string, Identity>> = {
  [PRIVACY_NOTICE]: {
    scope: { system: SCOPE, code: 'patient-privacy', display: 'Privacy Consent' },
    category: { system: CATEGORY, code: 'npp', display: 'Notice of Privacy Practices' },
    policy: { system: POLICY, code: 'hipaa-npp', display: 'HIPAA Notice of Privacy Practices' },
  },
  treatment: { scope: { system: SCOPE, code: 'treatment', display: 'Treatment' }, category: DOCUMENT },
};

export interface Form {
  readonly code: string;
  readonly version: string;
  readonly en: string;
}

export interface FormPolicy {
  readonly scope: CodeableConcept;
  readonly category: CodeableConcept[];
  readonly policyRule: CodeableConcept;
  /** The wording itself: one address for each form and version. */
  readonly uri: string;
}

/** [R22] Scope, category, policy and address of a form in its version. */
export function policyOf({ code, version, en }: Form): FormPolicy {
  const known = IDENTITIES[code];
  const form = { ...own(code), version };
  return {
    scope: { coding: [known?.scope ?? own(code)], ...(known ? {} : { text: en }) },
    category: [{ coding: [known?.category ?? DOCUMENT] }, { coding: [form], text: en }],
    policyRule: {
      coding: [...(known?.policy ? [known.policy] : []), form],
      text: `${en}, version ${version}`,
    },
    uri: `${MEDLEY}form/${code}/${encodeURIComponent(version)}`,
  };
}

/** Years below which somebody else signs. Most states; where a minor may consent alone, the clinic's counsel adds the form. */
export const SIGNS_ALONE_FROM = 18;

/** Who may sign for a patient; codes of v3-RoleCode, of v2-0131 for anybody else. */
export const SIGNERS = {
  parent: { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'PRN', display: 'parent' },
  guardian: {
    system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
    code: 'GUARD',
    display: 'guardian',
  },
  attorney: {
    system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
    code: 'HPOWATT',
    display: 'healthcare power of attorney',
  },
  other: { system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: 'O', display: 'Other' },
} as const satisfies Readonly<Record<string, Coding>>;
export type SignerKind = keyof typeof SIGNERS;
export const SIGNER_KINDS = [
  'parent',
  'guardian',
  'attorney',
  'other',
] as const satisfies readonly SignerKind[];
