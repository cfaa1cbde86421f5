/** Urls of the public code systems and identifier systems that Medley speaks (http://hl7.org/fhir/R4/terminologies-systems.html). */
export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
export const UCUM = 'http://unitsofmeasure.org';
export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const CVX = 'http://hl7.org/fhir/sid/cvx';
export const MVX = 'http://hl7.org/fhir/sid/mvx';
export const NDC = 'http://hl7.org/fhir/sid/ndc';
export const NPI = 'http://hl7.org/fhir/sid/us-npi';
export const SSN = 'http://hl7.org/fhir/sid/us-ssn';
export const MBI = 'http://hl7.org/fhir/sid/us-mbi';
export const BCP47 = 'urn:ietf:bcp:47';
export const OBSERVATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
export const CONDITION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/condition-category';
export const CONDITION_CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
export const CONDITION_VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
export const ALLERGY_CLINICAL = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical';
export const ALLERGY_VERIFICATION = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';
export const DATA_ABSENT = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
export const DATA_ABSENT_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
export const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
export const PARTICIPATION_TYPE = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
export const PARTICIPANT_TYPE = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';
export const APPOINTMENT_REASON = 'http://terminology.hl7.org/CodeSystem/v2-0276';
export const BED_STATUS = 'http://terminology.hl7.org/CodeSystem/v2-0116';
export const IDENTIFIER_TYPE = 'http://terminology.hl7.org/CodeSystem/v2-0203';
export const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
export const LOCATION_PHYSICAL_TYPE = 'http://terminology.hl7.org/CodeSystem/location-physical-type';
export const ORGANIZATION_TYPE = 'http://terminology.hl7.org/CodeSystem/organization-type';
export const LIST_EMPTY_REASON = 'http://terminology.hl7.org/CodeSystem/list-empty-reason';

const usCore = <Name extends string>(name: Name) =>
  `http://hl7.org/fhir/us/core/StructureDefinition/${name}` as const;

/** US Core 6.1.0 profiles that Medley's own writes claim, and the extensions it uses. */
export const US_CORE = {
  patient: usCore('us-core-patient'),
  encounter: usCore('us-core-encounter'),
  conditionProblem: usCore('us-core-condition-problems-health-concerns'),
  conditionDiagnosis: usCore('us-core-condition-encounter-diagnosis'),
  allergy: usCore('us-core-allergyintolerance'),
  medicationRequest: usCore('us-core-medicationrequest'),
  coverage: usCore('us-core-coverage'),
  documentReference: usCore('us-core-documentreference'),
  questionnaireResponse: usCore('us-core-questionnaireresponse'),
  immunization: usCore('us-core-immunization'),
  procedure: usCore('us-core-procedure'),
  serviceRequest: usCore('us-core-servicerequest'),
  location: usCore('us-core-location'),
  organization: usCore('us-core-organization'),
  practitioner: usCore('us-core-practitioner'),
  practitionerRole: usCore('us-core-practitionerrole'),
  relatedPerson: usCore('us-core-relatedperson'),
  provenance: usCore('us-core-provenance'),
  vitalSigns: usCore('us-core-vital-signs'),
  bloodPressure: usCore('us-core-blood-pressure'),
  heartRate: usCore('us-core-heart-rate'),
  respiratoryRate: usCore('us-core-respiratory-rate'),
  bodyTemperature: usCore('us-core-body-temperature'),
  pulseOximetry: usCore('us-core-pulse-oximetry'),
  bodyHeight: usCore('us-core-body-height'),
  bodyWeight: usCore('us-core-body-weight'),
  bmi: usCore('us-core-bmi'),
  headCircumference: usCore('us-core-head-circumference'),
  smokingStatus: usCore('us-core-smokingstatus'),
  screeningAssessment: usCore('us-core-observation-screening-assessment'),
  observationLab: usCore('us-core-observation-lab'),
  race: usCore('us-core-race'),
  ethnicity: usCore('us-core-ethnicity'),
  birthSex: usCore('us-core-birthsex'),
  genderIdentity: usCore('us-core-genderIdentity'),
} as const;

/** Pronouns of a patient: US Core 6.1.0 has none of its own, so the R5-compatible extension of the FHIR core is used. */
export const PRONOUNS_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/individual-pronouns';
