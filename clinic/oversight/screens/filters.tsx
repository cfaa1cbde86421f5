import { useState } from 'react';
import { call } from '#ui/api.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { Picker } from '#ui/picker.tsx';
import { DateBox, Select } from '#ui/text-box.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import type { TrailRow } from '../rules/looks.ts';
import css from './oversight.module.css';

export interface Wanted {
  readonly patient: string;
  readonly account: string;
  readonly action: string;
  readonly from: string;
  readonly to: string;
}
const ACTIONS = [
  'read',
  'search',
  'view',
  'create',
  'update',
  'delete',
  'command',
  'undo',
  'export',
  'print',
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'lock',
  'unlock',
  'turn',
  'unlock-failed',
  'privilege-change',
  'audit-read',
  'backup',
  'restore',
] as const;

interface Match {
  readonly id: string;
  readonly name: string;
  readonly birthDate?: string;
}
async function findPatients(query: string): Promise<readonly Match[]> {
  const answer = (await call({
    method: 'POST',
    path: '/api/view/registration/find-patient',
    json: { input: { query } },
  })) as { data: unknown };
  const list = Array.isArray(answer.data)
    ? answer.data
    : Object.values(answer.data as object).find(Array.isArray);
  return (list as readonly Match[] | undefined) ?? [];
}

/** By patient, person, action and day. */
export function Filters({
  wanted,
  onChange,
  rows,
}: {
  wanted: Wanted;
  onChange: (wanted: Wanted) => void;
  rows: readonly TrailRow[];
}) {
  const t = useWords('oversight');
  const { date } = useFormat();
  const [patient, setPatient] = useState('');
  const people = [...new Map(rows.map((row) => [row.account, row.display])).entries()].sort(
    ([, one], [, other]) => one.localeCompare(other),
  );
  const listed =
    wanted.account && !people.some(([id]) => id === wanted.account)
      ? [[wanted.account, wanted.account] as const, ...people]
      : people;
  const any = wanted.patient || wanted.account || wanted.action || wanted.from || wanted.to;
  return (
    <div className={css.filters}>
      <Field label={t('filter.patient')}>
        <Picker
          placeholder={t('filter.patient-any')}
          chosen={wanted.patient ? patient || t('filter.this-patient') : ''}
          least={2}
          search={async (text) =>
            (await findPatients(text)).map((one) => ({
              key: one.id,
              label: one.name,
              hint: date(one.birthDate),
              value: one,
            }))
          }
          onPick={({ value }) => {
            setPatient(value.name);
            onChange({ ...wanted, patient: value.id, from: '' });
          }}
          onClear={() => onChange({ ...wanted, patient: '' })}
        />
      </Field>
      <Field label={t('filter.person')}>
        <Select
          value={wanted.account}
          onChange={(account) => onChange({ ...wanted, account })}
          placeholder={t('filter.anybody')}
          options={listed.map(([value, label]) => ({ value, label }))}
        />
      </Field>
      <Field label={t('filter.action')}>
        <Select
          value={wanted.action}
          onChange={(action) => onChange({ ...wanted, action })}
          placeholder={t('filter.anything')}
          options={ACTIONS.map((value) => ({ value, label: t(`action.${value}`) }))}
        />
      </Field>
      <Field label={t('filter.from')}>
        <DateBox value={wanted.from} onChange={(from) => onChange({ ...wanted, from })} />
      </Field>
      <Field label={t('filter.to')}>
        <DateBox value={wanted.to} onChange={(to) => onChange({ ...wanted, to })} />
      </Field>
      {any && (
        <Button
          tone="quiet"
          icon="close"
          onClick={() => onChange({ patient: '', account: '', action: '', from: '', to: '' })}
        >
          {t('filter.clear')}
        </Button>
      )}
    </div>
  );
}
