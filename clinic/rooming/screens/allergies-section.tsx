import { useState } from 'react';
import { Section } from '#ui/page.tsx';
import { Tag } from '#ui/tag.tsx';
import { expected, useCommand } from '#ui/use-command.ts';
import { assertNoAllergies } from '../commands/assert-no-allergies.contract.ts';
import { reviewAllergies } from '../commands/review-allergies.contract.ts';
import { visitPage } from '../views/visit-page.contract.ts';
import { AddAllergy } from './add-allergy.tsx';
import { AllergyLine } from './allergy-line.tsx';
import { goToStop } from './flow.ts';
import { type LetterAction, Letters } from './letters.tsx';
import { ReviewNote } from './review-note.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** Allergies: listed, none known, none known to drugs, or not asked; one key to confirm. */
export function AllergiesSection() {
  const { t, page, encounter } = useRooming();
  const [adding, setAdding] = useState(false);
  const { state, rows, review } = page.allergies;
  const reviewed = () =>
    expected(visitPage, { encounter }, (data) => ({
      ...data,
      allergies: {
        ...data.allergies,
        review: { ...data.allergies.review, at: new Date(data.now).toISOString() },
      },
    }));
  const unchanged = useCommand(reviewAllergies, { expect: () => [reviewed()] });
  const none = useCommand(assertNoAllergies, {
    expect: (input) => [
      reviewed(),
      expected(visitPage, { encounter }, (data) => ({
        ...data,
        allergies: { ...data.allergies, state: input.kind },
      })),
    ],
  });
  const asked = state !== 'not-asked';
  const actions: LetterAction[] = [
    ...(asked
      ? [
          {
            key: 'u',
            label: t('review.unchanged'),
            run: () => void unchanged.run({ encounter }),
            moves: true,
            pressed: review.at !== undefined,
          },
        ]
      : []),
    ...(rows.length === 0
      ? [
          {
            key: 'n',
            label: t('allergies.no-known'),
            run: () => void none.run({ encounter, kind: 'no-known' as const }),
            moves: true,
          },
          {
            key: 'd',
            label: t('allergies.no-known-drug'),
            run: () => void none.run({ encounter, kind: 'no-known-drug' as const }),
            moves: true,
          },
        ]
      : []),
    { key: 'a', label: t('allergies.add'), run: () => setAdding(true) },
  ];
  return (
    <Section
      title={t('allergies.title')}
      done={review.at !== undefined}
      note={<ReviewNote review={review} />}
    >
      <div className={css.line}>
        <div className={css.items}>
          {state === 'not-asked' && (
            <Tag tone="warn" icon="alert">
              {t('allergies.not-asked')}
            </Tag>
          )}
          {(state === 'no-known' || state === 'no-known-drug') && <span>{t(`allergies.${state}`)}</span>}
          {rows.map((row) => (
            <AllergyLine key={row.id} row={row} />
          ))}
        </div>
        <Letters actions={actions} label={t('allergies.title')} stop="allergies" />
      </div>
      {adding && (
        <AddAllergy
          onClose={() => {
            setAdding(false);
            requestAnimationFrame(() => goToStop('allergies'));
          }}
        />
      )}
    </Section>
  );
}
