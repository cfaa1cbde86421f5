/** What every screen says about a patient; the view `registration/patient-banner` answers exactly this. */
export interface PatientSummary {
  /** Logical id. */
  readonly id: string;
  /** How she is called: preferred given name and family name. */
  readonly name: string;
  /** The name on the papers, when it differs. */
  readonly legalName?: string;
  readonly initials: string;
  readonly pronouns?: string;
  /** FHIR date. */
  readonly birthDate?: string;
  /** FHIR date or dateTime; true when only that is known. */
  readonly deceased?: string | true;
  /** Administrative sex. */
  readonly sex?: 'male' | 'female' | 'other' | 'unknown';
  readonly mrn?: string;
  /** Binary id. */
  readonly photo?: string;
  readonly allergies: AllergySummary;
  readonly flags: readonly { readonly text: string; readonly tone: 'plain' | 'warn' | 'critical' }[];
  /** BCP 47 code of the language she needs an interpreter for. */
  readonly interpreter?: string;
  /** Others with a name that is easily mistaken for hers. */
  readonly similar: readonly {
    readonly id: string;
    readonly name: string;
    readonly birthDate?: string;
    /** Born on the same day, of the same family, under the same roof. */
    readonly twin?: boolean;
  }[];
}
export interface AllergySummary {
  /** `not-asked` is not the same as none known. */
  readonly state: 'not-asked' | 'none-known' | 'no-known-drug' | 'listed';
  readonly items: readonly { readonly text: string; readonly severe: boolean; readonly reaction?: string }[];
}
