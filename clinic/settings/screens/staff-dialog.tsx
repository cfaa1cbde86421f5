import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Field } from '#ui/field.tsx';
import { Columns, Stack } from '#ui/layout.tsx';
import { Select, TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useWords } from '#ui/use-words.ts';
import { saveStaff } from '../commands/save-staff.contract.ts';
import { STAFF_ROLES, type StaffRole } from '../rules/staff-roles.ts';
import type { StaffRow } from '../views/settings-page.contract.ts';
import { type AccountRow, invite, offeredName, refusalOf, useAccountChange } from './use-accounts.ts';

export interface StaffDialogProps {
  readonly row: StaffRow | undefined;
  readonly account: AccountRow | undefined;
  readonly taken: readonly string[];
  readonly onClose: () => void;
  readonly onInvited: (link: { name: string; url: string }) => void;
}

/** [S8] One person: name, credential, role, and the name she signs in by. Saving a new one makes her invitation. */
export function StaffDialog({ row, account, taken, onClose, onInvited }: StaffDialogProps) {
  const t = useWords('settings');
  const ui = useWords('ui');
  const save = useCommand(saveStaff, { quiet: true });
  const change = useAccountChange();
  const [person, setPerson] = useState({
    prefix: row?.prefix ?? '',
    given: row?.given ?? '',
    family: row?.family ?? '',
    credential: row?.credential ?? '',
  });
  const [role, setRole] = useState<StaffRole>(row?.role || 'ma');
  const [typedName, setTypedName] = useState<string>();
  const [error, setError] = useState('');
  const name = typedName ?? offeredName(person.given, person.family, taken);
  const set = (field: keyof typeof person) => (value: string) =>
    setPerson((now) => ({ ...now, [field]: value }));
  const finish = async () => {
    setError('');
    const answer = await save.run({
      ...person,
      role,
      active: row?.active ?? true,
      ...(row ? { practitioner: row.id } : {}),
    });
    if (!answer.ok) return;
    const display = [
      [person.prefix, person.given, person.family].filter(Boolean).join(' ').trim(),
      person.credential,
    ]
      .filter(Boolean)
      .join(', ');
    const practitioner = `Practitioner/${answer.result.practitioner}`;
    try {
      if (account)
        await change.mutateAsync({ id: account.id, display, ...(account.owner ? {} : { roles: [role] }) });
      else onInvited({ name: display, url: await invite({ name, display, practitioner, roles: [role] }) });
      onClose();
    } catch (thrown) {
      setError(t(`refusal.${refusalOf(thrown)}`));
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={row ? row.display : t('staff.add')}
      actions={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button
            tone="primary"
            keys="ctrl+enter"
            busy={save.state === 'saving'}
            onClick={() => void finish()}
          >
            {account ? ui('save') : t('staff.save-and-invite')}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        <Columns least={150} gap={4}>
          <Field label={t('staff.given')} error={save.errorAt('given') && t('needed')}>
            <TextBox value={person.given} onChange={set('given')} autoFocus maxLength={60} />
          </Field>
          <Field label={t('staff.family')} error={save.errorAt('family') && t('needed')}>
            <TextBox value={person.family} onChange={set('family')} maxLength={60} />
          </Field>
        </Columns>
        <Columns least={150} gap={4}>
          <Field label={t('staff.prefix')} hint={t('staff.prefix-hint')}>
            <TextBox value={person.prefix} onChange={set('prefix')} maxLength={20} />
          </Field>
          <Field label={t('staff.credential')} hint={t('staff.credential-hint')}>
            <TextBox value={person.credential} onChange={set('credential')} maxLength={30} />
          </Field>
        </Columns>
        <Field label={t('staff.role')} hint={t(`role-hint.${role}`)}>
          <Select
            value={role}
            onChange={setRole}
            options={STAFF_ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
          />
        </Field>
        {!account && (
          <Field label={t('staff.sign-in-name')} error={error || undefined}>
            <TextBox value={name} onChange={setTypedName} maxLength={100} autoComplete="off" />
          </Field>
        )}
      </Stack>
    </Dialog>
  );
}
