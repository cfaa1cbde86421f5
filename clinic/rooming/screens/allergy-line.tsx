import { Menu } from '#ui/menu.tsx';
import { useCommand } from '#ui/use-command.ts';
import { closeAllergy } from '../commands/close-allergy.contract.ts';
import type { AllergyRow } from '../views/visit-page.contract.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** One allergy in words; a mistake or one that is over is closed here. */
export function AllergyLine({ row }: { row: AllergyRow }) {
  const { t, encounter } = useRooming();
  const close = useCommand(closeAllergy);
  const reaction = row.reaction ? t(`reaction.${row.reaction}`, { defaultValue: row.reaction }) : undefined;
  const details = [reaction, row.onset].filter(Boolean).join(', ');
  return (
    <span className={css.item} data-severe={row.severe === 'yes' || undefined}>
      <strong>{row.substance}</strong>
      {details && ` (${details})`}
      <Menu
        label={t('allergies.more', { substance: row.substance })}
        items={[
          {
            key: 'resolved',
            label: t('allergies.resolved'),
            onPick: () => void close.run({ encounter, allergy: row.id, how: 'resolved' }),
          },
          {
            key: 'mistake',
            label: t('allergies.mistake'),
            onPick: () => void close.run({ encounter, allergy: row.id, how: 'entered-in-error' }),
          },
        ]}
      />
    </span>
  );
}
