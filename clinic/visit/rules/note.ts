/** The parts of a visit note, in reading order, as LOINC section codes. */
import type { Composition, CompositionSection } from '#fhir/types.ts';

/** `code` LOINC; `key` names it in messages and in templates. */
export const SECTIONS = [
  { key: 'subjective', code: '61150-9', display: 'Subjective Narrative' },
  { key: 'review-of-systems', code: '10187-3', display: 'Review of systems Narrative - Reported' },
  { key: 'objective', code: '61149-1', display: 'Objective Narrative' },
  { key: 'assessment', code: '51848-0', display: 'Evaluation note' },
  { key: 'plan', code: '18776-5', display: 'Plan of care note' },
  { key: 'instructions', code: '69730-0', display: 'Instructions' },
] as const;

/** LOINC type of a visit note: Progress note. */
export const NOTE_TYPE = '11506-3';

export type SectionKey = (typeof SECTIONS)[number]['key'];
export type NoteText = Partial<Record<SectionKey, string>>;

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

/** Plain text as a narrative: paragraphs by line, nothing interpreted. */
export const narrative = (text: string): string =>
  `<div xmlns="http://www.w3.org/1999/xhtml">${text
    .split('\n')
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('')}</div>`;

/** The text that `narrative` was made from. */
export const plainText = (div: string): string =>
  unescaped(
    div
      .replace(/^<div[^>]*>|<\/div>$/g, '')
      .replace(/<\/p><p>/g, '\n')
      .replace(/<[^>]+>/g, ''),
  );

/** FHIR sections of a note; empty ones are left out. */
export function noteSections(text: NoteText): CompositionSection[] {
  return SECTIONS.flatMap(({ key, code, display }) => {
    const content = text[key]?.trimEnd();
    if (!content) return [];
    return [
      {
        title: display,
        code: { coding: [{ system: 'http://loinc.org', code, display }] },
        text: { status: 'generated' as const, div: narrative(content) },
      },
    ];
  });
}

/** What a stored note says, section by section. Sections of others' codes are ignored here and kept by `mergeSections`. */
export function noteText(composition: Pick<Composition, 'section'> | undefined): NoteText {
  const text: NoteText = {};
  for (const section of composition?.section ?? []) {
    const known = SECTIONS.find(({ code }) => section.code?.coding?.some((coding) => coding.code === code));
    if (known && section.text?.div) text[known.key] = plainText(section.text.div);
  }
  return text;
}

/** New sections of a note, with what another program wrote under other codes left as it was. */
export function mergeSections(
  old: readonly CompositionSection[] | undefined,
  text: NoteText,
): CompositionSection[] {
  const ours: ReadonlySet<string> = new Set(SECTIONS.map(({ code }) => code));
  const foreign = (old ?? []).filter(
    (section) => !section.code?.coding?.some((coding) => ours.has(coding.code ?? '')),
  );
  return [...noteSections(text), ...foreign];
}
