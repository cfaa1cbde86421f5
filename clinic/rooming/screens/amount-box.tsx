import { type KeyboardEvent, useState } from 'react';
import { AMOUNTS, type AmountKey, readAmount } from '../rules/amounts.ts';
import { advance, retreat } from './flow.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** `2 L/min` beside "on oxygen", `38 cm` beside the cuff: kept on Enter or when the box is left, empty takes it away. */
export function AmountBox({
  amount,
  value,
  inFlow,
  onChange,
}: {
  amount: AmountKey;
  value: number | undefined;
  /** Whether Enter in the vital leads here, since nothing was said yet. */
  inFlow: boolean;
  onChange: (value: number | undefined) => void;
}) {
  const { t } = useRooming();
  const { ucum, min, max } = AMOUNTS[amount];
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState<'unreadable' | 'impossible'>();
  const text = typed ?? (value === undefined ? '' : String(value));

  const keep = (): boolean => {
    if (typed === undefined) return true;
    const read = typed.trim() === '' ? undefined : readAmount(amount, typed);
    if (typeof read === 'string') {
      setWrong(read);
      return false;
    }
    setTyped(undefined);
    if (read !== value) onChange(read);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // The row around knows letters that mean nothing here.
    event.stopPropagation();
    const forward = event.key === 'Enter' || event.key === 'ArrowDown';
    if (forward || event.key === 'ArrowUp') {
      event.preventDefault();
      if (keep()) (forward ? advance : retreat)(event.currentTarget);
    } else if (event.key === 'Escape' && typed !== undefined) {
      event.preventDefault();
      setTyped(undefined);
      setWrong(undefined);
    }
  };
  return (
    <label className={css.amount} data-wrong={wrong ? '' : undefined}>
      <span className={css.quiet}>{t(`amount.${amount}`)}</span>
      <input
        className={css.amountBox}
        data-amount={amount}
        {...(inFlow ? { 'data-flow': '' } : { tabIndex: -1 })}
        inputMode="decimal"
        autoComplete="off"
        maxLength={6}
        value={text}
        aria-label={t(`amount.${amount}.label`)}
        aria-invalid={wrong ? true : undefined}
        onChange={(event) => {
          setWrong(undefined);
          setTyped(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={keep}
      />
      <span className={css.quiet}>{ucum}</span>
      {wrong && (
        <span className={css.problem} role="alert">
          {t(`problem.amount-${wrong}`, { min, max })}
        </span>
      )}
    </label>
  );
}
