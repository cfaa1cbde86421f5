/** The after-visit summary as facts and words; the PDF and the screen are both made from it. Pure. */
import { longTime } from './long-time.ts';

/** LOINC: Patient summary Document, what US clinics file an after-visit summary under. */
export const SUMMARY_TYPE = '60591-5';

export type SummaryLanguage = 'en' | 'es';

export interface SummaryFacts {
  readonly clinic: { readonly name: string; readonly phone: string; readonly address: string };
  readonly patient: { readonly name: string; readonly birthDate: string; readonly mrn: string };
  /** FHIR date of the visit, the clinic's day. */
  readonly date: string;
  readonly provider: string;
  readonly signed: boolean;
  readonly reasons: readonly string[];
  readonly vitals: readonly {
    readonly code: string;
    readonly label: string;
    readonly text: string;
    /** On how much oxygen. */
    readonly taken?: string;
    readonly unit: string;
  }[];
  readonly diagnoses: readonly string[];
  readonly medications: readonly { readonly name: string; readonly directions: string }[];
  readonly allergies: readonly string[];
  readonly allergyState: 'listed' | 'no-known-allergies' | 'no-known-drug-allergies' | 'not-asked';
  readonly orders: readonly string[];
  readonly instructions: string;
  readonly followUp: { readonly start: string; readonly end: string; readonly reason: string } | null;
  /** Next booked visit: its day (FHIR date) and instant in the clinic's zone. */
  readonly next: {
    readonly date: string;
    readonly start: string;
    readonly zone: string;
    readonly provider: string;
  } | null;
}

export interface SummarySection {
  readonly title: string;
  readonly lines: readonly string[];
}

interface Words {
  readonly title: string;
  readonly unsigned: string;
  readonly visit: string;
  readonly with: string;
  readonly born: string;
  readonly reasons: string;
  readonly vitals: string;
  readonly diagnoses: string;
  readonly medications: string;
  readonly noMedications: string;
  readonly allergies: string;
  readonly allergyStates: Readonly<
    Record<'no-known-allergies' | 'no-known-drug-allergies' | 'not-asked', string>
  >;
  readonly orders: string;
  readonly instructions: string;
  readonly followUp: string;
  readonly between: (start: string, end: string) => string;
  readonly next: string;
  readonly questions: string;
  /** Why some words are not in the patient's language; '' in English. */
  readonly terms: string;
  readonly call: (phone: string) => string;
  readonly emergency: string;
  readonly vital: Readonly<Record<string, string>>;
}

export const SUMMARY_WORDS: Readonly<Record<SummaryLanguage, Words>> = {
  en: {
    title: 'Your visit',
    unsigned: 'Your provider has not signed this visit yet; details may change.',
    visit: 'Visit on',
    with: 'with',
    born: 'Born',
    reasons: 'Why you came',
    vitals: 'What we measured',
    diagnoses: 'What we found',
    medications: 'Your medicines',
    noMedications: 'No medicines are listed.',
    allergies: 'Allergies',
    allergyStates: {
      'no-known-allergies': 'No known allergies.',
      'no-known-drug-allergies': 'No known drug allergies.',
      'not-asked': 'Not reviewed yet. Please tell us about any allergies.',
    },
    orders: 'Ordered for you',
    instructions: 'What to do',
    followUp: 'Come back',
    between: (start, end) => `Between ${start} and ${end}`,
    next: 'Your next appointment',
    questions: 'Questions',
    terms: '',
    call: (phone) => `Call us at ${phone}.`,
    emergency: 'In an emergency call 911.',
    vital: {
      '85354-9': 'Blood pressure',
      '96607-7': 'Blood pressure, average',
      '8867-4': 'Heart rate',
      '9279-1': 'Breathing rate',
      '8310-5': 'Temperature',
      '59408-5': 'Oxygen level',
      '2708-6': 'Oxygen level',
      '29463-7': 'Weight',
      '8302-2': 'Height',
      '39156-5': 'Body mass index',
      '9843-4': 'Head size',
      '72514-3': 'Pain (0 to 10)',
    },
  },
  es: {
    title: 'Su visita',
    unsigned: 'Su profesional aún no ha firmado esta visita; los detalles pueden cambiar.',
    visit: 'Visita del',
    with: 'con',
    born: 'Nacimiento',
    reasons: 'Por qué vino',
    vitals: 'Lo que medimos',
    diagnoses: 'Lo que encontramos',
    medications: 'Sus medicinas',
    noMedications: 'No hay medicinas en la lista.',
    allergies: 'Alergias',
    allergyStates: {
      'no-known-allergies': 'Sin alergias conocidas.',
      'no-known-drug-allergies': 'Sin alergias conocidas a medicinas.',
      'not-asked': 'Aún no revisadas. Díganos si tiene alguna alergia.',
    },
    orders: 'Lo que se ordenó para usted',
    instructions: 'Qué debe hacer',
    followUp: 'Regrese',
    between: (start, end) => `Entre el ${start} y el ${end}`,
    next: 'Su próxima cita',
    questions: 'Preguntas',
    terms:
      'Los nombres de diagnósticos, medicinas y órdenes están como en su expediente. Pregúntenos si algo no queda claro.',
    call: (phone) => `Llámenos al ${phone}.`,
    emergency: 'En una emergencia llame al 911.',
    vital: {
      '85354-9': 'Presión arterial',
      '96607-7': 'Presión arterial, promedio',
      '8867-4': 'Pulso',
      '9279-1': 'Respiración',
      '8310-5': 'Temperatura',
      '59408-5': 'Oxígeno',
      '2708-6': 'Oxígeno',
      '29463-7': 'Peso',
      '8302-2': 'Estatura',
      '39156-5': 'Índice de masa corporal',
      '9843-4': 'Tamaño de la cabeza',
      '72514-3': 'Dolor (0 a 10)',
    },
  },
};

/** [K2] The language of the summary: the patient's when Medley speaks it. `fell back` tells the page to say so. */
export function summaryLanguage(preferred: string | undefined): {
  language: SummaryLanguage;
  fellBack: boolean;
} {
  const tag = preferred?.toLowerCase().split('-')[0];
  if (tag === 'es' || tag === 'en') return { language: tag, fellBack: false };
  return { language: 'en', fellBack: tag !== undefined };
}

/** A FHIR date in the words of the language: `November 23, 2026`, `23 de noviembre de 2026`. */
export function longDate(date: string, language: SummaryLanguage): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  const at = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1));
  return new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(at);
}

/** [K5] The summary, section by section; a section with nothing to say is left out, except medicines and allergies. */
export function summarySections(facts: SummaryFacts, language: SummaryLanguage): SummarySection[] {
  const words = SUMMARY_WORDS[language];
  const day = (date: string) => longDate(date, language);
  const allergies =
    facts.allergyState === 'listed' ? facts.allergies : [words.allergyStates[facts.allergyState]];
  const sections: SummarySection[] = [
    { title: words.reasons, lines: facts.reasons },
    {
      title: words.vitals,
      lines: facts.vitals.map(({ code, label, text, unit, taken }) =>
        [`${words.vital[code] ?? label}: ${text}`, unit, taken && `(${taken})`].filter(Boolean).join(' '),
      ),
    },
    { title: words.diagnoses, lines: facts.diagnoses },
    { title: words.medications, lines: medicineLines(facts, words) },
    { title: words.allergies, lines: allergies },
    { title: words.orders, lines: facts.orders },
    { title: words.instructions, lines: facts.instructions.split('\n').filter((line) => line.trim()) },
    {
      title: words.followUp,
      lines: facts.followUp
        ? [words.between(day(facts.followUp.start), day(facts.followUp.end)), facts.followUp.reason].filter(
            Boolean,
          )
        : [],
    },
    {
      title: words.next,
      lines: facts.next ? [nextLine(facts.next, language)] : [],
    },
    {
      title: words.questions,
      lines: [words.terms, facts.clinic.phone ? words.call(facts.clinic.phone) : '', words.emergency].filter(
        Boolean,
      ),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

const nextLine = (
  { date, start, zone, provider }: NonNullable<SummaryFacts['next']>,
  language: SummaryLanguage,
): string =>
  [`${longDate(date, language)}, ${longTime(start, zone, language)}`, provider].filter(Boolean).join(' · ');

const medicineLines = (facts: SummaryFacts, words: Words): string[] =>
  facts.medications.length === 0
    ? [words.noMedications]
    : facts.medications.map(({ name, directions }) => (directions ? `${name}: ${directions}` : name));
