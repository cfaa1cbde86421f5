import { useState } from 'react';
import { flushSync } from 'react-dom';
import { Tag } from '#ui/tag.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { expected, useCommand } from '#ui/use-command.ts';
import { answerMedication } from '../commands/answer-medication.contract.ts';
import { NOT_TAKING, type NotTakingReason, TAKING, type TakingAnswer } from '../rules/medications.ts';
import { type MedicationRow, visitPage } from '../views/visit-page.contract.ts';
import { goToStop } from './flow.ts';
import { Letters } from './letters.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** One medication: taking, differently (how), not (why), unknown. */
export function MedicationLine({ row }: { row: MedicationRow }) {
  const { t, encounter } = useRooming();
  const [asking, setAsking] = useState<'why' | 'how'>();
  const [how, setHow] = useState(row.note ?? '');
  const command = useCommand(answerMedication, {
    expect: (input) => [
      expected(visitPage, { encounter }, (page) => ({
        ...page,
        medications: {
          ...page.medications,
          rows: page.medications.rows.map((one) =>
            one.reference === row.reference
              ? { ...one, answer: input.answer, reason: input.reason, note: input.how }
              : one,
          ),
        },
      })),
    ],
  });
  const say = (answer: TakingAnswer, more: { reason?: NotTakingReason; how?: string } = {}) => {
    setAsking(undefined);
    void command.run({ encounter, medication: row.reference, answer, ...more });
  };
  const stop = `med-${row.reference}`;
  const ask = (what: 'why' | 'how') => () => {
    flushSync(() => setAsking(what));
    goToStop(`${stop}-${what}`);
  };
  return (
    <li className={css.medication} data-answer={row.answer}>
      <span className={css.drug}>
        <strong>{row.name}</strong> {row.how && <span className={css.quiet}>{row.how}</span>}
        {row.prescribed === 'no' && <span className={css.quiet}> · {t('medications.reported')}</span>}
      </span>
      {row.reason && row.answer === 'not-taking' && <Tag tone="warn">{t(`why-not.${row.reason}`)}</Tag>}
      {row.note && <span className={css.quiet}>{row.note}</span>}
      <Letters
        stop={stop}
        label={row.name}
        quiet
        actions={TAKING.map(({ answer, key }) => ({
          key,
          label: t(`taking.${answer}`),
          pressed: row.answer === answer,
          moves: answer === 'taking' || answer === 'unknown',
          run:
            answer === 'not-taking' ? ask('why') : answer === 'differently' ? ask('how') : () => say(answer),
        }))}
      />
      {asking === 'why' && (
        <div className={css.follow}>
          <span className={css.quiet}>{t('why-not.title')}</span>
          <Letters
            stop={`${stop}-why`}
            label={t('why-not.title')}
            actions={NOT_TAKING.map(({ reason, key }) => ({
              key,
              label: t(`why-not.${reason}`),
              moves: true,
              run: () => say('not-taking', { reason }),
            }))}
          />
        </div>
      )}
      {asking === 'how' && (
        <div className={css.follow} data-flow="" data-stop={`${stop}-how`}>
          <TextBox
            label={t('medications.how')}
            placeholder={t('medications.how')}
            value={how}
            onChange={setHow}
            maxLength={200}
            onEnter={() => {
              say('differently', how.trim() ? { how: how.trim() } : {});
              goToStop(stop);
            }}
          />
        </div>
      )}
    </li>
  );
}
