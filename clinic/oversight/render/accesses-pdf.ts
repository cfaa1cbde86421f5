import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { renderPdf } from '#capability/pdf.ts';
import {
  ACCESS_WORDS,
  type AccessLanguage,
  accessDay,
  accessMoment,
  whatWords,
  whoWords,
} from '../rules/access-words.ts';
import type { Access } from '../rules/accesses.ts';

const QUIET = '#4d5968';
const ACCENT = '#0f6b66';

export interface AccessesPaper {
  readonly clinic: { readonly name: string; readonly zone: string };
  readonly patient: { readonly name: string; readonly birthDate: string };
  /** Instant. */
  readonly made: string;
  /** FHIR dates, '' when open. */
  readonly from: string;
  readonly to: string;
  readonly accesses: readonly Access[];
  /** There were more rows than these. */
  readonly cutAt?: number;
}

/** [O6] The list for the patient to take home, in her language: tagged, letter-size. */
export function accessesPdf(paper: AccessesPaper, language: AccessLanguage): Promise<Uint8Array> {
  const words = ACCESS_WORDS[language];
  const { clinic, patient } = paper;
  const made = words.made(accessMoment(paper.made, clinic.zone, language));
  const definition: TDocumentDefinitions = {
    pageSize: 'LETTER',
    pageMargins: [54, 54, 54, 60],
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.2, color: '#1b2430' },
    info: { title: words.title },
    lang: language === 'es' ? 'es-US' : 'en-US',
    tagged: true,
    displayTitle: true,
    content: [
      { text: clinic.name, color: ACCENT, bold: true },
      { text: words.title, fontSize: 22, bold: true, lineHeight: 1.1 },
      {
        text: words.of(patient.name, accessDay(patient.birthDate, language)),
        fontSize: 12,
        margin: [0, 4, 0, 0],
      },
      {
        text: `${words.span(accessDay(paper.from, language), accessDay(paper.to, language))} · ${made}`,
        color: QUIET,
      },
      { text: words.explained, margin: [0, 10, 0, 10] },
      ...(paper.cutAt
        ? [{ text: words.cut(paper.cutAt), bold: true, margin: [0, 0, 0, 10] } satisfies Content]
        : []),
      tableOf(paper, language),
    ],
    footer: (page: number, pages: number): Content => ({
      text: `${clinic.name} · ${page}/${pages}`,
      alignment: 'center',
      fontSize: 8.5,
      color: QUIET,
      margin: [0, 20, 0, 0],
    }),
  } as TDocumentDefinitions;
  return renderPdf(definition);
}

function tableOf({ accesses, clinic }: AccessesPaper, language: AccessLanguage): Content {
  const words = ACCESS_WORDS[language];
  if (accesses.length === 0) return { text: words.none };
  const body = accesses.map((access) => [
    accessMoment(access.at, clinic.zone, language),
    whoWords(access, language),
    whatWords(access, language),
  ]);
  const head = words.columns.map((column) => ({ text: column, bold: true }));
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: [118, 160, '*'], body: [head, ...body] },
    layout: 'lightHorizontalLines',
  };
}
