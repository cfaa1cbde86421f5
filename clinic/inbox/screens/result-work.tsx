import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Sparkline } from '#ui/sparkline.tsx';
import { Table } from '#ui/table.tsx';
import { Verdict } from '#ui/tag.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { reviewResult } from '../commands/review-result.contract.ts';
import { CALL_REASONS, type CallReason } from '../rules/outcome.ts';
import type { ResultValue, WorkItem } from '../views/item.contract.ts';
import { levelShown } from './level-shown.ts';

type Result = NonNullable<WorkItem['result']>;

/** A result, its values with their range and those before; seen, or seen and the patient is to be told. */
export function ResultWork({ task, result, onDone }: { task: string; result: Result; onDone: () => void }) {
  const t = useWords('inbox');
  const { dateTime } = useFormat();
  const review = useCommand(reviewResult);
  const [telling, setTelling] = useState(false);
  const run = async (call?: { reason: CallReason; words: string }) => {
    const answer = await review.run({ task, ...(call ? { call } : {}) });
    if (answer.ok) onDone();
  };
  return (
    <Stack gap={4}>
      <Row gap={2} spread>
        <Text kind="lead">{result.name}</Text>
        <Text kind="small">{dateTime(result.issued)}</Text>
      </Row>
      <Values of={result.values} />
      {result.conclusion && <Text as="p">{result.conclusion}</Text>}
      {telling ? (
        <Telling
          first={result.values.every(({ level }) => level === 'normal') ? 'normal' : 'come-in'}
          busy={review.state === 'saving'}
          onSend={(call) => void run(call)}
          onCancel={() => setTelling(false)}
        />
      ) : (
        <Row gap={2}>
          <Button tone="primary" keys="r" busy={review.state === 'saving'} onClick={() => void run()}>
            {t('reviewed')}
          </Button>
          <Button keys="c" icon="phone" onClick={() => setTelling(true)}>
            {t('reviewed-and-call')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}

function Values({ of }: { of: readonly ResultValue[] }) {
  const t = useWords('inbox');
  return (
    <Table
      label={t('values')}
      rows={of}
      rowKey={({ id, code }) => `${id}-${code}`}
      columns={[
        { key: 'label', title: t('column.test'), cell: ({ label }) => label },
        {
          key: 'value',
          title: t('column.value'),
          numeric: true,
          cell: (value) => (
            <Text kind="strong">
              {value.text} {value.unit}
            </Text>
          ),
        },
        { key: 'flag', title: t('column.flag'), cell: ({ level }) => <Verdict {...levelShown(level, t)} /> },
        { key: 'range', title: t('column.range'), cell: (value) => rangeText(value) },
        { key: 'before', title: t('column.before'), cell: (value) => <Before of={value} />, wideOnly: true },
      ]}
    />
  );
}

const rangeText = ({ range }: ResultValue): string =>
  range ? `${range.low ?? ''} – ${range.high ?? ''}`.trim() : '';

function Before({ of: { earlier, range } }: { of: ResultValue }) {
  const t = useWords('inbox');
  const { low, high } = range ?? {};
  return earlier.length > 1 ? (
    <Sparkline
      points={earlier}
      label={t('before', { values: earlier.map(({ value }) => value).join(', ') })}
      {...(low !== undefined && high !== undefined ? { band: [low, high] as const } : {})}
      width={96}
    />
  ) : (
    <Text kind="quiet">{t('before.none')}</Text>
  );
}

/** The provider's own words: nothing else is said at the phone. */
function Telling({
  first,
  busy,
  onSend,
  onCancel,
}: {
  /** Nobody says "all is well" of an abnormal value by leaving a button as it stood. */
  first: CallReason;
  busy: boolean;
  onSend: (call: { reason: CallReason; words: string }) => void;
  onCancel: () => void;
}) {
  const t = useWords('inbox');
  const [reason, setReason] = useState(first);
  const [words, setWords] = useState(t(`call.script.${first}`));
  const [missing, setMissing] = useState(false);
  const pick = (next: CallReason) => {
    // Words of her own stay; a sentence of ours is changed for the next one.
    if (CALL_REASONS.some((one) => words === t(`call.script.${one}`))) setWords(t(`call.script.${next}`));
    setReason(next);
  };
  const send = () => (words.trim().length < 3 ? setMissing(true) : onSend({ reason, words }));
  return (
    <Stack gap={3}>
      <Field label={t('call.reason')} group>
        <Choice
          value={reason}
          onChange={pick}
          options={CALL_REASONS.map((value) => ({ value, label: t(`call.reason.${value}`) }))}
        />
      </Field>
      <Field
        label={t('call.words')}
        hint={t('call.words.hint')}
        error={missing ? t('call.words.missing') : undefined}
      >
        <TextBox value={words} onChange={setWords} lines={3} maxLength={1000} autoFocus />
      </Field>
      <Row gap={2}>
        <Button tone="primary" keys="ctrl+enter" busy={busy} onClick={send}>
          {t('call.send')}
        </Button>
        <Button tone="quiet" keys="escape" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Row>
    </Stack>
  );
}
