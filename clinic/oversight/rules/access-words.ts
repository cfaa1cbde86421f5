/** What the list says, on the screen and on the patient's paper alike. */
import type { Access, AccessKind } from './accesses.ts';

export type AccessLanguage = 'en' | 'es';

export interface AccessWords {
  readonly title: string;
  readonly of: (name: string, born: string) => string;
  readonly made: (when: string) => string;
  readonly span: (from: string, to: string) => string;
  readonly explained: string;
  readonly cut: (count: number) => string;
  readonly none: string;
  readonly columns: readonly [string, string, string];
  readonly kinds: Readonly<Record<AccessKind, string>>;
  readonly parts: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, string>>;
}

export const ACCESS_WORDS: Readonly<Record<AccessLanguage, AccessWords>> = {
  en: {
    title: 'Who looked at my record',
    of: (name, born) => `${name}, born ${born}`,
    made: (when) => `Made ${when}`,
    span: (from, to) =>
      from && to
        ? `From ${from} to ${to}`
        : from
          ? `From ${from}`
          : to
            ? `Until ${to}`
            : 'Everything that was recorded',
    explained:
      'Each line is one person, or one program, who used your record, newest first. The clinic writes this down by itself; nobody can change it without it being noticed. Ask us about anything you do not understand.',
    cut: (count) =>
      `Only the newest ${count} entries are shown here. Ask for a shorter span to see older ones.`,
    none: 'Nobody used this record in this time.',
    columns: ['When', 'Who', 'What'],
    kinds: {
      looked: 'Looked at',
      changed: 'Wrote or changed',
      printed: 'Printed',
      exported: 'Took a copy of',
      watched: 'Checked who looked:',
      refused: 'Tried and was refused:',
    },
    parts: {
      accesses: 'this list',
      allergies: 'allergies',
      appointments: 'appointments',
      chart: 'the chart',
      consents: 'forms and consents',
      documents: 'documents',
      downtime: 'the pages for when the computer is down',
      identity: 'name, birth date, contacts',
      immunizations: 'vaccines',
      insurance: 'insurance',
      measurements: 'measurements and results',
      medications: 'medicines',
      notes: 'visit notes',
      orders: 'orders and messages',
      other: 'other parts of the record',
      problems: 'diagnoses and history',
      questionnaires: 'questionnaires',
      summary: 'the visit summary',
      visits: 'visits',
    },
    roles: {
      'front-desk': 'front desk',
      ma: 'medical assistant',
      'lead-ma': 'lead medical assistant',
      nurse: 'nurse',
      provider: 'provider',
      biller: 'billing',
      manager: 'manager',
      owner: 'owner',
      machine: 'another program',
      system: 'the clinic’s own software',
    },
  },
  es: {
    title: 'Quién vio mi expediente',
    of: (name, born) => `${name}, nacimiento: ${born}`,
    made: (when) => `Hecho: ${when}`,
    span: (from, to) =>
      from && to
        ? `Del ${from} al ${to}`
        : from
          ? `Desde el ${from}`
          : to
            ? `Hasta el ${to}`
            : 'Todo lo que se registró',
    explained:
      'Cada línea es una persona, o un programa, que usó su expediente; lo más reciente primero. La clínica lo registra sin intervención de nadie; nadie puede cambiarlo sin que se note. Pregúntenos lo que no entienda.',
    cut: (count) =>
      `Aquí se ven solo las ${count} entradas más recientes. Pida un período más corto para ver las anteriores.`,
    none: 'Nadie usó este expediente en este tiempo.',
    columns: ['Cuándo', 'Quién', 'Qué'],
    kinds: {
      looked: 'Vio',
      changed: 'Escribió o cambió',
      printed: 'Imprimió',
      exported: 'Sacó una copia de',
      watched: 'Revisó quién vio:',
      refused: 'Lo intentó y se le negó:',
    },
    parts: {
      accesses: 'esta lista',
      allergies: 'alergias',
      appointments: 'citas',
      chart: 'el expediente',
      consents: 'formularios y consentimientos',
      documents: 'documentos',
      downtime: 'las hojas para cuando no hay sistema',
      identity: 'nombre, fecha de nacimiento, contactos',
      immunizations: 'vacunas',
      insurance: 'seguro',
      measurements: 'mediciones y resultados',
      medications: 'medicinas',
      notes: 'notas de la visita',
      orders: 'órdenes y mensajes',
      other: 'otras partes del expediente',
      problems: 'diagnósticos e historial',
      questionnaires: 'cuestionarios',
      summary: 'el resumen de la visita',
      visits: 'visitas',
    },
    roles: {
      'front-desk': 'recepción',
      ma: 'asistente médica',
      'lead-ma': 'asistente médica principal',
      nurse: 'enfermería',
      provider: 'profesional médico',
      biller: 'facturación',
      manager: 'gerencia',
      owner: 'dirección',
      machine: 'otro programa',
      system: 'el propio sistema de la clínica',
    },
  },
};

/** `Maria Reyes (medical assistant)`. */
export function whoWords({ who, roles }: Pick<Access, 'who' | 'roles'>, language: AccessLanguage): string {
  const said = roles.map((role) => ACCESS_WORDS[language].roles[role] ?? role);
  return said.length > 0 ? `${who} (${said.join(', ')})` : who;
}

/** `Looked at medicines, visit notes`. */
export const whatWords = (
  { kind, parts }: Pick<Access, 'kind' | 'parts'>,
  language: AccessLanguage,
): string => {
  const words = ACCESS_WORDS[language];
  return `${words.kinds[kind]} ${parts.map((part) => words.parts[part] ?? part).join(', ')}`;
};

const localeOf = (language: AccessLanguage): string => (language === 'es' ? 'es-US' : 'en-US');
/** `Nov 24, 2026, 10:15 AM` by the clinic's clock. */
export const accessMoment = (instant: string, zone: string, language: AccessLanguage): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date(instant));
/** `Nov 24, 2026`; what is no full date as it is. */
export const accessDay = (date: string, language: AccessLanguage): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(date)
    ? new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeZone: 'UTC' }).format(
        new Date(`${date}T00:00:00Z`),
      )
    : date;
