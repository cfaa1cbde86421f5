/** How long audit rows are kept, at least; nothing deletes them yet. Data: a state that asks for more adds a row. */
export const RETENTION = [
  {
    what: 'audit',
    years: 6,
    effectiveFrom: '2003-04-14',
    citation: '45 CFR 164.316(b)(2)(i)',
    lastVerified: '2026-06-30',
    confidence: 'H',
  },
] as const;
