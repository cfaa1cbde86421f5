/** How long rows of the trail are kept, at least; nothing deletes them. Data: a state that asks for more adds a row. */
const RETENTION = [
  {
    years: 6,
    effectiveFrom: '2003-04-14',
    citation: '45 CFR 164.316(b)(2)(i)',
    lastVerified: '2026-06-30',
    confidence: 'H',
  },
] as const;

/** The years, with the rule that asks for the most. */
export const retention = (): { years: number; citation: string } =>
  RETENTION.reduce((longest, rule) => (rule.years > longest.years ? rule : longest));
