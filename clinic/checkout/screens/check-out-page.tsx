import { Stack } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { useWords } from '#ui/use-words.ts';
import type { CheckOutPage } from '../views/check-out-page.contract.ts';
import { FollowUp } from './follow-up.tsx';
import { SummarySheet } from './summary-sheet.tsx';

/** What happens next, the summary, goodbye. */
export function CheckOut({ page }: { page: CheckOutPage }) {
  const t = useWords('checkout');
  return (
    <Page title={t('title')} titleHidden tab="">
      <Stack gap={8}>
        <FollowUp page={page} />
        <SummarySheet page={page} />
      </Stack>
    </Page>
  );
}
