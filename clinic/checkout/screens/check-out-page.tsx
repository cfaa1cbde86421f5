import { moveToStage } from '#clinic/flow/commands/move-to-stage.contract.ts';
import { Button } from '#ui/button.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useKeys } from '#ui/use-keys.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWords } from '#ui/use-words.ts';
import { dayToBook } from '../rules/follow-up.ts';
import type { CheckOutPage } from '../views/check-out-page.contract.ts';
import { FollowUp } from './follow-up.tsx';
import { SummarySheet } from './summary-sheet.tsx';

/** What happens next, the summary, goodbye. */
export function CheckOut({ page }: { page: CheckOutPage }) {
  const t = useWords('checkout');
  const { go } = usePlace();
  const leave = useCommand(moveToStage);
  const gone = page.stage === 'checked-out';
  const { followUp } = page.facts;
  const left = [
    page.summary ? '' : t('leave.left.summary'),
    followUp ? '' : t('leave.left.follow-up'),
  ].filter(Boolean);
  // The follow-up's own day and provider; she only says the time.
  const book = () => {
    const when = followUp ? `day=${dayToBook(followUp)}&` : '';
    go(`/day?${when}book=${page.patient}&with=${page.providerId}`);
  };
  useKeys({ n: { label: t('next.book'), run: book } });
  const out = async () => {
    if ((await leave.run({ encounter: page.encounter, to: 'checked-out' })).ok) go('/board');
  };
  return (
    <Page
      title={t('title')}
      titleHidden
      tab=""
      foot={
        <>
          <Text kind="quiet">
            {gone ? t('leave.gone') : left.length > 0 ? t('leave.left', { what: left.join(', ') }) : ''}
          </Text>
          <Row gap={2}>
            <Button onClick={book}>{t('next.book')}</Button>
            {!gone && (
              <Button
                tone="primary"
                keys="ctrl+enter"
                onClick={() => void out()}
                busy={leave.state === 'saving'}
              >
                {t('leave')}
              </Button>
            )}
          </Row>
        </>
      }
    >
      <Stack gap={8}>
        <FollowUp page={page} />
        <SummarySheet page={page} />
      </Stack>
    </Page>
  );
}
