import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Field } from '#ui/field.tsx';
import { Stack } from '#ui/layout.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { addHistory } from '../commands/add-history.contract.ts';
import { type HistoryKind, RELATIONS } from '../rules/histories.ts';
import { useRooming } from './rooming-context.ts';

type Relation = (typeof RELATIONS)[number]['code'];

/** What is new: in the patient's words, with the year as told. The provider codes it. */
export function AddHistory({ kind, onClose }: { kind: HistoryKind; onClose: () => void }) {
  const { t, encounter } = useRooming();
  const [text, setText] = useState('');
  const [when, setWhen] = useState('');
  const [relation, setRelation] = useState<Relation>();
  const command = useCommand(addHistory, { quiet: true });
  const save = async () => {
    if (text.trim() === '') return;
    const outcome = await command.run({
      encounter,
      kind,
      text: text.trim(),
      ...(when ? { when } : {}),
      ...(kind === 'family' ? { relation } : {}),
    });
    if (outcome.ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`history.add-${kind}`)}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            keys="ctrl+enter"
            disabled={text.trim() === ''}
            why={t('history.what')}
            busy={command.state === 'saving'}
            onClick={() => void save()}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        {kind === 'family' && (
          <Field label={t('history.who')} group>
            <Choice
              value={relation}
              onChange={setRelation}
              options={RELATIONS.map((row) => ({
                value: row.code,
                label: t(`relation.${row.code}`),
                key: row.key,
              }))}
            />
          </Field>
        )}
        <Field label={t('history.what')}>
          <TextBox autoFocus value={text} onChange={setText} maxLength={200} onEnter={() => void save()} />
        </Field>
        {kind !== 'family' && (
          <Field label={t('history.when')} error={command.errorAt('when')} hint={t('history.when-hint')}>
            <TextBox value={when} onChange={setWhen} maxLength={10} chars={12} onEnter={() => void save()} />
          </Field>
        )}
      </Stack>
    </Dialog>
  );
}
