import { useState } from 'react';
import { Section } from '#ui/page.tsx';
import { expected, useCommand } from '#ui/use-command.ts';
import { reviewHistories } from '../commands/review-histories.contract.ts';
import type { HistoryKind } from '../rules/histories.ts';
import { visitPage } from '../views/visit-page.contract.ts';
import { AddHistory } from './add-history.tsx';
import { goToStop } from './flow.ts';
import { Letters } from './letters.tsx';
import { ReviewNote } from './review-note.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** Histories by difference: read aloud, then "unchanged since" in one key, or what is new. */
export function HistoriesSection() {
  const { t, page, format, encounter } = useRooming();
  const [adding, setAdding] = useState<HistoryKind>();
  const { problems, procedures, family, review } = page.histories;
  const command = useCommand(reviewHistories, {
    expect: () => [
      expected(visitPage, { encounter }, (data) => ({
        ...data,
        histories: {
          ...data.histories,
          review: { ...data.histories.review, at: new Date(data.now).toISOString() },
        },
      })),
    ],
  });
  const line = (name: string, what: readonly string[]) => (
    <div className={css.history}>
      <dt>{t(`history.${name}`)}</dt>
      <dd>{what.length > 0 ? what.join(' · ') : t('history.none')}</dd>
    </div>
  );
  return (
    <Section title={t('history.title')} done={review.at !== undefined} note={<ReviewNote review={review} />}>
      <dl className={css.histories}>
        {line('problems', problems)}
        {line('procedures', procedures)}
        {line(
          'family',
          family.map(
            (one) => `${t(`relation.${one.relation}`, { defaultValue: one.relation })}: ${one.what}`,
          ),
        )}
      </dl>
      <Letters
        stop="histories"
        label={t('history.title')}
        actions={[
          {
            key: 'u',
            label: review.before
              ? t('review.unchanged-since', { date: format.date(review.before) })
              : t('review.gone-through'),
            run: () => void command.run({ encounter }),
            moves: true,
            pressed: review.at !== undefined,
          },
          { key: 'p', label: t('history.add-problem'), run: () => setAdding('problem') },
          { key: 'o', label: t('history.add-procedure'), run: () => setAdding('procedure') },
          { key: 'f', label: t('history.add-family'), run: () => setAdding('family') },
        ]}
      />
      {adding && (
        <AddHistory
          kind={adding}
          onClose={() => {
            setAdding(undefined);
            requestAnimationFrame(() => goToStop('histories'));
          }}
        />
      )}
    </Section>
  );
}
