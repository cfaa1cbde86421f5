import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { Button } from '#ui/button.tsx';
import { Keys } from '#ui/keys.tsx';
import { advance, retreat } from './flow.ts';
import css from './rooming.module.css';

export interface LetterAction {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** Goes on to the next stop once it has run. */
  readonly moves?: boolean;
}

/** A stop of the flow made of a few buttons: each has a letter, Enter does the first, arrows go on and back. */
export function Letters({
  actions,
  label,
  stop,
  quiet,
  children,
}: {
  actions: readonly LetterAction[];
  label: string;
  stop: string;
  quiet?: boolean;
  children?: ReactNode;
}) {
  const group = useRef<HTMLDivElement>(null);
  const act = (action: LetterAction) => {
    if (action.disabled) return;
    action.run();
    if (action.moves) advance(group.current);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.target instanceof HTMLInputElement ||
      event.target instanceof HTMLTextAreaElement
    )
      return;
    const action = actions.find((one) => one.key === event.key.toLowerCase());
    if (action) act(action);
    else if (event.key === 'ArrowDown') advance(event.currentTarget);
    else if (event.key === 'ArrowUp') retreat(event.currentTarget);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one; the letters belong to the buttons inside
    <div
      ref={group}
      role="group"
      aria-label={label}
      className={css.letters}
      data-flow=""
      data-stop={stop}
      onKeyDown={onKeyDown}
    >
      {actions.map((action) => (
        <LetterButton key={action.key} action={action} quiet={quiet === true} onPress={() => act(action)} />
      ))}
      {children}
    </div>
  );
}

function LetterButton({
  action,
  quiet,
  onPress,
}: {
  action: LetterAction;
  quiet: boolean;
  onPress: () => void;
}) {
  return (
    <span className={css.letter}>
      <Button
        size="small"
        tone={quiet ? 'quiet' : 'plain'}
        label={action.label}
        {...(action.pressed === undefined ? {} : { pressed: action.pressed })}
        disabled={action.disabled === true}
        onClick={onPress}
      >
        {action.label} <Keys of={action.key} />
      </Button>
    </span>
  );
}
