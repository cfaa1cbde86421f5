import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Presence } from '#ui/presence.tsx';
import { Tag } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';
import { Addenda } from './addenda.tsx';
import { Diagnoses } from './diagnoses.tsx';
import { HandOffCard } from './hand-off-card.tsx';
import { NoteEditor } from './note-editor.tsx';
import { Orders } from './orders.tsx';
import { SideLists } from './side-lists.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { SignedNote } from './signed-note.tsx';
import { useNote } from './use-note.ts';

/** Hand-off on top, the note in the middle, what the patient has and gets at the side, the signature at the foot. */
export function VisitNote({ visit }: { visit: VisitPage }) {
  const t = useWords('visit');
  const note = useNote(visit);
  const [reviewing, setReviewing] = useState(false);
  const signed = visit.note?.signed ?? false;
  const review = async () => {
    if (await note.save()) setReviewing(true);
  };
  return (
    <Page
      title={t('title')}
      titleHidden
      tab=""
      width="full"
      aside={<SideLists visit={visit} />}
      foot={signed ? undefined : <Foot visit={visit} onReview={review} saving={note.saving} />}
    >
      <Stack gap={6}>
        <HandOffCard visit={visit} />
        <Presence names={note.present} />
        {signed ? <SignedNote visit={visit} /> : <NoteEditor visit={visit} note={note} />}
        <Diagnoses visit={visit} open={!signed} />
        <Orders visit={visit} open={!signed} />
        {signed && <Addenda visit={visit} />}
      </Stack>
      <SignDialog visit={visit} open={reviewing} onClose={() => setReviewing(false)} onSigned={note.done} />
    </Page>
  );
}

function Foot({ visit, onReview, saving }: { visit: VisitPage; onReview: () => void; saving: boolean }) {
  const t = useWords('visit');
  const { time } = useFormat();
  const who = useWho();
  const provider = who.is('provider');
  const [missing] = visit.missing;
  const words = provider ? (missing ? t(`sign.missing.${missing}`) : '') : t('sign.only-provider');
  return (
    <Row spread>
      <Row gap={3}>
        {visit.note?.documentedBy.map((name) => (
          <Tag key={name}>{t('note.documented', { who: name, provider: visit.provider?.display ?? '' })}</Tag>
        ))}
        {visit.handOff.readyAt && (
          <Text kind="small">
            {t('hand-off.ready', { time: time(visit.handOff.readyAt), who: visit.handOff.by })}
          </Text>
        )}
        <Text kind={missing && provider ? 'warn' : 'quiet'}>{words}</Text>
      </Row>
      {provider && (
        <Button
          tone="primary"
          keys="ctrl+enter"
          onClick={onReview}
          busy={saving}
          disabled={
            missing !== undefined && !saving && visit.note !== null && visit.missing.includes('diagnosis')
          }
          why={words}
        >
          {t('sign')}
        </Button>
      )}
    </Row>
  );
}
