/** The time river: everything that happened to a patient as one list, newest first. */
import { wordsOf } from '#fhir/concept.ts';
import type { Resource, Stored } from '#fhir/types.ts';

export const RIVER_KINDS = [
  'visit',
  'result',
  'document',
  'immunization',
  'procedure',
  'problem',
  'medication',
  'note',
] as const;
export type RiverKind = (typeof RIVER_KINDS)[number];

export interface RiverItem {
  readonly kind: RiverKind;
  readonly type: string;
  readonly id: string;
  /** FHIR dateTime; '' when the record does not say. */
  readonly at: string;
  readonly title: string;
  readonly detail: string;
}

/** The newest moment first; what has no date comes last. */
export const newestFirst = (items: readonly RiverItem[]): RiverItem[] =>
  [...items].sort((a, b) => (Date.parse(b.at) || 0) - (Date.parse(a.at) || 0));

/** The river's line for one resource; undefined for what is not an event of its own. */
export function riverItem(resource: Stored<Resource>): RiverItem | undefined {
  const line = (kind: RiverKind, at: string | undefined, title: string, detail = ''): RiverItem => ({
    kind,
    type: resource.resourceType,
    id: resource.id,
    at: at ?? '',
    title,
    detail,
  });
  switch (resource.resourceType) {
    case 'Encounter':
      return line(
        'visit',
        resource.period?.start,
        wordsOf(resource.type?.[0]),
        resource.reasonCode?.map(wordsOf).join(', '),
      );
    case 'DiagnosticReport':
      return line(
        'result',
        resource.effectiveDateTime ?? resource.issued,
        wordsOf(resource.code),
        resource.conclusion,
      );
    case 'DocumentReference':
      return line(
        'document',
        resource.date,
        resource.description ?? wordsOf(resource.type),
        wordsOf(resource.category?.[0]),
      );
    case 'Composition':
      return line('note', resource.date, resource.title, wordsOf(resource.type));
    case 'Immunization':
      return line(
        'immunization',
        resource.occurrenceDateTime,
        wordsOf(resource.vaccineCode),
        resource.lotNumber,
      );
    case 'Procedure':
      return line(
        'procedure',
        resource.performedPeriod?.start ?? resource.performedDateTime,
        wordsOf(resource.code),
      );
    case 'Condition':
      return line(
        'problem',
        resource.onsetDateTime ?? resource.recordedDate,
        wordsOf(resource.code),
        wordsOf(resource.clinicalStatus),
      );
    case 'MedicationRequest':
      return line(
        'medication',
        resource.authoredOn,
        wordsOf(resource.medicationCodeableConcept),
        resource.dosageInstruction?.[0]?.text,
      );
    default:
      return undefined;
  }
}

/** Types that stand in the river and can be opened. */
export const RIVER_TYPES = [
  'Encounter',
  'DiagnosticReport',
  'DocumentReference',
  'Composition',
  'Immunization',
  'Procedure',
  'Condition',
  'MedicationRequest',
] as const;
