import { type KeyboardEvent, type Ref, useId } from 'react';
import { useFieldIds } from './field.tsx';
import css from './text-box.module.css';

export interface TextBoxProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Name for the screen reader when there is no Field around it. */
  readonly label?: string;
  /** More than 1: a text area that grows from that many lines. */
  readonly lines?: number;
  /** After the value, in a lighter tone. */
  readonly unit?: string;
  /** Digits: right-aligned, numeric keyboard. */
  readonly numeric?: boolean;
  readonly type?: 'text' | 'password' | 'email' | 'tel' | 'search' | 'date' | 'time';
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly maxLength?: number;
  readonly autoComplete?: string;
  readonly onEnter?: () => void;
  readonly onBlur?: () => void;
  readonly onFocus?: () => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  /** Colour of what was judged, beside its word. */
  readonly tone?: 'warn' | 'critical' | undefined;
  /** Width in characters; else all there is. */
  readonly chars?: number;
  /** No border until it has the focus: dense rows. */
  readonly bare?: boolean;
  readonly ref?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

/** `<TextBox value={v} onChange={set} unit="mmHg" numeric />` */
export function TextBox(props: TextBoxProps) {
  const {
    value,
    onChange,
    label,
    lines = 1,
    unit,
    numeric,
    type = 'text',
    onEnter,
    onKeyDown,
    tone,
    chars,
    bare,
    ref,
    ...rest
  } = props;
  const field = useFieldIds();
  const unitId = useId();
  const described = [field?.describedBy, unit && unitId].filter(Boolean).join(' ') || undefined;
  const common = {
    ...rest,
    ref,
    id: field?.id,
    value,
    'aria-label': label,
    'data-autofocus': props.autoFocus || undefined,
    'aria-describedby': described,
    'aria-invalid': field?.invalid || undefined,
    'aria-required': field?.required || undefined,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      onKeyDown?.(event);
      if (
        event.key === 'Enter' &&
        onEnter &&
        !event.defaultPrevented &&
        !event.ctrlKey &&
        (lines === 1 || !event.shiftKey)
      ) {
        event.preventDefault();
        onEnter();
      }
    },
  };
  return (
    <span
      className={css.box}
      data-tone={tone}
      data-bare={bare || undefined}
      data-numeric={numeric || undefined}
      style={chars ? { width: `calc(${chars}ch + 26px)` } : undefined}
    >
      {lines > 1 ? (
        <textarea {...common} rows={lines} className={css.area} />
      ) : (
        <input
          {...common}
          type={type}
          inputMode={numeric ? 'decimal' : undefined}
          className={css.input}
          spellCheck={type === 'text' && !numeric ? undefined : false}
        />
      )}
      {unit && (
        <span className={css.unit} id={unitId}>
          {unit}
        </span>
      )}
    </span>
  );
}

export interface SelectProps<Value extends string> {
  readonly value: Value | '';
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly label?: string;
  /** Shown while nothing is chosen. */
  readonly placeholder?: string;
  readonly disabled?: boolean;
}

/** One of a few known things, by the platform's own list: `<Select value={v} onChange={set} options={…} />` */
export function Select<Value extends string>({
  value,
  onChange,
  options,
  label,
  placeholder,
  disabled,
}: SelectProps<Value>) {
  const field = useFieldIds();
  return (
    <span className={css.box} data-select>
      <select
        className={css.input}
        id={field?.id}
        aria-label={label}
        aria-describedby={field?.describedBy}
        aria-invalid={field?.invalid || undefined}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value as Value)}
      >
        {(placeholder !== undefined || value === '') && <option value="">{placeholder ?? ''}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/** A FHIR date (`2026-11-23`) by the platform's date box; '' when empty. */
export function DateBox({
  value,
  onChange,
  label,
  autoFocus,
}: {
  value: string;
  onChange: (value: string) => void;
  label?: string;
  autoFocus?: boolean;
}) {
  return (
    <TextBox
      type="date"
      value={value}
      onChange={onChange}
      {...(label ? { label } : {})}
      {...(autoFocus ? { autoFocus } : {})}
    />
  );
}
