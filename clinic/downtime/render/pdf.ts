import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { renderPdf } from '#capability/pdf.ts';
import { type Day, freshUntil, type Pack, purposeOf, type Sheet } from '../rules/pack.ts';
import { longDay, moment, PACK_WORDS, type PackLanguage, type PackWords, shortDate } from '../rules/words.ts';
import { type SheetRow, sheetLine, sheetRows } from './html.ts';

const INK = '#1b2430';
const QUIET = '#4d5968';
const ACCENT = '#0f6b66';
const ALARM = '#8f1119';

interface Said {
  readonly language: PackLanguage;
  readonly words: PackWords;
}

/** The pack as a tagged, letter-size PDF; each page says when it was made. */
export function packPdf(pack: Pack, language: PackLanguage): Promise<Uint8Array> {
  const words = PACK_WORDS[language];
  const said = { language, words };
  const made = moment(pack.made, pack.clinic.zone, language);
  const definition: TDocumentDefinitions = {
    pageSize: 'LETTER',
    pageMargins: [45, 45, 45, 50],
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.2, color: INK },
    info: { title: `${words.title}: ${pack.clinic.name}` },
    lang: language === 'es' ? 'es-US' : 'en-US',
    tagged: true,
    displayTitle: true,
    content: [
      { text: pack.clinic.name, color: ACCENT, bold: true },
      { text: words.title, fontSize: 22, bold: true, lineHeight: 1.1 },
      { text: words.made(made), bold: true, fontSize: 12, margin: [0, 4, 0, 0] },
      { text: words.fresh(moment(freshUntil(pack.made), pack.clinic.zone, language)) },
      { text: words.privacy, color: QUIET },
      ...pack.days.flatMap((day) => dayPdf(day, { ...said, pack })),
      ...(pack.days.length > 1
        ? []
        : [{ text: words.noNext, color: QUIET, margin: [0, 8, 0, 0] } satisfies Content]),
      { text: words.patients, bold: true, fontSize: 14, color: ACCENT, margin: [0, 18, 0, 2] },
      ...pack.sheets.map((sheet) => sheetPdf(sheet, said)),
    ],
    footer: (page: number, pages: number): Content => ({
      text: `${pack.clinic.name} · ${words.made(made)} · ${page}/${pages}`,
      alignment: 'center',
      fontSize: 8,
      color: QUIET,
      margin: [0, 16, 0, 0],
    }),
  } as TDocumentDefinitions;
  return renderPdf(definition);
}

function dayPdf(day: Day, { pack, language, words }: Said & { pack: Pack }): Content[] {
  const title: Content = {
    text: [
      longDay(day.date, language),
      { text: `  ${words.visits(day.slots.length)}`, color: QUIET, bold: false, fontSize: 10 },
    ],
    bold: true,
    fontSize: 14,
    color: ACCENT,
    margin: [0, 16, 0, 4],
  };
  if (day.slots.length === 0) return [title, { text: words.noVisits }];
  const head = words.columns.map((column) => ({ text: column, bold: true }));
  const rows = day.slots.map((slot) => [
    { text: slot.time, bold: true },
    {
      text: [
        slot.name,
        { text: slot.birthDate ? `\n${shortDate(slot.birthDate, language)}` : '', color: QUIET },
      ],
    },
    slot.phone,
    slot.provider,
    purposeOf(slot, pack.kinds, language),
  ]);
  return [
    title,
    {
      table: { headerRows: 1, dontBreakRows: true, widths: [34, 118, 74, 92, '*'], body: [head, ...rows] },
      layout: 'lightHorizontalLines',
    },
  ];
}

const sheetPdf = (sheet: Sheet, said: Said): Content => ({
  unbreakable: sheet.medications.length + sheet.problems.length < 14,
  margin: [0, 8, 0, 4],
  stack: [
    { text: sheet.name, bold: true, fontSize: 12 },
    { text: sheetLine(sheet, said), color: QUIET },
    {
      table: { widths: [80, '*'], body: sheetRows(sheet, said).map(rowPdf) },
      layout: 'noBorders',
    },
    { canvas: [{ type: 'line', x1: 0, y1: 4, x2: 522, y2: 4, lineWidth: 0.5, lineColor: '#c3cbd5' }] },
  ],
});

const rowPdf = ({ title, lines, urgent }: SheetRow): Content[] => [
  { text: title, color: QUIET },
  {
    ...(urgent ? { bold: true, color: ALARM } : {}),
    ...(lines.length === 1 ? { text: lines[0] ?? '' } : { ul: lines.map((text) => ({ text })) }),
  } as Content,
];
