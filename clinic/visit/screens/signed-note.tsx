import { BodyText, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Tag } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { SECTIONS } from '../rules/note.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';

/** The note as it was signed; nothing in it can be typed. */
export function SignedNote({ visit }: { visit: VisitPage }) {
  const t = useWords('visit');
  const { dateTime } = useFormat();
  const { note } = visit;
  if (!note) return null;
  return (
    <Section
      title={t('note')}
      actions={
        <Tag tone="good" icon="check">
          {t('note.signed', { who: note.signedBy, time: dateTime(note.signedAt) })}
        </Tag>
      }
    >
      <NoteSections text={note.text} />
      {note.documentedBy.map((name) => (
        <Text key={name} kind="small">
          {t('note.documented', { who: name, provider: note.signedBy })}
        </Text>
      ))}
    </Section>
  );
}

/** The filled sections of a note, to be read. */
export function NoteSections({ text }: { text: NonNullable<VisitPage['note']>['text'] }) {
  const t = useWords('visit');
  return (
    <Stack gap={4}>
      {SECTIONS.filter(({ key }) => text[key]).map(({ key }) => (
        <div key={key}>
          <Text kind="small" as="p">
            {t(`section.${key}`)}
          </Text>
          <BodyText>{text[key] ?? ''}</BodyText>
        </div>
      ))}
    </Stack>
  );
}
