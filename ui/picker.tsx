import { Combobox, useCombobox } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { useFieldIds } from './field.tsx';
import css from './picker.module.css';
import box from './text-box.module.css';
import { useWords } from './use-words.ts';

export interface Pick<Value> {
  readonly key: string;
  readonly label: string;
  /** Second line or right side, quiet. */
  readonly hint?: ReactNode;
  readonly value: Value;
  readonly disabled?: boolean;
}
export interface PickerProps<Value> {
  /** Answers the matches for a text, best first. Called 80 ms after the last key; a slower answer to an older text is ignored. */
  readonly search: (text: string) => Promise<readonly Pick<Value>[]> | readonly Pick<Value>[];
  readonly onPick: (picked: Pick<Value>) => void;
  /** What is chosen now, as words; the box shows it until something is typed. */
  readonly chosen?: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  /** Letters before the first search; 0 lists at once. */
  readonly least?: number;
  /** Offered as the last row: free text that is in no list. */
  readonly onFree?: (text: string) => void;
  readonly freeLabel?: (text: string) => string;
  readonly onClear?: () => void;
  /** Empties the box after a pick: lists that are added to. */
  readonly clears?: boolean;
  readonly disabled?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** Search and choose: `<Picker search={findDrug} onPick={(p) => add(p.value)} placeholder="Drug, strength…" clears />` */
export function Picker<Value>(props: PickerProps<Value>) {
  const {
    search,
    onPick,
    chosen = '',
    label,
    placeholder,
    autoFocus,
    least = 1,
    onFree,
    freeLabel,
    onClear,
    clears,
    disabled,
    ref,
  } = props;
  const t = useWords('ui');
  const field = useFieldIds();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string>();
  const { found, asking } = useMatches(search, typed, least);
  const shown = typed ?? chosen;
  useEffect(() => {
    if (found.length > 0) combobox.selectFirstOption();
  }, [found]);

  const take = (key: string) => {
    combobox.closeDropdown();
    if (key === FREE) {
      onFree?.(typed ?? '');
    } else {
      const picked = found.find((one) => one.key === key);
      if (picked) onPick(picked);
    }
    setTyped(clears ? '' : undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && combobox.dropdownOpened) {
      event.preventDefault();
      event.stopPropagation();
      setTyped(undefined);
      combobox.closeDropdown();
    }
  };
  const free = onFree && typed && typed.trim().length >= 2;
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={take}
      offset={4}
      shadow="md"
      // Beside its box, so that it belongs to the same part of the page; nothing around it cuts it off.
      withinPortal={false}
      floatingStrategy="fixed"
      classNames={{ dropdown: css.dropdown ?? '', option: css.option ?? '' }}
    >
      <Combobox.Target>
        <span className={box.box}>
          <input
            ref={ref}
            className={box.input}
            id={field?.id}
            aria-label={label}
            aria-describedby={field?.describedBy}
            aria-invalid={field?.invalid || undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            autoFocus={autoFocus}
            // In a dialog the focus goes where this says, not to the button that closes it.
            data-autofocus={autoFocus || undefined}
            disabled={disabled}
            value={shown}
            onKeyDown={onKeyDown}
            onFocus={(event) => {
              event.target.select();
              if (least === 0) {
                setTyped((now) => now ?? '');
                combobox.openDropdown();
              }
            }}
            onBlur={() => {
              combobox.closeDropdown();
              if (!clears) setTyped(undefined);
            }}
            onChange={(event) => {
              setTyped(event.target.value);
              if (event.target.value === '') onClear?.();
              combobox.openDropdown();
            }}
          />
        </span>
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed === undefined || typed.length < least}>
        <Combobox.Options mah={360} style={{ overflowY: 'auto' }} aria-label={t('picker.found')}>
          {found.map((one) => (
            <Combobox.Option key={one.key} value={one.key} disabled={one.disabled ?? false}>
              <span className={css.label}>{one.label}</span>
              {one.hint && <span className={css.hint}>{one.hint}</span>}
            </Combobox.Option>
          ))}
          {free && (
            <Combobox.Option value={FREE}>
              {freeLabel?.(typed) ?? t('picker.free', { text: typed })}
            </Combobox.Option>
          )}
          {found.length === 0 && !free && (
            <Combobox.Empty>{asking ? t('picker.searching') : t('picker.nothing')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

const FREE = '\u0000free';
const PAUSE = 80;

function useMatches<Value>(search: PickerProps<Value>['search'], typed: string | undefined, least: number) {
  const [answer, setAnswer] = useState<{ found: readonly Pick<Value>[]; asking: boolean }>({
    found: [],
    asking: false,
  });
  const round = useRef(0);
  const latest = useRef(search);
  latest.current = search;
  useEffect(() => {
    const own = ++round.current;
    if (typed === undefined || typed.trim().length < least) {
      setAnswer({ found: [], asking: false });
      return;
    }
    setAnswer((before) => ({ ...before, asking: true }));
    const timer = setTimeout(
      async () => {
        const found = await Promise.resolve(latest.current(typed.trim())).catch(() => []);
        if (own === round.current) setAnswer({ found, asking: false });
      },
      typed === '' ? 0 : PAUSE,
    );
    return () => clearTimeout(timer);
  }, [typed, least]);
  return answer;
}
