/** Note templates: what a provider would otherwise type every time. Data; a clinic's own come beside them later. */
import type { NoteText, SectionKey } from './note.ts';
import { SECTIONS } from './note.ts';

export interface Template {
  readonly key: string;
  /** Visit types (settings codes) it is offered first for. */
  readonly visitTypes: readonly string[];
  readonly text: NoteText;
}

export const TEMPLATES: readonly Template[] = [
  {
    key: 'acute',
    visitTypes: ['established', 'urgent', 'new'],
    text: {
      subjective:
        'Onset:\nLocation and quality:\nSeverity:\nBetter or worse with:\nAssociated symptoms:\nTried so far:',
      objective: 'General: well appearing, no distress.\nFocused exam:',
      plan: 'Treatment:\nReturn or call if:',
    },
  },
  {
    key: 'chronic-follow-up',
    visitTypes: ['established', 'telehealth'],
    text: {
      subjective: 'Since the last visit:\nTaking medicines as prescribed:\nSide effects:\nHome readings:',
      objective:
        'General: well appearing.\nHeart: regular rate and rhythm, no murmur.\nLungs: clear.\nExtremities: no edema.',
      assessment: 'Condition and control against target:',
      plan: 'Medicines:\nLabs:\nNext visit:',
    },
  },
  {
    key: 'annual',
    visitTypes: ['annual', 'awv'],
    text: {
      subjective: 'Concerns today:\nDiet and activity:\nSleep:\nMood:',
      'review-of-systems': 'Negative except as noted above.',
      objective:
        'General: well appearing.\nHEENT: normal.\nNeck: no masses.\nHeart: regular, no murmur.\nLungs: clear.\nAbdomen: soft, not tender.\nSkin: no suspicious lesions.\nNeuro: no focal findings.',
      assessment: 'Health maintenance visit.',
      plan: 'Screenings due:\nImmunizations due:\nCounselled on:',
    },
  },
  {
    key: 'well-child',
    visitTypes: ['well-child'],
    text: {
      subjective: 'Feeding and growth:\nSleep:\nDevelopment:\nSchool or day care:\nConcerns of the family:',
      objective:
        'General: alert, interactive.\nHEENT: normal, red reflex present.\nHeart: regular, no murmur.\nLungs: clear.\nAbdomen: soft.\nHips and gait: normal.\nSkin: clear.',
      assessment: 'Growth and development:',
      plan: 'Immunizations:\nGuidance given:\nNext well visit:',
    },
  },
];

/** Offered first: those for this visit type; then the others. */
export const templatesFor = (visitType: string | undefined): readonly Template[] =>
  [...TEMPLATES].sort(
    (a, b) => Number(b.visitTypes.includes(visitType ?? '')) - Number(a.visitTypes.includes(visitType ?? '')),
  );

/** [N7] The note with the template's text in its empty sections. */
export function fillEmpty(text: NoteText, template: Template): NoteText {
  const filled: NoteText = { ...text };
  for (const { key } of SECTIONS) {
    const offered = template.text[key as SectionKey];
    if (offered && !filled[key]?.trim()) filled[key] = offered;
  }
  return filled;
}
