import css from './keys.module.css';

const SIGNS: Readonly<Record<string, string>> = {
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  space: 'Space',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: '⇧',
  tab: 'Tab',
  backspace: '⌫',
  delete: 'Del',
};
const sign = (key: string) => SIGNS[key] ?? (key.length === 1 ? key : key.toUpperCase());

/** A key as it is printed on the keyboard: `<Keys of="ctrl+enter" />`. Decoration: the words say the same. */
export function Keys({ of, onAccent }: { of: string; onAccent?: boolean }) {
  return (
    <span className={css.keys} data-on-accent={onAccent || undefined} aria-hidden="true">
      {of.split(' ').map((stroke) => (
        <kbd key={stroke} className={css.key}>
          {stroke
            .split('+')
            .map((key, _, all) =>
              all.length > 1 ? sign(key).replace(/^[a-z]$/, (letter) => letter.toUpperCase()) : sign(key),
            )
            .join(' ')}
        </kbd>
      ))}
    </span>
  );
}
