import { useRef } from 'react';
import { Field } from '#ui/field.tsx';
import { Keys } from '#ui/keys.tsx';
import { Stack } from '#ui/layout.tsx';
import { Menu } from '#ui/menu.tsx';
import { Section } from '#ui/page.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useKeys } from '#ui/use-keys.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { SECTIONS } from '../rules/note.ts';
import { fillEmpty, type Template, templatesFor } from '../rules/templates.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';
import type { NoteHandle } from './use-note.ts';

const LINES: Readonly<Record<string, number>> = { subjective: 5, objective: 5, assessment: 3, plan: 4 };

/** The open note: sections one under the other, saved as they are typed. */
export function NoteEditor({ visit, note }: { visit: VisitPage; note: NoteHandle }) {
  const t = useWords('visit');
  const who = useWho();
  const boxes = useRef<(HTMLElement | null)[]>([]);
  const jumps = SECTIONS.map(({ key }, at) => [
    `alt+${at + 1}`,
    { label: t(`section.${key}`), run: () => boxes.current[at]?.focus() },
  ]);
  useKeys(Object.fromEntries(jumps), { group: t('keys.sections') });
  const menu = useRef<HTMLSpanElement>(null);
  const asked = useRef<HTMLElement | null>(null);
  const use = (template: Template) => {
    // Back to where she was, to go on writing.
    requestAnimationFrame(() => (asked.current ?? boxes.current[0])?.focus());
    const filled = fillEmpty(note.text, template);
    for (const { key } of SECTIONS)
      if (filled[key] && filled[key] !== note.text[key]) note.set(key, filled[key]);
  };
  const templates = templatesFor(visit.visitType).map((template) => ({
    key: template.key,
    label: t(`note.template.${template.key}`),
    onPick: () => use(template),
  }));
  return (
    <Section
      title={t('note')}
      actions={
        <span ref={menu}>
          <Menu
            label={t('note.template')}
            items={templates}
            trigger={
              <>
                <span aria-hidden="true">{t('note.template')}</span> <Keys of="/" />
              </>
            }
          />
        </span>
      }
      {...(who.is('provider')
        ? {}
        : { note: t('note.typing-for', { provider: visit.provider?.display ?? '' }) })}
    >
      <Stack gap={4}>
        {SECTIONS.map(({ key }, at) => (
          <Field key={key} label={t(`section.${key}`)} state={note.state(key)}>
            <TextBox
              value={note.text[key] ?? ''}
              onChange={(text) => note.set(key, text)}
              onBlur={() => void note.save()}
              onKeyDown={(event) => {
                if (event.key !== '/' || note.text[key]) return;
                event.preventDefault();
                asked.current = boxes.current[at] ?? null;
                menu.current?.querySelector('button')?.click();
              }}
              lines={LINES[key] ?? 2}
              maxLength={50_000}
              ref={(box) => {
                boxes.current[at] = box;
              }}
            />
          </Field>
        ))}
      </Stack>
    </Section>
  );
}
