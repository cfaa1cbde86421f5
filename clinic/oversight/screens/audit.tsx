import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Stack, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Empty, Failure, Skeleton } from '#ui/state.tsx';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWords } from '#ui/use-words.ts';
import { dayBounds } from '../rules/day-bounds.ts';
import { looksOf } from '../rules/looks.ts';
import { Chain } from './chain.tsx';
import { Filters, type Wanted } from './filters.tsx';
import { Looks } from './looks.tsx';
import { useTrail } from './use-trail.ts';

const NOTHING: Wanted = { patient: '', account: '', action: '', from: '', to: '' };

/** [O1] Who looked at what. */
export default function AuditScreen() {
  const t = useWords('oversight');
  const { zone, today } = useFormat();
  const { search } = usePlace();
  const [wanted, setWanted] = useState<Wanted>({
    ...NOTHING,
    patient: search.patient ?? '',
    from: search.patient ? '' : today(),
  });
  const trail = useTrail({
    ...(wanted.patient ? { patient: wanted.patient } : {}),
    ...(wanted.account ? { account: wanted.account } : {}),
    ...(wanted.action ? { action: wanted.action } : {}),
    ...dayBounds(wanted.from, wanted.to, zone),
  });
  return (
    <Page title={t('title')} meta={<Text kind="small">{t('audited')}</Text>} actions={<Chain />} width="full">
      <Stack gap={5}>
        <Filters wanted={wanted} onChange={setWanted} rows={trail.data ?? []} />
        {trail.error ? (
          <Failure of={trail.error} retry={() => void trail.refetch()} />
        ) : trail.data === undefined ? (
          <Skeleton lines={8} />
        ) : (
          <Looks
            looks={looksOf(trail.data)}
            onPatient={(patient) => setWanted({ ...NOTHING, patient })}
            onAccount={(account) => setWanted({ ...wanted, account })}
            empty={<Empty title={t('empty')}>{t('empty.words')}</Empty>}
          />
        )}
        {trail.hasNextPage && (
          <div>
            <Button busy={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
              {t('older')}
            </Button>
          </div>
        )}
      </Stack>
    </Page>
  );
}
