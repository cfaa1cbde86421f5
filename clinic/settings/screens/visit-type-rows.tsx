import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Check } from '#ui/choice.tsx';
import { Select, TextBox } from '#ui/text-box.tsx';
import { useWords } from '#ui/use-words.ts';
import { VISIT_COLOURS, type VisitType } from '../rules/settings.ts';
import css from './settings.module.css';

const codeOf = (words: string, taken: readonly string[]): string => {
  const base =
    words
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 36) || 'visit';
  return taken.includes(base) ? `${base}-${taken.length}` : base;
};

/** [S4] What can be booked: colour, name in both languages, minutes. Closed rather than taken away. */
export function VisitTypeRows({
  types,
  onChange,
}: {
  types: readonly VisitType[];
  onChange: (types: VisitType[]) => void;
}) {
  const t = useWords('settings');
  const [name, setName] = useState('');
  const change = (code: string, part: Partial<VisitType>) =>
    onChange(types.map((type) => (type.code === code ? { ...type, ...part } : type)));
  const add = () => {
    const words = name.trim();
    if (!words) return;
    const code = codeOf(
      words,
      types.map((type) => type.code),
    );
    onChange([...types, { code, minutes: 20, en: words, es: words, colour: 'grey', closed: false }]);
    setName('');
  };
  return (
    <div>
      <table className={css.grid} aria-label={t('visit-types')}>
        <thead>
          <tr>
            <th scope="col">{t('visit-type.colour')}</th>
            <th scope="col">{t('visit-type.en')}</th>
            <th scope="col">{t('visit-type.es')}</th>
            <th scope="col" data-numeric>
              {t('visit-type.minutes')}
            </th>
            <th scope="col">{t('visit-type.booked')}</th>
          </tr>
        </thead>
        <tbody>
          {types.map((type) => (
            <tr key={type.code} data-closed={type.closed || undefined}>
              <td>
                <span
                  className={css.colour}
                  style={{ background: `var(--visit-${type.colour})` }}
                  aria-hidden="true"
                />
                <span className={css.colourBox}>
                  <Select
                    label={`${t('visit-type.colour')}, ${type.en}`}
                    value={type.colour}
                    onChange={(colour) => change(type.code, { colour })}
                    options={VISIT_COLOURS.map((colour) => ({ value: colour, label: t(`colour.${colour}`) }))}
                  />
                </span>
              </td>
              <td>
                <TextBox
                  bare
                  label={`${t('visit-type.en')}, ${type.en}`}
                  value={type.en}
                  onChange={(en) => change(type.code, { en })}
                  maxLength={80}
                />
              </td>
              <td>
                <TextBox
                  bare
                  label={`${t('visit-type.es')}, ${type.en}`}
                  value={type.es}
                  onChange={(es) => change(type.code, { es })}
                  maxLength={80}
                />
              </td>
              <td data-numeric>
                <Minutes
                  label={`${t('visit-type.minutes')}, ${type.en}`}
                  value={type.minutes}
                  onChange={(minutes) => change(type.code, { minutes })}
                />
              </td>
              <td>
                <Check
                  checked={!type.closed}
                  onChange={(open) => change(type.code, { closed: !open })}
                  label={type.closed ? t('visit-type.closed') : t('visit-type.open')}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <form
        className={css.add}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextBox
          label={t('visit-type.add')}
          placeholder={t('visit-type.add')}
          value={name}
          onChange={setName}
          maxLength={80}
        />
        <Button submit icon="plus">
          {t('add')}
        </Button>
      </form>
    </div>
  );
}

/** A whole number; what is no number is not taken. */
export function Minutes({
  label,
  value,
  onChange,
  unit,
}: {
  label?: string;
  value: number;
  onChange: (value: number) => void;
  unit?: string;
}) {
  const [typed, setTyped] = useState<string>();
  return (
    <TextBox
      numeric
      bare={label !== undefined}
      chars={4}
      {...(label ? { label } : {})}
      {...(unit ? { unit, chars: 9 } : {})}
      value={typed ?? String(value)}
      onChange={(text) => {
        if (!/^\d{0,3}$/.test(text)) return;
        setTyped(text);
        if (text !== '') onChange(Number(text));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
