import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Row, Stack } from '#ui/layout.tsx';
import { Picker } from '#ui/picker.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { askView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { draftOrder, ORDER_KINDS } from '../commands/draft-order.contract.ts';
import { findMedication } from '../views/find-medication.contract.ts';

type Kind = (typeof ORDER_KINDS)[number];
const PRIORITIES = ['routine', 'urgent', 'stat'] as const;

/** One order: kind, what, how, how soon. Enter saves the draft. */
export function OrderForm({ encounter, onClose }: { encounter: string; onClose: () => void }) {
  const t = useWords('visit');
  const draft = useCommand(draftOrder, { quiet: true });
  const [kind, setKind] = useState<Kind>('lab');
  const [text, setText] = useState('');
  const [rxnorm, setRxnorm] = useState<string>();
  const [directions, setDirections] = useState('');
  const [priority, setPriority] = useState<(typeof PRIORITIES)[number]>('routine');
  const save = async () => {
    const answer = await draft.run({
      encounter,
      kind,
      text,
      priority,
      ...(rxnorm ? { rxnorm } : {}),
      ...(directions ? { directions } : {}),
    });
    if (answer.ok) onClose();
  };
  return (
    <Stack gap={3}>
      <Field label={t('orders.kind')} group>
        <Choice
          value={kind}
          onChange={setKind}
          options={ORDER_KINDS.map((value) => ({ value, label: t(`orders.kind.${value}`) }))}
        />
      </Field>
      <Field
        label={t(kind === 'oxygen-target' ? 'orders.target' : 'orders.text')}
        error={draft.errorAt('text')}
      >
        {kind === 'medication' ? (
          <MedicationPicker
            chosen={text}
            onPick={(name, code) => {
              setText(name);
              setRxnorm(code);
            }}
          />
        ) : (
          <TextBox value={text} onChange={setText} autoFocus onEnter={() => void save()} maxLength={300} />
        )}
      </Field>
      <Field
        label={t(kind === 'medication' ? 'orders.directions' : 'orders.question')}
        error={draft.errorAt('directions')}
      >
        <TextBox value={directions} onChange={setDirections} onEnter={() => void save()} maxLength={1000} />
      </Field>
      <Field label={t('orders.priority')} group>
        <Choice
          value={priority}
          onChange={setPriority}
          options={PRIORITIES.map((value) => ({ value, label: t(`orders.priority.${value}`) }))}
        />
      </Field>
      <Row gap={2}>
        <Button tone="primary" onClick={() => void save()} busy={draft.state === 'saving'}>
          {t('orders.save')}
        </Button>
        <Button tone="quiet" keys="escape" onClick={onClose}>
          {t('cancel')}
        </Button>
      </Row>
    </Stack>
  );
}

function MedicationPicker({
  chosen,
  onPick,
}: {
  chosen: string;
  onPick: (name: string, rxnorm?: string) => void;
}) {
  const search = async (query: string) => {
    const { found } = await askView(findMedication, { query });
    return found.map(({ rxnorm, name }) => ({ key: rxnorm, label: name, value: rxnorm }));
  };
  return (
    <Picker
      search={search}
      chosen={chosen}
      least={2}
      autoFocus
      onPick={({ label, value }) => onPick(label, value)}
      onFree={(name) => onPick(name)}
    />
  );
}
