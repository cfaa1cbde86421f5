import { useState } from 'react';
import { Section } from '#ui/page.tsx';
import { useCommand } from '#ui/use-command.ts';
import { reviewMedications } from '../commands/review-medications.contract.ts';
import { AddMedication } from './add-medication.tsx';
import { goToStop } from './flow.ts';
import { Letters } from './letters.tsx';
import { MedicationLine } from './medication-line.tsx';
import { ReviewNote } from './review-note.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** Medications: one key a line, the cursor goes down by itself. */
export function MedicationsSection() {
  const { t, page, encounter } = useRooming();
  const [adding, setAdding] = useState(false);
  const { rows, review, outcome } = page.medications;
  const close = useCommand(reviewMedications);
  const open = rows.filter((row) => row.answer === undefined).length;
  const end = (value: 'takes-nothing' | 'list-not-available' | 'patient-unable') => () =>
    void close.run({ encounter, outcome: value });
  return (
    <Section
      title={t('medications.title')}
      done={review.at !== undefined}
      note={
        <>
          {rows.length > 0 ? `${t('medications.count', { count: rows.length })} · ` : ''}
          <ReviewNote review={review} />
          {outcome ? ` · ${t(`medications.${outcome.replaceAll(' ', '-')}`)}` : ''}
        </>
      }
    >
      {rows.length > 0 && (
        <ul className={css.list}>
          {rows.map((row) => (
            <MedicationLine key={row.reference} row={row} />
          ))}
        </ul>
      )}
      <Letters
        stop="medications-end"
        label={t('medications.end')}
        quiet
        actions={[
          ...(rows.length === 0
            ? [{ key: 'z', label: t('medications.takes-nothing'), run: end('takes-nothing'), moves: true }]
            : []),
          { key: 'a', label: t('medications.add'), run: () => setAdding(true) },
          ...(open > 0
            ? [
                { key: 'x', label: t('medications.patient-unable'), run: end('patient-unable'), moves: true },
                {
                  key: 'l',
                  label: t('medications.list-not-available'),
                  run: end('list-not-available'),
                  moves: true,
                },
              ]
            : []),
        ]}
      />
      {adding && (
        <AddMedication
          onClose={() => {
            setAdding(false);
            requestAnimationFrame(() => goToStop('medications-end'));
          }}
        />
      )}
    </Section>
  );
}
