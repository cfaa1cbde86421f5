import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingForSignature } from './may-be-signed.ts';
import { mergeSections, type NoteText, noteSections, noteText, SECTIONS } from './note.ts';
import { fillEmpty, TEMPLATES, templatesFor } from './templates.ts';

const anyNote: fc.Arbitrary<NoteText> = fc.record(
  Object.fromEntries(SECTIONS.map(({ key }) => [key, fc.string({ unit: 'grapheme' })])),
  { requiredKeys: [] },
);

describe('the note', () => {
  it('comes back as it was typed, with <, & and line breaks', () => {
    fc.assert(
      fc.property(anyNote, (typed) => {
        const read = noteText({ section: noteSections(typed) });
        for (const { key } of SECTIONS) expect(read[key] ?? '').toBe(typed[key]?.trimEnd() ?? '');
      }),
    );
  });

  it("keeps another program's sections when ours are saved", () => {
    const foreign = {
      title: 'Audiology',
      code: { coding: [{ system: 'http://loinc.org', code: '28614-2' }] },
    };
    expect(mergeSections([foreign], { plan: 'Rest' })).toContainEqual(foreign);
  });

  it('[N7] a template fills what is empty and replaces nothing', () => {
    fc.assert(
      fc.property(anyNote, fc.constantFrom(...TEMPLATES), (typed, template) => {
        const filled = fillEmpty(typed, template);
        for (const { key } of SECTIONS) {
          if (typed[key]?.trim()) expect(filled[key]).toBe(typed[key]);
          else if (template.text[key]) expect(filled[key]).toBe(template.text[key]);
        }
      }),
    );
  });

  it('offers the well-child template first at a well-child visit', () => {
    expect(templatesFor('well-child')[0]?.key).toBe('well-child');
    expect(templatesFor(undefined)).toHaveLength(TEMPLATES.length);
  });

  it('[N6] may be signed with a plan and a diagnosis, and says what is missing otherwise', () => {
    expect(missingForSignature({ plan: 'Rest, fluids' }, 1)).toEqual([]);
    expect(missingForSignature({ subjective: 'Cough' }, 0)).toEqual(['assessment-or-plan', 'diagnosis']);
    expect(missingForSignature({ assessment: ' ' }, 2)).toEqual(['assessment-or-plan']);
  });
});
