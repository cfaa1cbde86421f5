import { amountsFor } from '../rules/amounts.ts';
import { QUALIFIERS } from '../rules/qualifiers.ts';
import { type VitalKey, vitalOf } from '../rules/vitals.ts';
import { AmountBox } from './amount-box.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';
import type { VitalControl } from './use-vital.ts';

/** `L arm · seated · adult cuff`: one letter in the field, or a pick here with mouse and finger. */
export function QualifierChips({ vital, control }: { vital: VitalKey; control: VitalControl }) {
  const { t, page } = useRooming();
  const { qualifiers, amounts } = control;
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
          onChange={(event) => control.qualify(key, event.target.value)}
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
      {amountsFor(vital, qualifiers).map((key) => (
        <AmountBox
          key={key}
          amount={key}
          value={amounts[key]}
          // The flow is asked for; the rest is there for who knows it.
          inFlow={key === 'oxygen-flow' && amounts['inspired-oxygen'] === undefined}
          onChange={(value) => control.measure(key, value)}
        />
      ))}
    </span>
  );
}
