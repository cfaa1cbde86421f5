import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { BodyText, Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useDraft } from '#ui/use-draft.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { addAddendum } from '../commands/add-addendum.contract.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';

/** What was added to the note after it was signed. */
export function Addenda({ visit }: { visit: VisitPage }) {
  const t = useWords('visit');
  const { dateTime } = useFormat();
  // A draft like the note's own: she may be called away in the middle of it.
  const draft = useDraft(`visit/${visit.encounter}`);
  const text = typeof draft.values.addendum === 'string' ? draft.values.addendum : undefined;
  const setText = (next: string | null) => draft.set('addendum', next);
  const add = useCommand(addAddendum, { quiet: true });
  const save = async () => {
    if (visit.note && (await add.run({ composition: visit.note.id, text: text ?? '' })).ok) setText(null);
  };
  return (
    <Section title={t('addendum')}>
      <Stack gap={4}>
        {visit.addenda.map(({ id, at, by, text: said }) => (
          <div key={id}>
            <Text kind="small" as="p">
              {t('addendum.by', { who: by, time: dateTime(at) })}
            </Text>
            <BodyText>{said}</BodyText>
          </div>
        ))}
        {useWho().is('provider') && text === undefined && (
          <Row>
            <Button icon="plus" onClick={() => setText('')}>
              {t('addendum.add')}
            </Button>
          </Row>
        )}
        {text !== undefined && (
          <Field
            label={t('addendum.text')}
            state={draft.state('addendum')}
            error={add.errorAt('text') ?? add.refusal?.words}
          >
            <TextBox value={text} onChange={setText} lines={3} autoFocus maxLength={20_000} />
            <Row gap={2}>
              <Button tone="primary" onClick={() => void save()} busy={add.state === 'saving'}>
                {t('addendum.save')}
              </Button>
              <Button tone="quiet" keys="escape" onClick={() => setText(null)}>
                {t('cancel')}
              </Button>
            </Row>
          </Field>
        )}
      </Stack>
    </Section>
  );
}
