import type { RawValueSet } from './json-of.ts';

/**
 * Small value sets that US Core 6.1.0 names by their address at the US Value Set Authority Center and whose content its
 * package leaves out. Codes: OMB categories of race and ethnicity (CDC Race & Ethnicity code system, public domain), HL7
 * administrative gender and null flavors (HL7 terminology, CC0).
 */
const VSAC = 'http://cts.nlm.nih.gov/fhir/ValueSet/';
const CDC_RACE_ETHNICITY = 'urn:oid:2.16.840.1.113883.6.238';
const NULL_FLAVOR = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor';
const GENDER = 'http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender';

const set = (oid: string, system: string, codes: readonly string[]): RawValueSet => ({
  resourceType: 'ValueSet',
  url: `${VSAC}${oid}`,
  compose: { include: [{ system, concept: codes.map((code) => ({ code })) }] },
});

export const VSAC_SETS: readonly RawValueSet[] = [
  set('2.16.840.1.114222.4.11.836', CDC_RACE_ETHNICITY, ['1002-5', '2028-9', '2054-5', '2076-8', '2106-3']),
  set('2.16.840.1.114222.4.11.837', CDC_RACE_ETHNICITY, ['2135-2', '2186-5']),
  set('2.16.840.1.113762.1.4.1', GENDER, ['F', 'M']),
  set('2.16.840.1.113762.1.4.1021.102', NULL_FLAVOR, ['ASKU', 'UNK']),
  set('2.16.840.1.113762.1.4.1021.103', NULL_FLAVOR, ['ASKU', 'OTH', 'UNK']),
];
