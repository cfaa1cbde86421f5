import type { CSSProperties } from 'react';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { MEASURES } from '../rules/stage-times.ts';
import type { ReportRow } from '../views/stage-report.contract.ts';
import css from './stage-bars.module.css';

const PARTS = MEASURES.filter((measure) => measure !== 'cycle');
const widthOf = (row: ReportRow): number =>
  PARTS.reduce((sum, part) => sum + (row.measures[part]?.median ?? 0), 0);

/** [B11] A visit as a line: how long each of its parts took, one bar for each group, all on one scale. */
export function StageBars({ rows }: { rows: readonly ReportRow[] }) {
  const t = useWords('flow');
  const { number } = useFormat();
  const longest = Math.max(1, ...rows.map(widthOf));
  return (
    <figure className={css.figure}>
      <figcaption className={css.legend}>
        <span>{t('report.legend')}</span>
        {PARTS.map((part) => (
          <span key={part} className={css.key} data-part={part}>
            {t(`measure.${part}`)}
          </span>
        ))}
      </figcaption>
      <div className={css.bars}>
        {rows.map((row) => (
          <div key={row.key} className={css.row}>
            <span className={css.label}>{row.label || row.key}</span>
            <span className={css.bar} role="img" aria-label={heard(row)}>
              {PARTS.map((part) => {
                const minutes = row.measures[part]?.median ?? 0;
                return (
                  <span
                    key={part}
                    className={css.part}
                    data-part={part}
                    style={{ '--share': `${(minutes / longest) * 100}%` } as CSSProperties}
                  >
                    {minutes / longest > 0.05 ? number(minutes, 0) : ''}
                  </span>
                );
              })}
            </span>
          </div>
        ))}
      </div>
    </figure>
  );

  function heard(row: ReportRow): string {
    const parts = PARTS.flatMap((part) => {
      const value = row.measures[part];
      return value ? [`${t(`measure.${part}`)} ${t('report.minutes', { n: number(value.median, 0) })}`] : [];
    });
    return t('report.bar', { label: row.label || row.key, parts: parts.join(', ') });
  }
}
