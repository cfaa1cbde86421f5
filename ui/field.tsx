import { createContext, type ReactNode, use, useId } from 'react';
import css from './field.module.css';
import { Saved } from './saved.tsx';
import type { SaveState } from './use-command.ts';

interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
  readonly labelId: string;
}
const FieldContext = createContext<FieldIds | undefined>(undefined);

/** What a control needs to belong to the Field around it. */
export function useFieldIds(): FieldIds | undefined {
  return use(FieldContext);
}

export interface FieldProps {
  readonly label: string;
  readonly children: ReactNode;
  /** What is wrong, why, and what to do. */
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  /** The small saved word. */
  readonly state?: SaveState | undefined;
  readonly savedAt?: Date | undefined;
  readonly retry?: () => void;
  readonly required?: boolean;
  /** `row` puts the label left: forms that are scanned downwards. */
  readonly layout?: 'stacked' | 'row';
  readonly labelHidden?: boolean;
  /** The child is a group of controls (Choice, CheckList) rather than one. */
  readonly group?: boolean;
}

/** Label, control, hint, error and saved word belong together: `<Field label="Phone" error={e}><TextBox …/></Field>` */
export function Field(props: FieldProps) {
  const {
    label,
    children,
    error,
    hint,
    state,
    savedAt,
    retry,
    required = false,
    layout = 'stacked',
    labelHidden,
    group,
  } = props;
  const id = useId();
  const labelId = `${id}-label`;
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  const Label = group ? 'span' : 'label';
  return (
    <div className={css.field} data-layout={layout} data-invalid={error ? true : undefined}>
      <div className={labelHidden ? 'only-heard' : css.top}>
        <Label className={css.label} id={labelId} {...(group ? {} : { htmlFor: id })}>
          {label}
          {required && (
            <span className={css.required} aria-hidden="true">
              {' '}
              *
            </span>
          )}
        </Label>
        {state && state !== 'idle' && <Saved state={state} at={savedAt} {...(retry ? { retry } : {})} />}
      </div>
      <div className={css.control}>
        <FieldContext value={{ id, labelId, describedBy, invalid: Boolean(error), required }}>
          {children}
        </FieldContext>
        {error && (
          <p className={css.error} id={`${id}-error`} role="alert">
            {error}
          </p>
        )}
        {hint && (
          <div className={css.hint} id={`${id}-hint`}>
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
