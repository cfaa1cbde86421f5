import { type ReactNode, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Icon } from '#ui/icon.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWords } from '#ui/use-words.ts';
import { checkIn } from '../commands/check-in.contract.ts';
import { CONFIRMED, type ConfirmedField } from '../rules/fields.ts';
import type { CheckInPage } from '../views/check-in-page.contract.ts';
import { Coverages } from './coverages.tsx';
import { Forms } from './forms.tsx';
import css from './registration.module.css';

const KEYS: Readonly<Record<ConfirmedField, string>> = {
  name: '1',
  'birth-date': '2',
  address: '3',
  phone: '4',
  coverage: '5',
};

/** Identity first, then each field by one key, then insurance, forms and the copay. */
export function CheckInPageView({ page }: { page: CheckInPage }) {
  const t = useWords('registration');
  const { go } = usePlace();
  const [done, setDone] = useState<ReadonlySet<ConfirmedField>>(new Set());
  const [copay, setCopay] = useState('');
  const command = useCommand(checkIn, { quiet: true });
  const heard = done.has('name') && done.has('birth-date');
  const toggle = (field: ConfirmedField) =>
    setDone((before) => {
      const next = new Set(before);
      if (!next.delete(field)) next.add(field);
      return next;
    });
  const cents = Math.round(Number(copay.replace(',', '.')) * 100);
  const submit = async () => {
    const answer = await command.run({
      encounter: page.encounter,
      heard: { name: done.has('name'), birthDate: done.has('birth-date') },
      confirmed: [...done],
      ...(copay.trim() !== '' && Number.isFinite(cents) ? { copayCents: cents } : {}),
    });
    if (answer.ok) go('/board');
  };
  const waiting = page.stage === 'arrived';
  return (
    <Page
      title={t('check-in')}
      titleHidden
      tab=""
      width="form"
      foot={
        <Row spread>
          <Text kind={heard ? 'quiet' : 'warn'}>
            {!waiting ? t('check-in.already') : heard ? t('check-in.heard') : t('check-in.listen')}
          </Text>
          {waiting && (
            <Button
              tone="primary"
              keys="ctrl+enter"
              onClick={() => void submit()}
              disabled={!heard}
              why={t('check-in.listen')}
              busy={command.state === 'saving'}
            >
              {t('check-in.save')}
            </Button>
          )}
        </Row>
      }
    >
      <Stack gap={6}>
        {command.refusal && (
          <Text kind="critical" as="p">
            {command.refusal.words}
          </Text>
        )}
        <ul className={css.list}>
          {CONFIRMED.map((field) => (
            <ConfirmRow
              key={field}
              field={field}
              page={page}
              done={done.has(field)}
              onToggle={() => toggle(field)}
            />
          ))}
        </ul>
        <Row spread>
          <Button
            onClick={() => setDone(new Set(CONFIRMED))}
            keys="u"
            disabled={!heard}
            why={t('check-in.listen')}
          >
            {t('all-unchanged')}
          </Button>
          <Button tone="quiet" onClick={() => go('/patients/$patient/profile', { patient: page.patient })}>
            {t('something-changed')}
          </Button>
        </Row>
        <Coverages page={page} />
        <Forms page={page} />
        <Row gap={3}>
          <Text>{t('copay')}</Text>
          <TextBox value={copay} onChange={setCopay} numeric unit="$" chars={8} label={t('copay')} />
        </Row>
      </Stack>
    </Page>
  );
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
  onToggle: () => void;
}) {
  const t = useWords('registration');
  const { date } = useFormat();
  const last = page.fields.find((one) => one.field === field);
  return (
    <li className={css.row} data-done={done || undefined}>
      <div className={css.confirm}>
        <Text kind="small" as="p">
          {t(`confirm.${field}`)}
        </Text>
        <Shown field={field} page={page} />
        {last?.on && (
          <Text kind="small" as="p">
            {t('verified', { date: date(last.on), who: last.by })}
          </Text>
        )}
        {last?.due && !last.on && (
          <Text kind="warn" as="p">
            {t('never-verified')}
          </Text>
        )}
      </div>
      <Button pressed={done} keys={KEYS[field]} onClick={onToggle}>
        {done ? <Icon of="check" /> : null}{' '}
        {t(field === 'name' || field === 'birth-date' ? 'heard' : 'unchanged')}
      </Button>
    </li>
  );
}

function Shown({ field, page }: { field: ConfirmedField; page: CheckInPage }): ReactNode {
  const t = useWords('registration');
  const { date } = useFormat();
  const { profile, coverages } = page;
  const words: Readonly<Record<ConfirmedField, string>> = {
    name: page.name,
    'birth-date': date(profile.birthDate),
    address: [profile.line, profile.city, profile.state, profile.postalCode].filter(Boolean).join(', '),
    phone: [profile.phone, profile.mayText ? t('may-text') : ''].filter(Boolean).join(' · '),
    coverage: coverages.map(({ payer, memberId }) => `${payer} ${memberId}`).join('; '),
  };
  return <Text as="p">{words[field] || t('nothing-held')}</Text>;
}
