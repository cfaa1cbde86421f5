import { useState } from 'react';
import { recordTobacco } from '#clinic/screening/commands/record-tobacco.contract.ts';
import { TOBACCO, type TobaccoStatus } from '#clinic/screening/rules/tobacco.ts';
import { Tag } from '#ui/tag.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { expected, useCommand } from '#ui/use-command.ts';
import { useWords } from '#ui/use-words.ts';
import { visitPage } from '../views/visit-page.contract.ts';
import { advance } from './flow.ts';
import { Letters } from './letters.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** Tobacco in one letter; whoever smoked may add packs a day and years. */
export function TobaccoLine() {
  const { page, encounter } = useRooming();
  const s = useWords('screening');
  const { status, before, packYears } = page.tobacco;
  const [packs, setPacks] = useState('');
  const [years, setYears] = useState('');
  const command = useCommand(recordTobacco, {
    expect: (input) => [
      expected(visitPage, { encounter }, (data) => ({
        ...data,
        tobacco: { ...data.tobacco, status: input.status },
      })),
    ],
  });
  const smoked = status === 'former' || status === 'daily' || status === 'some-days';
  const keepAmount = () => {
    const [a, b] = [Number(packs.replace(',', '.')), Number(years)];
    if (status && packs && years && Number.isFinite(a) && Number.isFinite(b))
      void command.run({ encounter, status: status as TobaccoStatus, packsPerDay: a, years: b });
  };
  return (
    <div className={css.screener}>
      <div className={css.screenerHead}>
        <strong>{s('tobacco.title')}</strong>
        {before && !status && (
          <span className={css.quiet}>{s('tobacco.before', { status: s(`tobacco.${before}`) })}</span>
        )}
        {(status === 'daily' || status === 'some-days') && <Tag tone="warn">{s('tobacco.offer')}</Tag>}
        {packYears !== undefined && (
          <span className={css.quiet}>{s('tobacco.pack-years', { n: packYears })}</span>
        )}
      </div>
      <Letters
        stop="tobacco"
        label={s('tobacco.title')}
        actions={TOBACCO.map((row) => ({
          key: row.key,
          label: s(`tobacco.${row.status}`),
          pressed: status === row.status,
          moves: row.status === 'never' || row.status === 'unknown',
          run: () => void command.run({ encounter, status: row.status }),
        }))}
      />
      {smoked && (
        <div className={css.follow} data-flow="" data-stop="tobacco-amount">
          <TextBox
            numeric
            chars={5}
            label={s('tobacco.packs')}
            placeholder={s('tobacco.packs-short')}
            value={packs}
            onChange={setPacks}
          />
          <TextBox
            numeric
            chars={5}
            label={s('tobacco.years')}
            placeholder={s('tobacco.years-short')}
            value={years}
            onChange={setYears}
            onBlur={keepAmount}
            onEnter={() => {
              keepAmount();
              advance(document.activeElement);
            }}
          />
        </div>
      )}
    </div>
  );
}
