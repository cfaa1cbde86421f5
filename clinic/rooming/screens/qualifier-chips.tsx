import { QUALIFIERS } from '../rules/qualifiers.ts';
import type { Qualifiers } from '../rules/vital-observation.ts';
import { type QualifierKey, type VitalKey, vitalOf } from '../rules/vitals.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** `L arm · seated · adult cuff`: one letter in the field, or a pick here with mouse and finger. */
export function QualifierChips({
  vital,
  qualifiers,
  onChoose,
}: {
  vital: VitalKey;
  qualifiers: Qualifiers;
  onChoose: (key: QualifierKey, code: string) => void;
}) {
  const { t, page } = useRooming();
  return (
    <span className={css.chips}>
      {vitalOf(vital).qualifiers.map((key) => (
        // The letters in the field are the keyboard's way; Tab goes from value to value.
        <select
          key={key}
          className={css.chip}
          tabIndex={-1}
          aria-label={t(`qualifier.${key}`)}
          value={qualifiers[key] ?? ''}
          onChange={(event) => onChoose(key, event.target.value)}
        >
          {QUALIFIERS[key].choices.map((choice) => (
            <option
              key={choice.code}
              value={choice.code}
              disabled={key === 'arm' && page.barredArms[choice.code] !== undefined}
            >
              {t(`qualifier.${key}.${choice.code}`)}
            </option>
          ))}
        </select>
      ))}
    </span>
  );
}
