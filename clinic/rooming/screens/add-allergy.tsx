import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Field } from '#ui/field.tsx';
import { Stack } from '#ui/layout.tsx';
import { Picker } from '#ui/picker.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { askView } from '#ui/use-view.ts';
import { addAllergy } from '../commands/add-allergy.contract.ts';
import { REACTIONS, type ReactionCode } from '../rules/allergies.ts';
import { type FoundAllergen, searchAllergens } from '../views/search-allergens.contract.ts';
import { useRooming } from './rooming-context.ts';

interface Substance {
  readonly text: string;
  readonly coding?: { readonly system: string; readonly code: string; readonly display: string };
}

/** A new allergy: what, what happened, how bad. Enter saves as soon as the substance is known. */
export function AddAllergy({ onClose }: { onClose: () => void }) {
  const { t, encounter } = useRooming();
  const [substance, setSubstance] = useState<Substance>();
  const [category, setCategory] = useState<'medication' | 'food' | 'environment'>('medication');
  const [reaction, setReaction] = useState<ReactionCode>();
  const [severity, setSeverity] = useState<'mild' | 'moderate' | 'severe'>();
  const [onset, setOnset] = useState('');
  const command = useCommand(addAllergy, { quiet: true });
  const take = (found: FoundAllergen) => {
    setSubstance({
      text: found.name,
      coding: { system: found.system, code: found.code, display: found.name },
    });
    setCategory(found.category);
  };
  const save = async () => {
    if (!substance) return;
    const outcome = await command.run({
      encounter,
      substance,
      type: 'allergy',
      category,
      reaction,
      severity,
      ...(onset ? { onset } : {}),
      ...(severity === 'severe' || reaction === 'anaphylaxis' ? { criticality: 'high' as const } : {}),
    });
    if (outcome.ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('allergies.add-title')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            keys="ctrl+enter"
            disabled={!substance}
            why={t('allergies.which')}
            busy={command.state === 'saving'}
            onClick={() => void save()}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        <Field label={t('allergies.substance')} error={command.errorAt('substance')}>
          <Picker<FoundAllergen>
            autoFocus
            least={2}
            chosen={substance?.text ?? ''}
            placeholder={t('allergies.search')}
            search={async (words) =>
              (await askView(searchAllergens, { words })).map((one) => ({
                key: `${one.system}|${one.code}`,
                label: one.name,
                hint: t(`category.${one.category}`),
                value: one,
              }))
            }
            onPick={(picked) => take(picked.value)}
            onFree={(text) => setSubstance({ text: text.trim() })}
          />
        </Field>
        <Field label={t('allergies.category')} group>
          <Choice
            value={category}
            onChange={setCategory}
            options={(['medication', 'food', 'environment'] as const).map((value) => ({
              value,
              label: t(`category.${value}`),
            }))}
          />
        </Field>
        <Field label={t('allergies.reaction')} group>
          <Choice
            value={reaction}
            onChange={setReaction}
            options={REACTIONS.map((row) => ({
              value: row.code,
              label: t(`reaction.${row.code}`),
              key: row.key,
            }))}
          />
        </Field>
        <Field label={t('allergies.severity')} group>
          <Choice
            value={severity}
            onChange={setSeverity}
            options={(['mild', 'moderate', 'severe'] as const).map((value) => ({
              value,
              label: t(`severity.${value}`),
            }))}
          />
        </Field>
        <Field label={t('allergies.onset')}>
          <TextBox value={onset} onChange={setOnset} maxLength={40} chars={16} />
        </Field>
      </Stack>
    </Dialog>
  );
}
