/** Rows of the trail about one patient, as she may read them. Pure. */
import type { TrailRow } from './looks.ts';

export const ACCESS_KINDS = ['looked', 'changed', 'printed', 'exported', 'watched', 'refused'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

const KIND_OF: Readonly<Record<string, AccessKind>> = {
  read: 'looked',
  vread: 'looked',
  search: 'looked',
  history: 'looked',
  view: 'looked',
  create: 'changed',
  update: 'changed',
  delete: 'changed',
  command: 'changed',
  undo: 'changed',
  print: 'printed',
  export: 'exported',
  'audit-read': 'watched',
};

/** [O4] What was done, in one of six words; what did not succeed showed nothing, and says so. */
export const kindOf = ({ action, outcome }: Pick<TrailRow, 'action' | 'outcome'>): AccessKind =>
  outcome === 'success' ? (KIND_OF[action] ?? 'looked') : 'refused';

const PART_OF_TYPE: Readonly<Record<string, string>> = {
  Patient: 'identity',
  RelatedPerson: 'identity',
  Appointment: 'appointments',
  Encounter: 'visits',
  Task: 'visits',
  Observation: 'measurements',
  DiagnosticReport: 'measurements',
  QuestionnaireResponse: 'questionnaires',
  Condition: 'problems',
  Procedure: 'problems',
  FamilyMemberHistory: 'problems',
  AllergyIntolerance: 'allergies',
  MedicationRequest: 'medications',
  MedicationStatement: 'medications',
  MedicationAdministration: 'medications',
  Immunization: 'immunizations',
  Composition: 'notes',
  DocumentReference: 'documents',
  Binary: 'documents',
  Coverage: 'insurance',
  Claim: 'insurance',
  Consent: 'consents',
  ServiceRequest: 'orders',
};
const PART_OF_ROOM: Readonly<Record<string, string>> = {
  registration: 'identity',
  scheduling: 'appointments',
  flow: 'visits',
  rooming: 'measurements',
  screening: 'questionnaires',
  visit: 'notes',
  checkout: 'summary',
  chart: 'chart',
  documents: 'documents',
  inbox: 'orders',
  downtime: 'downtime',
  audit: 'accesses',
};
export const PARTS = [
  ...new Set([...Object.values(PART_OF_TYPE), ...Object.values(PART_OF_ROOM), 'other']),
].sort();

/** [O4] Which part of the record, as the patient would call it. */
export const partOf = ({
  action,
  type,
  operation,
}: Pick<TrailRow, 'action' | 'type' | 'operation'>): string => {
  if (action === 'audit-read') return 'accesses';
  return PART_OF_TYPE[type] ?? PART_OF_ROOM[operation.split('/')[0] ?? ''] ?? 'other';
};

/** One line of the list: one hand, one kind, within a quarter of an hour. */
export interface Access {
  readonly id: string;
  /** Instants: the last and the first of it. */
  readonly at: string;
  readonly since: string;
  readonly account: string;
  readonly who: string;
  readonly roles: readonly string[];
  readonly kind: AccessKind;
  readonly parts: readonly string[];
  readonly rows: number;
}

const TOGETHER_MS = 15 * 60_000;

/** [O5] Rows, newest first, as lines in the same order; every row is in exactly one of them. */
export function accessesOf(rows: readonly TrailRow[]): Access[] {
  const lines: Access[] = [];
  const open = new Map<string, number>();
  for (const row of rows) {
    const kind = kindOf(row);
    const key = `${row.account} ${kind}`;
    const place = open.get(key);
    const line = place === undefined ? undefined : lines[place];
    const part = partOf(row);
    if (place !== undefined && line && Date.parse(line.at) - Date.parse(row.at) < TOGETHER_MS) {
      const parts = line.parts.includes(part) ? line.parts : [...line.parts, part].sort();
      lines[place] = { ...line, since: row.at, parts, rows: line.rows + 1 };
    } else {
      open.set(key, lines.length);
      const { id, at, account, display: who, roles } = row;
      lines.push({ id, at, since: at, account, who: who || account, roles, kind, parts: [part], rows: 1 });
    }
  }
  return lines;
}
