import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Check } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { BodyText, Facts, Row, Stack, Text } from '#ui/layout.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { logCall } from '../commands/log-call.contract.ts';
import type { CallOutcome } from '../rules/outcome.ts';
import type { WorkItem } from '../views/item.contract.ts';

type Call = NonNullable<WorkItem['call']>;

const TRIES = [
  { outcome: 'left-message', key: 'm' },
  { outcome: 'no-answer', key: 'n' },
  { outcome: 'wrong-number', key: 'w' },
] as const;

/** A call: whom, what may be said, and what came of it. */
export function CallWork({ task, call, onDone }: { task: string; call: Call; onDone: () => void }) {
  const t = useWords('inbox');
  const log = useCommand(logCall);
  const [identified, setIdentified] = useState(false);
  const [note, setNote] = useState('');
  const run = async (outcome: CallOutcome) => {
    const answer = await log.run({ task, outcome, identified, note });
    if (!answer.ok) return;
    if (answer.result.done) onDone();
    else setNote('');
  };
  return (
    <Stack gap={4}>
      <Phones of={call.phones} />
      <Check checked={identified} onChange={setIdentified} label={t('call.identified')} />
      {log.errorAt('identified') && <Text kind="critical">{log.errorAt('identified')}</Text>}
      <Stack gap={1}>
        <Text kind="quiet">
          {t('call.say', { by: call.by, reason: call.reason ? t(`call.reason.${call.reason}`) : '' })}
        </Text>
        <BodyText>{call.words}</BodyText>
        <Text kind="small">{t('call.message-rule')}</Text>
      </Stack>
      <Attempts of={call} />
      <Field label={t('call.note')}>
        <TextBox value={note} onChange={setNote} maxLength={1000} />
      </Field>
      <Row gap={2}>
        <Button tone="primary" keys="r" busy={log.state === 'saving'} onClick={() => void run('reached')}>
          {t('call.outcome.reached')}
        </Button>
        {TRIES.map(({ outcome, key }) => (
          <Button key={outcome} keys={key} onClick={() => void run(outcome)}>
            {t(`call.outcome.${outcome}`)}
          </Button>
        ))}
      </Row>
    </Stack>
  );
}

function Phones({ of }: { of: Call['phones'] }) {
  const t = useWords('inbox');
  if (of.length === 0) return <Text kind="warn">{t('call.no-phone')}</Text>;
  return (
    <Facts
      of={of.map(({ number, use, voicemail }) => ({
        label: t(`phone.${use}`),
        value: `${number} · ${t(voicemail ? 'phone.may-leave' : 'phone.name-only')}`,
      }))}
    />
  );
}

function Attempts({ of: { attempts, letter } }: { of: Call }) {
  const t = useWords('inbox');
  const { dateTime } = useFormat();
  if (attempts.length === 0) return null;
  return (
    <Stack gap={1}>
      {attempts.map(({ at, by, outcome, words }) => (
        <Text key={at} kind="small" as="p">
          {dateTime(at)} · {t(`call.outcome.${outcome}`)} · {by}
          {words && words !== outcome.replaceAll('-', ' ') ? ` · ${words}` : ''}
        </Text>
      ))}
      {letter && <Text kind="warn">{t('call.letter')}</Text>}
    </Stack>
  );
}
