import { type KeyboardEvent, useId, useRef } from 'react';
import css from './choice.module.css';
import { useFieldIds } from './field.tsx';
import { Keys } from './keys.tsx';
import { useKeys } from './use-keys.ts';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Letter that chooses it while the row has the focus (or anywhere on the page with `anywhere`). */
  readonly key?: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}
export interface ChoiceProps<Value extends string> {
  readonly value: Value | '' | undefined;
  readonly onChange: (value: Value) => void;
  readonly options: readonly ChoiceOption<Value>[];
  /** Name of the group when there is no Field around it. */
  readonly label?: string;
  /** The letters work wherever the focus is. */
  readonly anywhere?: boolean;
  /** `row` of joined buttons, or a `list` with hints. */
  readonly layout?: 'row' | 'list';
  readonly size?: 'normal' | 'small';
  readonly disabled?: boolean;
}

/** One of a few, all visible: `<Choice value={arm} onChange={setArm} options={[{ value: 'left', label: 'Left', key: 'l' }]} />` */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { value, onChange, options, label, anywhere, layout = 'row', size = 'normal', disabled } = props;
  const field = useFieldIds();
  const name = useId();
  const group = useRef<HTMLDivElement>(null);
  const choose = (option: ChoiceOption<Value>) => !disabled && !option.disabled && onChange(option.value);
  const letters = options.flatMap((option) =>
    anywhere && option.key ? [[option.key, { label: option.label, run: () => choose(option) }] as const] : [],
  );
  useKeys(Object.fromEntries(letters));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const option = options.find((one) => one.key === event.key.toLowerCase());
    if (!option) return;
    event.preventDefault();
    event.stopPropagation();
    choose(option);
    group.current?.querySelector<HTMLInputElement>(`input[value="${CSS.escape(option.value)}"]`)?.focus();
  };
  return (
    <div
      ref={group}
      className={css.choice}
      data-layout={layout}
      data-size={size}
      role="radiogroup"
      aria-label={label}
      aria-labelledby={label ? undefined : field?.labelId}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.invalid || undefined}
      onKeyDown={onKeyDown}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={css.option}
          data-chosen={value === option.value || undefined}
          data-disabled={disabled || option.disabled || undefined}
        >
          <input
            type="radio"
            className="only-heard"
            name={name}
            value={option.value}
            checked={value === option.value}
            disabled={disabled || option.disabled}
            onChange={() => choose(option)}
          />
          <span>
            {option.label}
            {option.hint && <small className={css.hint}>{option.hint}</small>}
          </span>
          {option.key && <Keys of={option.key} />}
        </label>
      ))}
    </div>
  );
}

/** A tick box with its words: `<Check checked={v} onChange={set} label="May text" />` */
export function Check({
  checked,
  onChange,
  label,
  hint,
  disabled,
  autoFocus,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  hint?: string;
  disabled?: boolean;
  autoFocus?: boolean;
}) {
  const id = useId();
  return (
    <label className={css.check} data-disabled={disabled || undefined}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        autoFocus={autoFocus}
        data-autofocus={autoFocus || undefined}
        aria-describedby={hint ? id : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {hint && (
          <small className={css.hint} id={id}>
            {hint}
          </small>
        )}
      </span>
    </label>
  );
}
