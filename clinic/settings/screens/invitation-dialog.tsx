import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Text } from '#ui/layout.tsx';
import { toast } from '#ui/toast-store.ts';
import { useWords } from '#ui/use-words.ts';
import css from './settings.module.css';

/** One-time links, shown once: the server keeps only their hashes. */
export function InvitationDialog({
  links,
  onClose,
}: {
  links: readonly { name: string; url: string }[];
  onClose: () => void;
}) {
  const t = useWords('settings');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('invitation.title', { count: links.length })}
      actions={
        <Button tone="primary" keys="enter" onClick={onClose}>
          {t('invitation.done')}
        </Button>
      }
    >
      <Text kind="quiet" as="p">
        {t('invitation.words')}
      </Text>
      <Links links={links} />
    </Dialog>
  );
}

export function Links({ links }: { links: readonly { name: string; url: string }[] }) {
  const t = useWords('settings');
  const copy = async (url: string) => {
    await navigator.clipboard?.writeText(url).then(
      () => toast({ words: t('invitation.copied'), tone: 'good' }),
      () => undefined,
    );
  };
  return links.map(({ name, url }) => (
    <div key={url}>
      <div className={css.link}>
        <Text kind="strong">{name}</Text>
      </div>
      <div className={css.link}>
        <code>{url}</code>
        <Button size="small" onClick={() => void copy(url)} label={t('invitation.copy-of', { name })}>
          {t('invitation.copy')}
        </Button>
      </div>
    </div>
  ));
}
