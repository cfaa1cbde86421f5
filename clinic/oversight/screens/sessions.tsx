import { useQuery } from '@tanstack/react-query';
import { type ApiFailure, call } from '#ui/api.ts';
import { Button } from '#ui/button.tsx';
import { Page } from '#ui/page.tsx';
import { signOut } from '#ui/session.ts';
import { Failure, Skeleton } from '#ui/state.tsx';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';

interface Open {
  readonly id: string;
  readonly workstation: string;
  readonly started: string;
  readonly seen: string;
  readonly locked: boolean;
  readonly here: boolean;
}

/** Where I am signed in, and out of everywhere with one key. */
export default function SessionsScreen() {
  const t = useWords('oversight');
  const { dateTime } = useFormat();
  const sessions = useQuery<readonly Open[], ApiFailure>({
    queryKey: ['sessions'],
    queryFn: async () =>
      ((await call({ method: 'GET', path: '/api/sessions' })) as { sessions: Open[] }).sessions,
  });
  const endAll = async () => {
    await call({ method: 'DELETE', path: '/api/sessions' }).catch(() => undefined);
    await signOut();
  };
  return (
    <Page
      title={t('sessions')}
      actions={
        <Button tone="danger" icon="sign-out" onClick={() => void endAll()}>
          {t('sessions.end-all')}
        </Button>
      }
    >
      {sessions.error ? (
        <Failure of={sessions.error} retry={() => void sessions.refetch()} />
      ) : sessions.data === undefined ? (
        <Skeleton />
      ) : (
        <Table
          label={t('sessions')}
          rows={sessions.data}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'where',
              title: t('column.where'),
              cell: ({ workstation, here, locked }) => (
                <>
                  {workstation} {here && <Tag tone="accent">{t('sessions.here')}</Tag>}{' '}
                  {locked && <Tag icon="lock">{t('sessions.locked')}</Tag>}
                </>
              ),
            },
            { key: 'started', title: t('sessions.started'), cell: ({ started }) => dateTime(started) },
            { key: 'seen', title: t('sessions.seen'), cell: ({ seen }) => dateTime(seen) },
          ]}
        />
      )}
    </Page>
  );
}
