import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { renderPdf } from '#capability/pdf.ts';
import {
  longDate,
  SUMMARY_WORDS,
  type SummaryFacts,
  type SummaryLanguage,
  summarySections,
} from '../rules/summary.ts';

const INK = '#1b2430';
const QUIET = '#5b6675';
const ACCENT = '#0f6b66';

/** The after-visit summary as one tagged, letter-size PDF. */
export async function summaryPdf(facts: SummaryFacts, language: SummaryLanguage): Promise<Uint8Array> {
  const words = SUMMARY_WORDS[language];
  const definition: TDocumentDefinitions = {
    pageSize: 'LETTER',
    pageMargins: [54, 54, 54, 60],
    defaultStyle: { font: 'Roboto', fontSize: 11, lineHeight: 1.25, color: INK },
    info: { title: words.title },
    lang: language === 'es' ? 'es-US' : 'en-US',
    tagged: true,
    displayTitle: true,
    content: [...heading(facts, language), ...summarySections(facts, language).map(section)],
    footer: (page: number, pages: number): Content => ({
      text: [facts.clinic.name, facts.clinic.phone, `${page}/${pages}`].filter(Boolean).join(' · '),
      alignment: 'center',
      fontSize: 8.5,
      color: QUIET,
      margin: [0, 20, 0, 0],
    }),
  } as TDocumentDefinitions;
  return renderPdf(definition);
}

function heading(facts: SummaryFacts, language: SummaryLanguage): Content[] {
  const words = SUMMARY_WORDS[language];
  const who = `${facts.patient.name} · ${words.born} ${longDate(facts.patient.birthDate, language)} · MRN ${facts.patient.mrn}`;
  const when = `${words.visit} ${longDate(facts.date, language)}${facts.provider ? ` ${words.with} ${facts.provider}` : ''}`;
  return [
    { text: facts.clinic.name, color: ACCENT, bold: true, fontSize: 10 },
    { text: facts.clinic.address, color: QUIET, fontSize: 9, margin: [0, 0, 0, 10] },
    { text: words.title, fontSize: 24, bold: true, lineHeight: 1 },
    { text: who, margin: [0, 6, 0, 0] },
    { text: when, color: QUIET },
    ...(facts.signed
      ? []
      : [{ text: words.unsigned, italics: true, color: QUIET, margin: [0, 6, 0, 0] } satisfies Content]),
  ];
}

const section = ({ title, lines }: { title: string; lines: readonly string[] }): Content => ({
  unbreakable: lines.length < 12,
  stack: [
    { text: title, bold: true, fontSize: 12.5, color: ACCENT, margin: [0, 14, 0, 3] },
    ...(lines.length === 1 ? [{ text: lines[0] ?? '' }] : [{ ul: lines.map((text) => ({ text })) }]),
  ],
});
