import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { BodyText, Stack } from '#ui/layout.tsx';
import { useCommand } from '#ui/use-command.ts';
import { getProvider } from '../commands/get-provider.contract.ts';
import { useRooming } from './rooming-context.ts';

/**
 * Item 9 was answered: the provider is already called, in the same transaction. Blocks until the assistant says that the
 * patient is not alone; that is kept, with its time, in the call.
 */
export function SelfHarmAlert() {
  const { t, page, draft, encounter, format } = useRooming();
  const call = page.calls.find((one) => one.suicidal === 'yes');
  const stay = useCommand(getProvider, { done: () => '' });
  const said = draft.get<string | null>('self-harm-seen', null);
  if (!call || said === call.id || !draft.loaded) return null;
  const acknowledge = () => {
    draft.set('self-harm-seen', call.id);
    if (!call.acknowledged)
      void stay.run({ encounter, flags: ['suicidal'], note: 'Assistant stays with the patient' });
  };
  return (
    <Dialog
      open
      mustAnswer
      onClose={() => undefined}
      title={t('self-harm.title')}
      actions={
        <Button tone="danger" keys="ctrl+enter" onClick={acknowledge}>
          {t('self-harm.stay')}
        </Button>
      }
    >
      <Stack gap={3}>
        <BodyText>
          {t('self-harm.told', {
            provider: page.provider ?? t('call.a-provider'),
            time: format.time(call.since),
          })}
        </BodyText>
        <BodyText>{t('self-harm.policy')}</BodyText>
      </Stack>
    </Dialog>
  );
}
