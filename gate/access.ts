/**
 * What each role may do to each resource type over FHIR REST, and read inside any task. All R4 types stand in exactly
 * one group; what is not granted here is denied. Deliberately narrower than the tasks: a command checks what REST
 * cannot see (an order that an assistant drafts must not be born signed), so what needs such a check is written by
 * commands only. Nobody deletes by REST: care given is corrected, not removed (45 CFR 164.312(c)(1)).
 */
import type { Verb } from './decision.ts';
import type { Role } from './principal.ts';

/** c create, r read and vread, s search, u update, d delete, h history. */
const LETTERS: Readonly<Record<string, Verb>> = {
  c: 'create',
  r: 'read',
  s: 'search',
  u: 'update',
  d: 'delete',
  h: 'history',
};
const WORK = 'crsuh';
const SEE = 'rsh';

interface Group {
  readonly types: string;
  readonly rights: Readonly<Partial<Record<Role, string>>>;
}
const everyone = (letters: string): Readonly<Record<Role, string>> => ({
  'front-desk': letters,
  ma: letters,
  'lead-ma': letters,
  nurse: letters,
  provider: letters,
  biller: letters,
  manager: letters,
});
const clinical = (letters: string) => ({
  ma: letters,
  'lead-ma': letters,
  nurse: letters,
  provider: letters,
});

export const GROUPS: Readonly<Record<string, Group>> = {
  people: { types: 'Patient RelatedPerson Person', rights: { ...everyone(WORK), biller: SEE } },
  schedule: {
    types: 'Appointment AppointmentResponse Schedule Slot',
    rights: { ...everyone(WORK), biller: SEE },
  },
  visits: { types: 'Encounter EpisodeOfCare', rights: { ...everyone(WORK), biller: SEE } },
  house: {
    types:
      'Organization OrganizationAffiliation Practitioner PractitionerRole Location HealthcareService Endpoint Group',
    rights: { ...everyone(SEE), manager: WORK },
  },
  work: { types: 'Task Communication CommunicationRequest', rights: everyone(WORK) },
  agreements: { types: 'Consent Contract', rights: { ...everyone(WORK), biller: SEE } },
  cover: {
    types:
      'Coverage CoverageEligibilityRequest CoverageEligibilityResponse EnrollmentRequest EnrollmentResponse InsurancePlan',
    rights: everyone(WORK),
  },
  money: {
    types:
      'Account ChargeItem ChargeItemDefinition Claim ClaimResponse ExplanationOfBenefit Invoice PaymentNotice PaymentReconciliation',
    rights: { ...everyone(WORK), ...clinical(SEE) },
  },
  safety: { types: 'AllergyIntolerance Flag List', rights: clinical(WORK) },
  coded: { types: 'Condition Procedure', rights: { ...clinical(SEE), provider: WORK, biller: SEE } },
  problems: {
    types:
      'AdverseEvent BodyStructure CarePlan CareTeam ClinicalImpression DetectedIssue FamilyMemberHistory Goal GuidanceResponse NutritionOrder RiskAssessment VisionPrescription',
    rights: { ...clinical(SEE), provider: WORK },
  },
  medication: {
    types:
      'Immunization ImmunizationEvaluation ImmunizationRecommendation MedicationAdministration MedicationDispense MedicationRequest MedicationStatement',
    rights: { ...clinical(SEE), provider: WORK },
  },
  measures: { types: 'Observation Specimen QuestionnaireResponse', rights: clinical(WORK) },
  results: {
    types: 'DiagnosticReport ImagingStudy Media MolecularSequence',
    rights: { ...clinical(SEE), provider: WORK },
  },
  notes: {
    types: 'Composition DocumentManifest DocumentReference',
    rights: { ...clinical(SEE), provider: WORK },
  },
  orders: {
    types: 'DeviceRequest DeviceUseStatement RequestGroup',
    rights: { ...clinical(SEE), provider: WORK },
  },
  referrals: { types: 'ServiceRequest', rights: { ...everyone(SEE), provider: WORK } },
  files: { types: 'Binary', rights: everyone('cr') },
  goods: {
    types:
      'BiologicallyDerivedProduct CatalogEntry Device DeviceDefinition DeviceMetric Medication MedicationKnowledge Substance SupplyDelivery SupplyRequest',
    rights: { 'front-desk': SEE, ...clinical(WORK), manager: WORK },
  },
  knowledge: {
    types:
      'ActivityDefinition CapabilityStatement CodeSystem CompartmentDefinition ConceptMap EventDefinition ExampleScenario GraphDefinition ImplementationGuide Library Measure MessageDefinition NamingSystem ObservationDefinition OperationDefinition PlanDefinition Questionnaire SearchParameter SpecimenDefinition StructureDefinition StructureMap TerminologyCapabilities ValueSet',
    rights: { ...everyone(SEE), manager: WORK },
  },
  provenance: { types: 'Provenance', rights: { ...clinical(SEE), manager: SEE } },
  trail: { types: 'AuditEvent', rights: { 'lead-ma': 'rs', manager: 'rs' } },
  research: {
    types:
      'EffectEvidenceSynthesis Evidence EvidenceVariable MeasureReport ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject RiskEvidenceSynthesis',
    rights: { provider: SEE },
  },
  /** Regulatory product files, messages and test scripts: machines only, by scope. */
  machinery: {
    types:
      'Basic Bundle Linkage MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageHeader OperationOutcome Parameters Subscription SubscriptionStatus SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification TestReport TestScript VerificationResult',
    rights: {},
  },
};

const table = new Map<string, Map<string, Set<Verb>>>();
for (const { types, rights } of Object.values(GROUPS)) {
  for (const type of types.split(' ')) {
    const byRole = new Map<string, Set<Verb>>();
    for (const [role, letters] of Object.entries(rights)) {
      byRole.set(role, new Set([...letters].flatMap((letter) => LETTERS[letter] ?? [])));
    }
    table.set(type, byRole);
  }
}

/** Every type the table knows, alphabetically. */
export const KNOWN_TYPES: readonly string[] = [...table.keys()].sort();

/** Whether one of the roles grants the verb on the type; unknown types and roles grant nothing. */
export function rolesGrant(roles: readonly string[], verb: Verb, type: string): boolean {
  const byRole = table.get(type);
  return byRole !== undefined && roles.some((role) => byRole.get(role)?.has(verb) === true);
}
