import type { ReactNode, Ref } from 'react';
import css from './button.module.css';
import { Icon, type IconName } from './icon.tsx';
import { Keys } from './keys.tsx';
import { useKeys } from './use-keys.ts';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  /** `primary` is the one next step of the page; `danger` only where it cannot be undone. */
  readonly tone?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'small' | 'large';
  readonly icon?: IconName;
  /** Shown on the button and bound while it is shown: `enter`, `ctrl+enter`, `f9`. */
  readonly keys?: string;
  /** Words for the `?` overlay when the children are not plain text. */
  readonly label?: string;
  /** Whom or what it is about, heard after the words: many of the same words on a page are told apart. */
  readonly of?: string;
  readonly disabled?: boolean;
  /** Why it is disabled; said and shown on hover. */
  readonly why?: string;
  readonly busy?: boolean;
  readonly wide?: boolean;
  readonly pressed?: boolean;
  readonly submit?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** `<Button tone="primary" keys="ctrl+enter" onClick={handOver}>Hand over</Button>` */
export function Button(props: ButtonProps) {
  const {
    children,
    onClick,
    tone = 'plain',
    size = 'normal',
    icon,
    keys,
    of,
    disabled,
    why,
    busy,
    wide,
    pressed,
    submit,
    ref,
  } = props;
  const label = props.label ?? (typeof children === 'string' ? children : '');
  useKeys(keys && onClick && !disabled ? { [keys]: { label, run: () => onClick() } } : {});
  return (
    <button
      ref={ref}
      type={submit ? 'submit' : 'button'}
      className={css.button}
      data-tone={tone}
      data-size={size}
      data-wide={wide || undefined}
      aria-disabled={disabled || busy || undefined}
      aria-busy={busy || undefined}
      aria-pressed={pressed}
      title={disabled ? why : undefined}
      aria-description={disabled ? why : undefined}
      aria-keyshortcuts={keys ? keys.replace('ctrl', 'Control').replace('enter', 'Enter') : undefined}
      onClick={(event) => {
        if (disabled || busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {icon && <Icon of={icon} size={size === 'small' ? 16 : 18} />}
      <span>
        {children}
        {of && <span className="only-heard">: {of}</span>}
      </span>
      {keys && <Keys of={keys} onAccent={tone === 'primary' || tone === 'danger'} />}
    </button>
  );
}

/** A button that is only an icon; `label` is heard and shown on hover. */
export function IconButton({
  icon,
  label,
  onClick,
  keys,
  disabled,
  pressed,
  size = 'normal',
}: {
  icon: IconName;
  label: string;
  onClick: () => void;
  keys?: string;
  disabled?: boolean;
  pressed?: boolean;
  size?: 'normal' | 'small';
}) {
  useKeys(keys && !disabled ? { [keys]: { label, run: () => onClick() } } : {});
  return (
    <button
      type="button"
      className={css.icon}
      data-size={size}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon of={icon} />
    </button>
  );
}
