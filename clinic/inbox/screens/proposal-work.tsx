import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { Facts, Row, Stack, Text } from '#ui/layout.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useWords } from '#ui/use-words.ts';
import { decideProposal } from '../commands/decide-proposal.contract.ts';
import type { WorkItem } from '../views/item.contract.ts';

type Proposal = NonNullable<WorkItem['proposal']>;

/** What is prescribed beside what the patient says; the provider changes the prescription or leaves it. */
export function ProposalWork({
  task,
  proposal,
  onDone,
}: {
  task: string;
  proposal: Proposal;
  onDone: () => void;
}) {
  const t = useWords('inbox');
  const decide = useCommand(decideProposal);
  const [directions, setDirections] = useState(proposal.words);
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const differently = proposal.answer === 'differently';
  const run = async (decision: 'accept' | 'decline') => {
    const answer = await decide.run({ task, decision, ...(differently ? { directions } : {}), reason });
    if (answer.ok) onDone();
  };
  const busy = decide.state === 'saving';
  return (
    <Stack gap={4}>
      <Text kind="lead">{proposal.medicine}</Text>
      <Facts
        of={[
          { label: t('proposal.prescribed'), value: proposal.directions || t('proposal.no-directions') },
          { label: t('proposal.says'), value: saysOf(proposal, t) },
          { label: t('proposal.by'), value: proposal.by },
        ]}
      />
      {!proposal.active && <Text kind="warn">{t('proposal.not-active')}</Text>}
      {differently && !declining && (
        <Field label={t('proposal.directions')} error={decide.errorAt('directions')}>
          <TextBox value={directions} onChange={setDirections} maxLength={1000} />
        </Field>
      )}
      {declining ? (
        <Stack gap={3}>
          <Field label={t('proposal.why')}>
            <TextBox
              value={reason}
              onChange={setReason}
              maxLength={500}
              autoFocus
              onEnter={() => void run('decline')}
            />
          </Field>
          <Row gap={2}>
            <Button tone="primary" keys="ctrl+enter" busy={busy} onClick={() => void run('decline')}>
              {t('proposal.decline')}
            </Button>
            <Button tone="quiet" keys="escape" onClick={() => setDeclining(false)}>
              {t('cancel')}
            </Button>
          </Row>
        </Stack>
      ) : (
        <Row gap={2}>
          {proposal.active && proposal.answer && (
            <Button tone="primary" keys="a" busy={busy} onClick={() => void run('accept')}>
              {t(differently ? 'proposal.change' : 'proposal.stop')}
            </Button>
          )}
          <Button keys="d" onClick={() => setDeclining(true)}>
            {t('proposal.keep')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}

function saysOf({ answer, reason, words }: Proposal, t: (key: string) => string): string {
  if (!answer) return t('proposal.taken-back');
  const why = answer === 'not-taking' && reason ? t(`reason.${reason}`) : words;
  return [t(`answer.${answer}`), why].filter(Boolean).join(': ');
}
