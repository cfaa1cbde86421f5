import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import {
  longDate,
  SUMMARY_WORDS,
  type SummaryFacts,
  type SummaryLanguage,
  summarySections,
} from '../rules/summary.ts';

interface Maker {
  setFonts(fonts: Record<string, Record<string, string>>): void;
  setUrlAccessPolicy(allow: () => boolean): void;
  setLocalAccessPolicy(allow: (path: string) => boolean): void;
  createPdf(definition: TDocumentDefinitions): { getBuffer(): Promise<Uint8Array> };
}

const require = createRequire(import.meta.url);
let maker: Maker | undefined;

/** The PDF library, loaded with the first summary: fonts from the package, nothing from the network. */
function pdfMaker(): Maker {
  if (maker) return maker;
  const fonts = join(dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto');
  const made = require('pdfmake') as Maker;
  made.setFonts({
    Roboto: {
      normal: join(fonts, 'Roboto-Regular.ttf'),
      bold: join(fonts, 'Roboto-Medium.ttf'),
      italics: join(fonts, 'Roboto-Italic.ttf'),
      bolditalics: join(fonts, 'Roboto-MediumItalic.ttf'),
    },
  });
  made.setUrlAccessPolicy(() => false);
  made.setLocalAccessPolicy((path) => path.startsWith(fonts));
  maker = made;
  return made;
}

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
  return pdfMaker().createPdf(definition).getBuffer();
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
