import { useRef, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useKeys } from '#ui/use-keys.ts';
import { useWords } from '#ui/use-words.ts';
import { requestFollowUp } from '../commands/request-follow-up.contract.ts';
import { INTERVAL_UNITS, type IntervalUnit } from '../rules/follow-up.ts';
import type { CheckOutPage } from '../views/check-out-page.contract.ts';

const USUAL = [
  { count: 1, unit: 'week' },
  { count: 2, unit: 'week' },
  { count: 1, unit: 'month' },
  { count: 3, unit: 'month' },
  { count: 6, unit: 'month' },
  { count: 12, unit: 'month' },
] as const;

/** When to come back: one key for the usual intervals, two boxes for the others. */
export function FollowUp({ page }: { page: CheckOutPage }) {
  const t = useWords('checkout');
  const { date, time } = useFormat();
  const ask = useCommand(requestFollowUp);
  const [count, setCount] = useState('');
  const [unit, setUnit] = useState<IntervalUnit>('week');
  const [reason, setReason] = useState(page.facts.followUp?.reason ?? page.facts.diagnoses[0] ?? '');
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useKeys({ f: { label: t('follow-up'), run: () => box.current?.focus() } });
  const { followUp } = page.facts;
  const save = (of: { count: number; unit: IntervalUnit }) =>
    void ask.run({ encounter: page.encounter, ...of, reason });
  return (
    <Section
      title={t('follow-up')}
      done={followUp !== null}
      {...(followUp
        ? { note: t('follow-up.window', { start: date(followUp.start), end: date(followUp.end) }) }
        : {})}
    >
      <Stack gap={3}>
        <Row gap={2}>
          {USUAL.map((interval) => (
            <Button key={`${interval.count}${interval.unit}`} size="small" onClick={() => save(interval)}>
              {t(`follow-up.in.${interval.unit}`, { count: interval.count })}
            </Button>
          ))}
        </Row>
        <Row gap={3} align="end">
          <Field label={t('follow-up.count')} error={ask.errorAt('count')}>
            <TextBox
              value={count}
              onChange={setCount}
              numeric
              chars={4}
              ref={box}
              onEnter={() => save({ count: Number(count), unit })}
            />
          </Field>
          <Field label={t('follow-up.unit')} group>
            <Choice
              value={unit}
              onChange={setUnit}
              options={INTERVAL_UNITS.map((value) => ({ value, label: t(`follow-up.unit.${value}`) }))}
            />
          </Field>
          <Button
            onClick={() => save({ count: Number(count), unit })}
            disabled={!/^\d+$/.test(count)}
            busy={ask.state === 'saving'}
          >
            {t('follow-up.save')}
          </Button>
        </Row>
        <Field label={t('follow-up.reason')} error={ask.errorAt('reason')}>
          <TextBox value={reason} onChange={setReason} maxLength={300} />
        </Field>
        {page.facts.next && (
          <Text as="p">
            {t('next', {
              date: date(page.facts.next.start, 'long'),
              time: time(page.facts.next.start),
              provider: page.facts.next.provider,
            })}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
