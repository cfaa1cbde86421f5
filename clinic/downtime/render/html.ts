import { createHash } from 'node:crypto';
import { type Day, freshUntil, type Pack, purposeOf, type Sheet, type Slot } from '../rules/pack.ts';
import { longDay, moment, PACK_WORDS, type PackLanguage, type PackWords, shortDate } from '../rules/words.ts';

/** [DT4] Words as text: what could be read as markup is not. */
const text = (words: string): string =>
  words.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const STYLE = `
:root { color-scheme: light; }
body { font: 15px/1.4 system-ui, sans-serif; color: #1b2430; max-width: 1000px; margin: 24px auto; padding: 0 20px; }
h1 { font-size: 28px; margin: 0; } h2 { margin: 32px 0 8px; color: #0f6b66; } h3 { margin: 0; font-size: 18px; }
.quiet { color: #4d5968; } .stale { background: #a3161e; color: #fff; padding: 12px 16px; font-weight: 600; border-radius: 6px; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; border-bottom: 2px solid #1b2430; }
td, th { padding: 6px 10px 6px 0; vertical-align: top; } td { border-bottom: 1px solid #d5dbe2; }
td:first-child, td:nth-child(3) { white-space: nowrap; font-variant-numeric: tabular-nums; } a { color: #0b5c58; }
article { border: 1px solid #c3cbd5; border-radius: 6px; padding: 14px 16px; margin: 12px 0; break-inside: avoid; }
dl { display: grid; grid-template-columns: 130px 1fr; gap: 6px 16px; margin: 10px 0 0; } dt { color: #4d5968; } dd { margin: 0; }
dd ul { margin: 0; padding-left: 18px; } .warn { font-weight: 700; color: #8f1119; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }`;

/** [DT3] Runs where the page is open: it cannot be refreshed when the computer is down, so it looks at the clock. */
const script = (until: string): string =>
  `const look=()=>{document.getElementById('stale').hidden=Date.now()<=Date.parse(${JSON.stringify(until)})};look();setInterval(look,30000)`;

/** The pack as one page that needs nothing else. */
export function packHtml(pack: Pack, language: PackLanguage): string {
  const words = PACK_WORDS[language];
  const made = moment(pack.made, pack.clinic.zone, language);
  const until = freshUntil(pack.made);
  const code = script(until);
  const allowed = createHash('sha256').update(code).digest('base64');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${allowed}'">
<title>${text(words.title)}: ${text(pack.clinic.name)}</title><style>${STYLE}</style></head><body>
<header><p class="quiet">${text(pack.clinic.name)}</p><h1>${text(words.title)}</h1>
<p><strong>${text(words.made(made))}</strong><br>${text(words.fresh(moment(until, pack.clinic.zone, language)))}<br><span class="quiet">${text(words.privacy)}</span></p>
<p class="stale" id="stale" role="alert" hidden>${text(words.stale(made))}</p></header>
<main>${pack.days.map((day) => dayHtml(day, { pack, language, words })).join('\n')}
${pack.days.length > 1 ? '' : `<p class="quiet">${text(words.noNext)}</p>`}
<h2>${text(words.patients)}</h2>${pack.sheets.map((sheet) => sheetHtml(sheet, { language, words })).join('\n')}</main>
<script>${code}</script></body></html>
`;
}

interface Said {
  readonly language: PackLanguage;
  readonly words: PackWords;
}

function dayHtml(day: Day, { pack, language, words }: Said & { pack: Pack }): string {
  const sheets = new Set(pack.sheets.map(({ id }) => id));
  const head = words.columns.map((column) => `<th scope="col">${text(column)}</th>`).join('');
  const body = day.slots
    .map((slot) => slotHtml(slot, { pack, language, linked: sheets.has(slot.patient) }))
    .join('\n');
  const title = `<h2>${text(longDay(day.date, language))} <span class="quiet">· ${text(words.visits(day.slots.length))}</span></h2>`;
  if (day.slots.length === 0) return `${title}<p>${text(words.noVisits)}</p>`;
  return `${title}<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function slotHtml(
  slot: Slot,
  { pack, language, linked }: { pack: Pack; language: PackLanguage; linked: boolean },
): string {
  const name = linked ? `<a href="#p-${text(slot.patient)}">${text(slot.name)}</a>` : text(slot.name);
  const visit = purposeOf(slot, pack.kinds, language);
  const who = slot.birthDate
    ? `${name}<br><span class="quiet">${text(shortDate(slot.birthDate, language))}</span>`
    : name;
  return `<tr><td>${slot.time} <span class="quiet">${slot.minutes} min</span></td><td>${who}</td><td>${text(slot.phone)}</td><td>${text(slot.provider)}</td><td>${text(visit)}</td></tr>`;
}

function sheetHtml(sheet: Sheet, said: Said): string {
  const rows = sheetRows(sheet, said).map(({ title, lines, urgent }) => {
    const marked = urgent ? ' class="warn"' : '';
    const said =
      lines.length === 1
        ? text(lines[0] ?? '')
        : `<ul>${lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`;
    return `<dt>${text(title)}</dt><dd${marked}>${said}</dd>`;
  });
  return `<article id="p-${text(sheet.id)}"><h3>${text(sheet.name)}</h3><div class="quiet">${text(sheetLine(sheet, said))}</div><dl>${rows.join('')}</dl></article>`;
}

/** [DT2] Born, age, sex, MRN in one line. */
export function sheetLine(sheet: Sheet, { language, words }: Said): string {
  const age = sheet.years === null ? '' : words.years(sheet.years);
  return [
    `${words.born} ${sheet.birthDate ? shortDate(sheet.birthDate, language) : words.none}`,
    age,
    words.sexes[sheet.sex] ?? '',
    sheet.mrn ? `MRN ${sheet.mrn}` : '',
    sheet.language,
  ]
    .filter(Boolean)
    .join(' · ');
}

export interface SheetRow {
  readonly title: string;
  readonly lines: readonly string[];
  readonly urgent: boolean;
}

/** [DT2] The rest of a sheet, what may kill first. */
export function sheetRows(sheet: Sheet, { words }: Said): SheetRow[] {
  const { allergyState: state } = sheet;
  const allergies =
    state === 'listed'
      ? sheet.allergies.map(({ name, reactions, severe }) =>
          [name, reactions && `(${reactions})`, severe && `– ${words.severe}`].filter(Boolean).join(' '),
        )
      : [words.allergyStates[state]];
  const row = (title: string, lines: readonly string[], urgent = false): SheetRow => ({
    title,
    lines,
    urgent,
  });
  const listed = (lines: readonly string[], empty: string) => (lines.length > 0 ? lines : [empty]);
  return [
    row(words.allergies, allergies, state === 'listed' || state === 'not-asked'),
    row(
      words.medications,
      listed(
        sheet.medications.map(({ name, directions }) => [name, directions].filter(Boolean).join(', ')),
        words.noneListed,
      ),
    ),
    row(words.problems, listed(sheet.problems, words.noneListed)),
    row(words.phones, listed(sheet.phones, words.none)),
    row(
      words.contacts,
      listed(
        sheet.contacts
          .map(({ name, relation, phone }) => [name, relation, phone].filter(Boolean).join(' · '))
          .filter(Boolean),
        words.none,
      ),
    ),
  ];
}
