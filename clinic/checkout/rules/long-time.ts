import type { SummaryLanguage } from './summary.ts';

/** The time of day of an instant in the clinic's zone, as the language writes it: `2:30 PM`, `2:30 p. m.`. */
export const longTime = (instant: string, zone: string, language: SummaryLanguage): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date(instant));
