import { useState } from 'react';
import { moveToStage } from '#clinic/flow/commands/move-to-stage.contract.ts';
import { Button } from '#ui/button.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Presence } from '#ui/presence.tsx';
import { Tag } from '#ui/tag.tsx';
import { useCommand } from '#ui/use-command.ts';
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
      foot={
        signed ? <StageButton visit={visit} /> : <Foot visit={visit} onReview={review} saving={note.saving} />
      }
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
  const who = useWho();
  const provider = who.is('provider');
  const [missing] = visit.missing;
  const words = provider ? (missing ? t(`sign.missing.${missing}`) : '') : t('sign.only-provider');
  return (
    <>
      <Row gap={3}>
        {visit.note?.documentedBy.map((name) => (
          <Tag key={name}>{t('note.documented', { who: name, provider: visit.provider?.display ?? '' })}</Tag>
        ))}
        <Text kind={missing && provider ? 'warn' : 'quiet'}>{words}</Text>
      </Row>
      <Row gap={2}>
        <StageButton visit={visit} />
        {provider && (
          <Button tone="primary" keys="ctrl+enter" onClick={onReview} busy={saving}>
            {t('sign')}
          </Button>
        )}
      </Row>
    </>
  );
}

/** The step of the visit itself: see the patient, or send her on to check-out. */
function StageButton({ visit }: { visit: VisitPage }) {
  const t = useWords('visit');
  const move = useCommand(moveToStage);
  const to =
    visit.stage === 'ready' || visit.stage === 'roomed'
      ? 'with-provider'
      : visit.stage === 'with-provider' || visit.stage === 'ancillary'
        ? 'discharge-ready'
        : undefined;
  if (!to) return null;
  return (
    <Button onClick={() => void move.run({ encounter: visit.encounter, to })} busy={move.state === 'saving'}>
      {t(to === 'with-provider' ? 'visit.start' : 'visit.finish')}
    </Button>
  );
}
