/** Tobacco (README S6): LOINC 72166-2 with SNOMED CT answers as US Core has them. */
export const TOBACCO = [
  { status: 'never', key: 'n', snomed: '266919005', display: 'Never smoked tobacco' },
  { status: 'former', key: 'f', snomed: '8517006', display: 'Ex-smoker' },
  { status: 'daily', key: 'd', snomed: '449868002', display: 'Smokes tobacco daily' },
  { status: 'some-days', key: 's', snomed: '428041000124106', display: 'Occasional tobacco smoker' },
  { status: 'unknown', key: 'u', snomed: '266927001', display: 'Tobacco smoking consumption unknown' },
] as const;
export type TobaccoStatus = (typeof TOBACCO)[number]['status'];
export const TOBACCO_STATUSES = ['never', 'former', 'daily', 'some-days', 'unknown'] as const;

/** Packs a day (20 cigarettes) times years, to one decimal. */
export const packYears = (packsPerDay: number, years: number): number =>
  Math.round(packsPerDay * years * 10) / 10;

/** S6: someone who smokes now is offered help to stop. */
export const offerCessation = (status: TobaccoStatus): boolean =>
  status === 'daily' || status === 'some-days';
