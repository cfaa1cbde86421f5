import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Stack, Text } from '#ui/layout.tsx';
import { toast } from '#ui/toast-store.ts';
import { useCommand } from '#ui/use-command.ts';
import { useWords } from '#ui/use-words.ts';
import { signNote } from '../commands/sign-note.contract.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';
import { NoteSections } from './signed-note.tsx';

interface SignDialogProps {
  readonly visit: VisitPage;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSigned: () => Promise<void>;
}

/** Exactly what will be signed: the note at the version shown, its diagnoses, its orders. */
export function SignDialog({ visit, open, onClose, onSigned }: SignDialogProps) {
  const t = useWords('visit');
  const sign = useCommand(signNote, { quiet: true });
  const { note } = visit;
  const drafts = visit.orders.filter(({ status }) => status === 'draft');
  const confirm = async () => {
    if (!note) return;
    const answer = await sign.run({ encounter: visit.encounter, version: note.version });
    if (!answer.ok) return;
    toast({ words: t('sign.done', { count: answer.result.orders }), tone: 'good' });
    onClose();
    await onSigned();
  };
  const actions = (
    <>
      <Button tone="quiet" onClick={onClose}>
        {t('sign.cancel')}
      </Button>
      <Button
        tone="primary"
        keys="ctrl+enter"
        onClick={() => void confirm()}
        busy={sign.state === 'saving'}
        disabled={visit.missing.length > 0}
      >
        {t('sign.confirm')}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={onClose} title={t('sign.title')} size="large" actions={actions}>
      <Stack gap={4}>
        {sign.refusal && (
          <Text kind="critical" as="p">
            {sign.refusal.words}
          </Text>
        )}
        {visit.missing.map((code) => (
          <Text key={code} kind="warn" as="p">
            {t(`sign.missing.${code}`)}
          </Text>
        ))}
        {note && <NoteSections text={note.text} />}
        <Text as="p">
          <Text kind="strong">{t('diagnoses')}:</Text>{' '}
          {visit.diagnoses.map(({ code, display }) => `${display} (${code})`).join('; ')}
        </Text>
        <Text as="p" kind="quiet">
          {drafts.length > 0 ? t('sign.orders', { count: drafts.length }) : t('sign.orders.none')}
        </Text>
        {drafts.map(({ id, text, directions }) => (
          <Text key={id} as="p">
            {[text, directions].filter(Boolean).join(': ')}
          </Text>
        ))}
      </Stack>
    </Dialog>
  );
}
