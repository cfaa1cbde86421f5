/** The shape of a screener as Medley keeps it: one object from which the FHIR Questionnaire, screen and scoring come. */
export interface Words {
  readonly en: string;
  readonly es: string;
}

export interface AnswerChoice {
  readonly code: string;
  /** LOINC answer list unless said otherwise. */
  readonly system?: string;
  readonly text: Words;
  /** Becomes FHIR ordinalValue: what scoring reads. Absent: the answer counts nothing. */
  readonly score?: number;
  /** The key that gives this answer. */
  readonly key: string;
}

export interface ScreenerItem {
  readonly linkId: string;
  readonly code: { readonly system: string; readonly code: string };
  readonly text: Words;
  readonly answers: readonly AnswerChoice[];
  /** Asked, kept, but not part of the total. */
  readonly unscored?: boolean;
  /** Any number of the answers. */
  readonly repeats?: boolean;
  /** May stay empty without leaving the screener open. */
  readonly optional?: boolean;
  /** Hidden from portal, proxy and after-visit summary (README S8). */
  readonly private?: boolean;
  /** Asked only when that item's answer is one of (FHIR enableWhen). */
  readonly when?: { readonly linkId: string; readonly codes: readonly string[] };
}

export type ScreenerKey = 'phq-2' | 'phq-9' | 'phq-a' | 'gad-7' | 'audit-c' | 'steadi' | 'ahc-hrsn';

export interface Screener {
  readonly key: ScreenerKey;
  readonly title: Words;
  readonly intro: Words;
  /** Panel code. */
  readonly code: { readonly system: string; readonly code: string };
  /** Code and UCUM-annotated unit of the total; absent where nothing is summed. */
  readonly total?: { readonly system: string; readonly code: string; readonly display: string };
  readonly items: readonly ScreenerItem[];
  readonly source: string;
  /** The whole screener is the adolescent's own (confidentiality class). */
  readonly adolescent?: boolean;
}
