/** The trail in FHIR's words (http://hl7.org/fhir/R4/auditevent.html; codes of DICOM PS3.16 and restful-interaction). */
import type { AuditEvent, Coding } from '#fhir/types.ts';
import type { AuditAction, AuditOutcome, AuditRow } from './row.ts';

const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const TYPE = 'http://terminology.hl7.org/CodeSystem/audit-event-type';
const REST = 'http://hl7.org/fhir/restful-interaction';

interface Meaning {
  readonly type: Coding;
  /** Create, Read, Update, Delete, Execute. */
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E';
  readonly subtype?: Coding;
}
const rest = (code: string, action: Meaning['action']): Meaning => ({
  type: { system: TYPE, code: 'rest', display: 'RESTful Operation' },
  action,
  subtype: { system: REST, code, display: code },
});
const dicom = (code: string, display: string, action: Meaning['action']): Meaning => ({
  type: { system: DICOM, code, display },
  action,
});
const security = (code: string, display: string): Meaning => ({
  type: { system: DICOM, code: '110113', display: 'Security Alert' },
  action: 'E',
  subtype: { system: DICOM, code, display },
});
const authentication = (code: string, display: string): Meaning => ({
  type: { system: DICOM, code: '110114', display: 'User Authentication' },
  action: 'E',
  subtype: { system: DICOM, code, display },
});
const lock: Meaning = {
  type: { system: DICOM, code: '110114', display: 'User Authentication' },
  action: 'E',
};

export const MEANINGS: Readonly<Record<AuditAction, Meaning>> = {
  read: rest('read', 'R'),
  vread: rest('vread', 'R'),
  search: rest('search', 'E'),
  history: rest('history', 'R'),
  create: rest('create', 'C'),
  update: rest('update', 'U'),
  delete: rest('delete', 'D'),
  command: rest('operation', 'E'),
  view: rest('operation', 'R'),
  undo: rest('operation', 'U'),
  export: dicom('110106', 'Export', 'R'),
  print: dicom('110106', 'Export', 'R'),
  'sign-in': authentication('110122', 'Login'),
  'sign-in-failed': authentication('110122', 'Login'),
  'sign-out': authentication('110123', 'Logout'),
  lock,
  turn: lock,
  unlock: lock,
  'unlock-failed': lock,
  'privilege-change': security('110136', 'Security Roles Changed'),
  'audit-read': dicom('110101', 'Audit Log Used', 'R'),
  backup: dicom('110106', 'Export', 'R'),
  restore: dicom('110107', 'Import', 'C'),
  clock: security('110129', 'Security Configuration'),
  start: {
    ...dicom('110100', 'Application Activity', 'E'),
    subtype: { system: DICOM, code: '110120', display: 'Application Start' },
  },
  stop: {
    ...dicom('110100', 'Application Activity', 'E'),
    subtype: { system: DICOM, code: '110121', display: 'Application Stop' },
  },
};

const OUTCOMES: Readonly<Record<AuditOutcome, NonNullable<AuditEvent['outcome']>>> = {
  success: '0',
  refused: '4',
  failed: '8',
};

/** One row of the trail as an AuditEvent resource. */
export function toAuditEvent(row: AuditRow): AuditEvent {
  const { type, action, subtype } = MEANINGS[row.action];
  const reason = [row.operation, row.reason].filter((text) => text !== '').join(': ');
  const target =
    row.type === '' || row.resource === ''
      ? []
      : [
          {
            what: {
              reference: `${row.type}/${row.resource}${row.version === null ? '' : `/_history/${row.version}`}`,
            },
          },
        ];
  const query =
    row.query === '' ? [] : [{ name: row.type, detail: [{ type: 'parameters', valueString: row.query }] }];
  const patients = row.patients.map((id) => ({
    what: { reference: `Patient/${id}` },
    role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1', display: 'Patient' },
  }));
  return {
    resourceType: 'AuditEvent',
    id: row.id,
    type,
    ...(subtype ? { subtype: [subtype] } : {}),
    action,
    recorded: row.at,
    outcome: OUTCOMES[row.outcome],
    ...(reason === '' ? {} : { outcomeDesc: reason }),
    agent: [
      {
        altId: row.account === '' ? 'unknown' : row.account,
        requestor: true,
        ...(row.display === '' ? {} : { name: row.display }),
        ...(row.roles.length === 0 ? {} : { role: row.roles.map((role) => ({ text: role })) }),
        ...(row.workstation === '' ? {} : { network: { address: row.workstation, type: '1' as const } }),
      },
    ],
    source: { observer: { display: `Medley, clinic ${row.clinic}` } },
    entity: [...patients, ...target, ...query],
  };
}
