/** The words of the pack, in the language of those who work here. */
import type { AllergyState } from '#clinic/chart/rules/lists.ts';

export type PackLanguage = 'en' | 'es';

export interface PackWords {
  readonly title: string;
  readonly made: (when: string) => string;
  readonly fresh: (until: string) => string;
  readonly stale: (when: string) => string;
  readonly privacy: string;
  readonly visits: (count: number) => string;
  readonly noVisits: string;
  readonly noNext: string;
  readonly columns: readonly [string, string, string, string, string];
  readonly patients: string;
  readonly born: string;
  readonly years: (count: number) => string;
  readonly phones: string;
  readonly contacts: string;
  readonly language: string;
  readonly allergies: string;
  readonly severe: string;
  readonly medications: string;
  readonly problems: string;
  readonly none: string;
  readonly noneListed: string;
  readonly allergyStates: Readonly<Record<Exclude<AllergyState, 'listed'>, string>>;
  readonly sexes: Readonly<Record<string, string>>;
}

export const PACK_WORDS: Readonly<Record<PackLanguage, PackWords>> = {
  en: {
    title: 'Downtime pack',
    made: (when) => `As of ${when}`,
    fresh: (until) =>
      `Refreshed every 15 minutes. Fresh until ${until}; after that, ask before you rely on it.`,
    stale: (when) =>
      `STALE: this pack was made ${when} and has not been refreshed since. Ask before you rely on it.`,
    privacy: 'Patients’ data. Do not leave it lying; shred it after use.',
    visits: (count) => (count === 1 ? '1 visit' : `${count} visits`),
    noVisits: 'No visits.',
    noNext: 'No visits are booked for the seven days after.',
    columns: ['Time', 'Patient', 'Phone', 'Provider', 'Visit'],
    patients: 'Patients',
    born: 'Born',
    years: (count) => (count === 1 ? '1 year' : `${count} years`),
    phones: 'Phone',
    contacts: 'Whom to call',
    language: 'Language',
    allergies: 'Allergies',
    severe: 'high risk',
    medications: 'Medications',
    problems: 'Problems',
    none: 'not recorded',
    noneListed: 'None listed.',
    allergyStates: {
      'no-known-allergies': 'No known allergies.',
      'no-known-drug-allergies': 'No known drug allergies. Others not asked.',
      'not-asked': 'NOT ASKED. Ask before anything is given.',
    },
    sexes: { female: 'female', male: 'male', other: 'other', unknown: 'unknown' },
  },
  es: {
    title: 'Hojas para cuando no hay sistema',
    made: (when) => `Estado: ${when}`,
    fresh: (until) =>
      `Se renueva cada 15 minutos. Vale hasta el ${until}; después, pregunte antes de confiar en ella.`,
    stale: (when) => `VENCIDA: se hizo el ${when} y no se ha renovado. Pregunte antes de confiar en ella.`,
    privacy: 'Datos de pacientes. No los deje a la vista; destrúyalos después de usarlos.',
    visits: (count) => (count === 1 ? '1 visita' : `${count} visitas`),
    noVisits: 'Sin visitas.',
    noNext: 'No hay visitas en los siete días siguientes.',
    columns: ['Hora', 'Paciente', 'Teléfono', 'Profesional', 'Visita'],
    patients: 'Pacientes',
    born: 'Nacimiento',
    years: (count) => (count === 1 ? '1 año' : `${count} años`),
    phones: 'Teléfono',
    contacts: 'A quién llamar',
    language: 'Idioma',
    allergies: 'Alergias',
    severe: 'riesgo alto',
    medications: 'Medicinas',
    problems: 'Problemas',
    none: 'no registrado',
    noneListed: 'Ninguno en la lista.',
    allergyStates: {
      'no-known-allergies': 'Sin alergias conocidas.',
      'no-known-drug-allergies': 'Sin alergias conocidas a medicinas. Otras no se preguntaron.',
      'not-asked': 'NO SE PREGUNTÓ. Pregunte antes de dar algo.',
    },
    sexes: { female: 'femenino', male: 'masculino', other: 'otro', unknown: 'desconocido' },
  },
};

const localeOf = (language: PackLanguage): string => (language === 'es' ? 'es-US' : 'en-US');

/** `Tuesday, November 24, 2026`. */
export const longDay = (date: string, language: PackLanguage): string =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
/** `Nov 24, 2026, 10:15 AM` by the clinic's clock. */
export const moment = (instant: string, zone: string, language: PackLanguage): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date(instant));
/** `Nov 24, 1962`: with the month as a word, because day and month trade places between the languages. */
export const shortDate = (date: string, language: PackLanguage): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(date)
    ? new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeZone: 'UTC' }).format(
        new Date(`${date}T00:00:00Z`),
      )
    : date;
