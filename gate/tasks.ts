/**
 * Who may perform which task: T01-T48 of the medical assistant's task table, the licensed person's own (P..) and the
 * owner's (O..). Data: a clinic or a state that differs changes a row, with its citation, and no code.
 */
import { ROLES, type Role } from './principal.ts';

/** What must hold beside the role. Asked by the credentials room once it exists; until then the role answers. */
type Condition =
  | 'competency'
  | 'state-credential'
  | 'provider-order'
  | 'supervisor-on-site'
  | 'witness'
  | 'cosign';

export interface TaskRule {
  readonly title: string;
  readonly command: readonly Role[];
  /** Who may open views that name the task; as `command` unless said. */
  readonly view: readonly Role[];
  /** The owner's account may, whatever its roles. */
  readonly owner: boolean;
  readonly conditions: readonly Condition[];
  /** Types that may be read inside this task by those whose role keeps them closed elsewhere (minimum necessary). */
  readonly opens: readonly string[];
  readonly citation: string;
}

const TABLE =
  'Task table A.2: synthesis of the NHA CCMA job analysis 2022 and the MAERB core curriculum 2015';
const ALL: readonly Role[] = ROLES;
const STAFF: readonly Role[] = ROLES.filter((role) => role !== 'biller');
const CLINICAL: readonly Role[] = ['ma', 'lead-ma', 'nurse', 'provider'];
const LICENSED: readonly Role[] = ['nurse', 'provider'];
const PROVIDER: readonly Role[] = ['provider'];

type Extra = Partial<Pick<TaskRule, 'view' | 'owner' | 'conditions' | 'opens' | 'citation'>>;
const task = (title: string, command: readonly Role[], extra: Extra = {}): TaskRule => ({
  title,
  command,
  view: extra.view ?? command,
  owner: extra.owner ?? false,
  conditions: extra.conditions ?? [],
  opens: extra.opens ?? [],
  citation: extra.citation ?? TABLE,
});

/** The banner shows allergies and flags to everyone who may stand before the patient (SAFER 2025, Patient Identification). */
const BANNER = ['AllergyIntolerance', 'Flag', 'List'];
/** Images of cards and signed forms are documents; the views of these tasks show no others. */
const CARD = ['DocumentReference'];
const MA = { conditions: ['competency'] } as const satisfies Extra;
const GIVES = {
  conditions: ['state-credential', 'provider-order', 'supervisor-on-site'],
} as const satisfies Extra;
const ORDERED = { conditions: ['competency', 'provider-order'] } as const satisfies Extra;

export const TASKS: Readonly<Record<string, TaskRule>> = {
  T01: task('Schedule, reschedule, cancel', STAFF),
  T02: task('Reminder and recall outreach', STAFF),
  T03: task('Register, update demographics', STAFF, { opens: [...BANNER, ...CARD] }),
  T04: task('Identify the patient, scan a card', STAFF, { view: ALL, opens: [...BANNER, ...CARD] }),
  T05: task('Capture insurance, eligibility', ALL, { opens: CARD }),
  T06: task('Consents, privacy notice', STAFF, { opens: CARD }),
  T07: task('Collect copay, estimate', ALL),
  T08: task('Room the patient, reason for visit', CLINICAL, MA),
  T09: task('Vitals', CLINICAL, MA),
  T10: task('Growth measures', CLINICAL, MA),
  T11: task('Allergy review', CLINICAL, MA),
  T12: task('Medication list review', CLINICAL, MA),
  T13: task('Histories; the clinical chart', CLINICAL, MA),
  T14: task('Screeners', CLINICAL, MA),
  T15: task('Red flags at arrival (collects; triage judgement is licensed)', CLINICAL, MA),
  T16: task('Chaperone, assist', CLINICAL, { conditions: ['competency', 'supervisor-on-site'] }),
  T17: task('Oral, topical, inhaled medication', CLINICAL, GIVES),
  T18: task('Injection', CLINICAL, GIVES),
  T19: task('Immunization', CLINICAL, GIVES),
  T20: task('IV start, IV push', LICENSED, { citation: `${TABLE}: licensed unless a state row allows` }),
  T21: task('Venipuncture, capillary', CLINICAL, { conditions: ['state-credential', 'provider-order'] }),
  T22: task('Swab, urine, stool collection', CLINICAL, ORDERED),
  T23: task('CLIA-waived test', CLINICAL, ORDERED),
  T24: task('TB skin test', CLINICAL, { conditions: ['state-credential', 'provider-order'] }),
  T25: task('12-lead EKG', CLINICAL, ORDERED),
  T26: task('Spirometry, audiometry, vision', CLINICAL, ORDERED),
  T27: task('Dressing, suture removal, lavage', CLINICAL, {
    conditions: ['competency', 'provider-order', 'supervisor-on-site'],
  }),
  T28: task('Instruction, teach-back', CLINICAL, MA),
  T29: task('Phone message intake', STAFF),
  T30: task('Result notification', CLINICAL, ORDERED),
  T31: task('Refill request preparation', CLINICAL, { conditions: ['competency', 'cosign'] }),
  T32: task('Order pend and entry', CLINICAL, { conditions: ['state-credential', 'cosign'] }),
  T33: task('Prior authorization, referral paperwork', STAFF),
  T34: task('Charge capture, coding preparation', ALL),
  T35: task('Claims, denials, receivables', ALL),
  T36: task('Instrument reprocessing', CLINICAL, MA),
  T37: task('Room turnover', CLINICAL, MA),
  T38: task('Exposure incident', STAFF),
  T39: task('Stock: count, order, receive', STAFF),
  T40: task('Controlled-drug count', LICENSED, { conditions: ['witness'] }),
  T41: task('Equipment checks', CLINICAL, MA),
  T42: task('Telehealth rooming', CLINICAL, MA),
  T43: task('Remote monitoring queue', CLINICAL, MA),
  T44: task('Scribing, note draft', CLINICAL, { conditions: ['competency', 'cosign'] }),
  T45: task('Records request, disclosures', ALL, { opens: CARD }),
  T46: task('Own credentials and education', ALL),
  T47: task('Precept, sign off peers', ['lead-ma', 'nurse', 'provider'], { conditions: ['competency'] }),
  T48: task('Huddle, day board, close of day', STAFF, { view: ALL, opens: BANNER }),
  P01: task('Write and sign a visit note', PROVIDER, {
    citation: 'State medical practice acts; 42 CFR 482.24(c)(1) signed by the author',
  }),
  P02: task('Diagnose', PROVIDER, {
    citation: 'State medical practice acts; AAMA: medical assistants do not diagnose',
  }),
  P03: task('Sign orders and prescriptions', PROVIDER, {
    citation: 'State medical practice acts; 21 CFR 1306.05',
  }),
  P04: task('Draft a visit note on behalf of the provider', CLINICAL, {
    conditions: ['cosign'],
    citation: `${TABLE}: T44, signing is licensed`,
  }),
  P05: task('Review and sign results', PROVIDER, {
    citation: 'State medical practice acts; CLIA 42 CFR 493.1291 results go to the authorized person',
  }),
  O01: task('Accounts and settings', ['manager'], {
    owner: true,
    citation: '45 CFR 164.308(a)(4) information access management',
  }),
  O02: task('Read the audit trail', ['manager', 'lead-ma'], {
    owner: true,
    citation: '45 CFR 164.308(a)(1)(ii)(D) information system activity review',
  }),
};

/** The rule of a task, or undefined for a code nobody defined. */
export const taskRule = (code: string): TaskRule | undefined =>
  Object.hasOwn(TASKS, code) ? TASKS[code] : undefined;
