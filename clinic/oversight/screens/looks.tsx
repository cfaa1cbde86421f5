import type { ReactNode } from 'react';
import { Button } from '#ui/button.tsx';
import { Text } from '#ui/layout.tsx';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import type { Look } from '../rules/looks.ts';

/** One line a look: when, who, did what, with whose record, from where. */
export function Looks({
  looks,
  onPatient,
  onAccount,
  empty,
}: {
  looks: readonly Look[];
  onPatient: (patient: string) => void;
  onAccount: (account: string) => void;
  empty: ReactNode;
}) {
  const t = useWords('oversight');
  const { date, time } = useFormat();
  const what = ({ first, rows }: Look) => {
    const names = [
      ...new Set(
        rows
          .map((row) => row.operation || [row.type, row.resource].filter(Boolean).join('/'))
          .filter(Boolean),
      ),
    ];
    return names.slice(0, 3).join(', ') + (names.length > 3 ? ` +${names.length - 3}` : '') || first.reason;
  };
  return (
    <Table
      label={t('title')}
      rows={looks}
      rowKey={({ first }) => first.id}
      empty={empty}
      tone={({ first }) => (first.outcome === 'success' ? undefined : 'warn')}
      columns={[
        {
          key: 'at',
          title: t('column.at'),
          width: '132px',
          cell: ({ first }) => (
            <span title={first.at}>
              {date(first.at, 'short')} {time(first.at)}
            </span>
          ),
        },
        {
          key: 'who',
          title: t('column.who'),
          width: '170px',
          cell: ({ first }) => (
            <Button
              tone="quiet"
              size="small"
              label={t('column.who-only', { name: first.display })}
              onClick={() => onAccount(first.account)}
            >
              {first.display || first.account}
            </Button>
          ),
        },
        {
          key: 'did',
          title: t('column.did'),
          cell: (look) => (
            <>
              {t(`action.${look.first.action}`)} <Text kind="small">{what(look)}</Text>{' '}
              {look.rows.length > 1 && <Tag>{t('times', { count: look.rows.length })}</Tag>}{' '}
              {look.first.outcome !== 'success' && (
                <Tag tone="warn" icon="alert">
                  {t(`outcome.${look.first.outcome}`)}
                  {look.first.reason ? `: ${look.first.reason}` : ''}
                </Tag>
              )}
            </>
          ),
        },
        {
          key: 'patients',
          title: t('column.patients'),
          width: '130px',
          cell: ({ first }) =>
            first.patients.length === 1 && first.patients[0] ? (
              <Button tone="quiet" size="small" onClick={() => onPatient(first.patients[0] ?? '')}>
                {t('column.this-patient')}
              </Button>
            ) : first.patients.length > 1 ? (
              t('column.several', { count: first.patients.length })
            ) : (
              ''
            ),
        },
        {
          key: 'where',
          title: t('column.where'),
          width: '140px',
          wideOnly: true,
          cell: ({ first }) => <Text kind="small">{first.workstation}</Text>,
        },
      ]}
    />
  );
}
