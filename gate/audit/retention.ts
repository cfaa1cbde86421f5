/**
 * How long what is written is kept, at least, for every table. Data: a state that asks for more adds a row, a rule that
 * changes ends one and begins another. Nothing here deletes: only what runs out by its nature (`short`) is tidied away.
 */
export interface RetentionRule {
  readonly what: string;
  /** Tables by `schema.table`; a name ending in `.*` takes a whole schema. */
  readonly tables: readonly string[];
  /** `years` after `from`; `short` is gone when it has run out, in words. */
  readonly keep:
    | {
        readonly kind: 'years';
        readonly years: number;
        readonly from: 'written' | 'last-entry' | 'last-in-effect';
      }
    | { readonly kind: 'short'; readonly words: string };
  /** Besides, not before the patient is this old. */
  readonly untilAge?: number;
  /** Two-letter state; absent = everywhere. */
  readonly state?: string;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly citation: string;
  readonly lastVerified: string;
  /** High, medium: from the clinic's own law book to be confirmed. */
  readonly confidence: 'H' | 'M';
}

const VERIFIED = { lastVerified: '2026-06-30' } as const;
/** Tables that say again, for finding, what stands in the record: they live as long as it does. */
const RECORD = ['record.*', 'room_registration.*', 'room_scheduling.*', 'room_flow.*', 'import.*'];

export const RETENTION: readonly RetentionRule[] = [
  {
    what: 'patients’ records of adults',
    tables: RECORD,
    // States ask for 7 to 10 years: the longest holds everywhere.
    keep: { kind: 'years', years: 10, from: 'last-entry' },
    effectiveFrom: '2003-04-14',
    citation: 'state medical records law, 7 to 10 years after the last entry; the longest is taken',
    confidence: 'M',
    ...VERIFIED,
  },
  {
    what: 'patients’ records of minors',
    tables: RECORD,
    keep: { kind: 'years', years: 10, from: 'last-entry' },
    untilAge: 28,
    effectiveFrom: '2003-04-14',
    citation: 'state medical records law, until 18 and the years of an adult',
    confidence: 'M',
    ...VERIFIED,
  },
  {
    what: 'audit trail',
    tables: ['gate.audit', 'gate.block', 'gate.era'],
    keep: { kind: 'years', years: 6, from: 'written' },
    effectiveFrom: '2003-04-14',
    citation: '45 CFR 164.316(b)(2)(i)',
    confidence: 'H',
    ...VERIFIED,
  },
  {
    what: 'accounts, machine clients, settings and what the clinic decided',
    tables: [
      'gate.*',
      'capability.clinic',
      'capability.derived',
      'room_settings.*',
      'public.medley_migration',
    ],
    keep: { kind: 'years', years: 6, from: 'last-in-effect' },
    effectiveFrom: '2003-04-14',
    citation: '45 CFR 164.316(b)(2)(i)',
    confidence: 'H',
    ...VERIFIED,
  },
  {
    what: 'sessions, tokens, one-time links, counts of failures',
    tables: ['gate.session', 'gate.oauth', 'gate.link', 'gate.throttle'],
    keep: { kind: 'short', words: 'until they have run out: sessions a day, links 30 days longer' },
    effectiveFrom: '2003-04-14',
    citation: '45 CFR 164.312(a)(2)(iii); what was done with them is in the audit trail',
    confidence: 'H',
    ...VERIFIED,
  },
  {
    what: 'files of exports',
    tables: ['export.*'],
    keep: { kind: 'short', words: 'files a day, the line of what was asked 30 days longer' },
    effectiveFrom: '2003-04-14',
    citation: '45 CFR 164.502(b); what was exported is in the record, and that it was in the audit trail',
    confidence: 'H',
    ...VERIFIED,
  },
  {
    what: 'receipts of requests, drafts, who is looking',
    tables: ['capability.receipt', 'capability.draft', 'capability.presence'],
    keep: { kind: 'short', words: 'receipts 48 hours, drafts nobody touched 30 days, presence a day' },
    effectiveFrom: '2003-04-14',
    citation: '45 CFR 164.502(b); what was saved is in the record',
    confidence: 'H',
    ...VERIFIED,
  },
];

/** What a state asks for itself (rows with its code) and what holds everywhere, on a day (FHIR date). */
export const rulesOn = (day: string, state = ''): RetentionRule[] =>
  RETENTION.filter(
    (rule) =>
      rule.effectiveFrom <= day &&
      (rule.effectiveTo === undefined || day < rule.effectiveTo) &&
      (rule.state === undefined || rule.state === state),
  );

const covers = (pattern: string, table: string): boolean =>
  pattern.endsWith('.*') ? table.startsWith(pattern.slice(0, -1)) : pattern === table;

/** The rules of one table (`schema.table`): those that name it, else those that take its whole schema. */
export function rulesOf(table: string, rules: readonly RetentionRule[] = RETENTION): RetentionRule[] {
  const named = rules.filter(({ tables }) => tables.includes(table));
  return named.length > 0
    ? named
    : rules.filter(({ tables }) => tables.some((pattern) => covers(pattern, table)));
}

/** Years the audit trail is kept, with the rule that asks for the most. */
export function retention(): { years: number; citation: string } {
  const years = rulesOf('gate.audit').flatMap(({ keep, citation }) =>
    keep.kind === 'years' ? [{ years: keep.years, citation }] : [],
  );
  return years.reduce((longest, rule) => (rule.years > longest.years ? rule : longest));
}

const yearsLater = (day: string, years: number): string =>
  `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;

/**
 * The day (FHIR date) from which a patient's record need not be kept any longer: years after its last entry, and not
 * before she is old enough; the latest of all rules. A birth date that is not known whole counts from its year's end.
 */
export function recordDue(
  { lastEntry, birthDate }: { lastEntry: string; birthDate: string },
  rules: readonly RetentionRule[] = RETENTION,
): string {
  const born =
    birthDate.length === 10 ? birthDate : birthDate.length >= 4 ? `${birthDate.slice(0, 4)}-12-31` : '';
  const days = rulesOf('record.resource', rules).flatMap(({ keep, untilAge }) => [
    ...(keep.kind === 'years' ? [yearsLater(lastEntry, keep.years)] : []),
    ...(untilAge && born ? [yearsLater(born, untilAge)] : []),
  ]);
  return days.sort().at(-1) ?? '9999-12-31';
}
