import { useRef } from 'react';
import { Button } from '#ui/button.tsx';
import { Icon } from '#ui/icon.tsx';
import { Heard, Row, Stack, Text } from '#ui/layout.tsx';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWords } from '#ui/use-words.ts';
import { CONFIRMED, type ConfirmedField } from '../rules/fields.ts';
import { spokenPhone } from '../rules/phone.ts';
import type { CheckInPage } from '../views/check-in-page.contract.ts';
import css from './check-in.module.css';
import type { Ticks } from './check-in-ticks.ts';

const KEYS: Readonly<Record<ConfirmedField, string>> = {
  name: '1',
  'birth-date': '2',
  address: '3',
  phone: '4',
  coverage: '5',
};

/** Identity as the patient says it, then each field we hold; one key each, one for all that is unchanged. */
export function CheckInFields({ page, ticks }: { page: CheckInPage; ticks: Ticks }) {
  const t = useWords('registration');
  const { go } = usePlace();
  const list = useRef<HTMLUListElement>(null);
  const waiting = page.stage === 'arrived';
  const toggle = (field: ConfirmedField) => {
    ticks.toggle(field);
    if (!ticks.done.has(field)) focusNext(list.current, field);
  };
  return (
    <Stack gap={3}>
      <ul className={css.list} ref={list}>
        {CONFIRMED.map((field) => (
          <ConfirmRow
            key={field}
            field={field}
            page={page}
            done={ticks.done.has(field)}
            {...(waiting ? { onToggle: () => toggle(field) } : {})}
          />
        ))}
      </ul>
      <Row spread>
        {waiting ? (
          <Button onClick={ticks.allUnchanged} keys="u" disabled={!ticks.heard} why={t('check-in.listen')}>
            {t('all-unchanged')}
          </Button>
        ) : (
          <span />
        )}
        <Button tone="quiet" onClick={() => go('/patients/$patient/profile', { patient: page.patient })}>
          {t('something-changed')}
        </Button>
      </Row>
    </Stack>
  );
}

/** Enter goes down the list: the next row that is not ticked yet has the focus. */
function focusNext(list: HTMLUListElement | null, field: ConfirmedField): void {
  const rows = [...(list?.querySelectorAll<HTMLButtonElement>('button[aria-pressed]') ?? [])];
  const at = rows.findIndex((row) => row.closest('[data-field]')?.getAttribute('data-field') === field);
  rows.find((row, index) => index > at && row.getAttribute('aria-pressed') === 'false')?.focus();
}

function ConfirmRow({
  field,
  page,
  done,
  onToggle,
}: {
  field: ConfirmedField;
  page: CheckInPage;
  done: boolean;
  onToggle?: () => void;
}) {
  const t = useWords('registration');
  const label = t(`confirm.${field}`);
  const stated = field === 'name' || field === 'birth-date';
  return (
    <li className={css.row} data-field={field} data-done={done || undefined}>
      <div className={css.confirm}>
        <Text kind="small" as="p">
          {label}
        </Text>
        <Shown field={field} page={page} />
        <LastConfirmed field={field} page={page} done={done} />
      </div>
      {onToggle && (
        <Button pressed={done} keys={KEYS[field]} label={label} onClick={onToggle}>
          <span className={css.tick}>
            {done && <Icon of="check" size={16} />}
            {t(stated ? 'heard' : 'unchanged')}
            <Heard>: {label}</Heard>
          </span>
        </Button>
      )}
    </li>
  );
}

/** When a field was last confirmed and by whom; in warning words when it is to be asked again. */
function LastConfirmed({ field, page, done }: { field: ConfirmedField; page: CheckInPage; done: boolean }) {
  const t = useWords('registration');
  const { date } = useFormat();
  const last = page.fields.find((one) => one.field === field);
  if (!last) return null;
  const stated = field === 'name' || field === 'birth-date';
  const words = last.on ? t('verified', { date: date(last.on), who: last.by }) : '';
  const ask =
    done || stated
      ? ''
      : !last.on
        ? t('ask-never')
        : last.alone
          ? t('ask-alone')
          : last.due
            ? t('due-again')
            : '';
  return (
    <p>
      {words && <Text kind="small">{words}</Text>}
      {words && ask && <Text kind="small"> · </Text>}
      {ask && <span className={last.alone ? css.ask : css.due}>{ask}</span>}
    </p>
  );
}

function Shown({ field, page }: { field: ConfirmedField; page: CheckInPage }) {
  const t = useWords('registration');
  const { date } = useFormat();
  const { profile, coverages } = page;
  const words: Readonly<Record<ConfirmedField, string>> = {
    name: page.name,
    'birth-date': date(profile.birthDate),
    address: [profile.line, profile.city, [profile.state, profile.postalCode].filter(Boolean).join(' ')]
      .filter(Boolean)
      .join(', '),
    phone: [spokenPhone(profile.phone), profile.phone && profile.mayText ? t('may-text') : '']
      .filter(Boolean)
      .join(' · '),
    coverage: coverages.map(({ payer, memberId }) => `${payer} ${memberId}`).join('; '),
  };
  return <Text as="p">{words[field] || t('nothing-held')}</Text>;
}
