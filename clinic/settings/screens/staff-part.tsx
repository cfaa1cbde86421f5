import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { toast } from '#ui/toast-store.ts';
import { useCommand } from '#ui/use-command.ts';
import { useWords } from '#ui/use-words.ts';
import { saveStaff } from '../commands/save-staff.contract.ts';
import type { StaffRow } from '../views/settings-page.contract.ts';
import { InvitationDialog } from './invitation-dialog.tsx';
import { StaffDialog } from './staff-dialog.tsx';
import { type AccountRow, invite, refusalOf, useAccountChange, useAccounts } from './use-accounts.ts';

/** [S8] Who works here and who may sign in. */
export function StaffPart({ staff }: { staff: readonly StaffRow[] }) {
  const t = useWords('settings');
  const accounts = useAccounts();
  const change = useAccountChange();
  const save = useCommand(saveStaff);
  const [edited, setEdited] = useState<StaffRow | 'new'>();
  const [link, setLink] = useState<{ name: string; url: string }>();
  const accountOf = (row: StaffRow) =>
    accounts.data?.find((account) => account.practitioner === `Practitioner/${row.id}`);
  const askLink = async (row: StaffRow, account: AccountRow) => {
    try {
      setLink({
        name: row.display,
        url: await invite(
          {
            name: account.name,
            display: row.display,
            practitioner: account.practitioner,
            roles: account.roles,
          },
          account,
        ),
      });
    } catch (error) {
      toast({ words: t(`refusal.${refusalOf(error)}`), tone: 'warn' });
    }
  };
  const setActive = async (row: StaffRow, active: boolean) => {
    if (row.role === '') return;
    const account = accountOf(row);
    const { id, prefix, given, family, credential, role } = row;
    const answer = await save.run({ practitioner: id, prefix, given, family, credential, role, active });
    if (answer.ok && account)
      await change
        .mutateAsync({ id: account.id, disabled: !active })
        .catch((error) => toast({ words: t(`refusal.${refusalOf(error)}`), tone: 'warn' }));
  };
  const columns = [
    { key: 'name', title: t('staff.name'), cell: (row: StaffRow) => row.display },
    { key: 'role', title: t('staff.role'), cell: (row: StaffRow) => (row.role ? t(`role.${row.role}`) : '') },
    {
      key: 'account',
      title: t('staff.account'),
      cell: (row: StaffRow) => <AccountState account={accountOf(row)} />,
    },
    {
      key: 'more',
      title: t('staff.more'),
      titleHidden: true,
      width: '56px',
      cell: (row: StaffRow) => {
        const account = accountOf(row);
        return (
          <Menu
            label={t('staff.more-of', { name: row.display })}
            items={[
              { key: 'edit', label: t('staff.edit'), icon: 'edit', onPick: () => setEdited(row) },
              ...(account
                ? [
                    {
                      key: 'link',
                      label: t(account.hasPassword ? 'staff.reset' : 'staff.invite-again'),
                      icon: 'link' as const,
                      onPick: () => void askLink(row, account),
                    },
                  ]
                : []),
              {
                key: 'active',
                label: t(row.active ? 'staff.leave' : 'staff.return'),
                icon: row.active ? ('ban' as const) : ('undo' as const),
                apart: true,
                danger: row.active,
                onPick: () => void setActive(row, !row.active),
              },
            ]}
          />
        );
      },
    },
  ];
  return (
    <div>
      <Table
        label={t('staff')}
        columns={columns}
        rows={staff}
        rowKey={(row) => row.id}
        onOpen={setEdited}
        tone={(row) => (row.active ? undefined : 'quiet')}
      />
      <div style={{ paddingTop: 'var(--s3)' }}>
        <Button icon="add-patient" keys="n" onClick={() => setEdited('new')}>
          {t('staff.add')}
        </Button>
      </div>
      {edited && (
        <StaffDialog
          row={edited === 'new' ? undefined : edited}
          account={edited === 'new' ? undefined : accountOf(edited)}
          taken={accounts.data?.map(({ name }) => name) ?? []}
          onClose={() => setEdited(undefined)}
          onInvited={setLink}
        />
      )}
      {link && <InvitationDialog links={[link]} onClose={() => setLink(undefined)} />}
    </div>
  );
}

function AccountState({ account }: { account: AccountRow | undefined }) {
  const t = useWords('settings');
  if (!account) return <Tag>{t('account.none')}</Tag>;
  if (account.disabled) return <Tag>{t('account.disabled')}</Tag>;
  return (
    <>
      {account.name} {!account.hasPassword && <Tag tone="warn">{t('account.invited')}</Tag>}{' '}
      {account.owner && <Tag tone="accent">{t('account.owner')}</Tag>}
    </>
  );
}
