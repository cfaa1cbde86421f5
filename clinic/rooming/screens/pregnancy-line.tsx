import { expected, useCommand } from '#ui/use-command.ts';
import { recordPregnancy } from '../commands/record-pregnancy.contract.ts';
import { judgeLmp } from '../rules/judge-lmp.ts';
import { PREGNANCY } from '../rules/pregnancy.ts';
import { visitPage } from '../views/visit-page.contract.ts';
import { Letters } from './letters.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** A late period asks about pregnancy, under its field; one letter. */
export function PregnancyLine() {
  const { t, page, encounter } = useRooming();
  const lmp = page.vitals.find((one) => one.vital === 'lmp')?.date;
  const command = useCommand(recordPregnancy, {
    expect: (input) => [
      expected(visitPage, { encounter }, (data) => ({
        ...data,
        patient: {
          ...data.patient,
          pregnant: input.answer === 'yes' ? ('yes' as const) : ('no' as const),
          pregnancySaid: input.answer,
        },
      })),
    ],
  });
  const late = lmp !== undefined && judgeLmp(lmp, page.today).because === 'ask-pregnancy';
  if (!late && !page.patient.pregnancySaid) return null;
  return (
    <div className={css.under}>
      <span className={css.quiet}>{t('pregnancy.ask')}</span>
      <Letters
        stop="pregnancy"
        label={t('pregnancy.ask')}
        quiet
        actions={PREGNANCY.map((row) => ({
          key: row.key,
          label: t(`pregnancy.${row.answer}`),
          pressed: page.patient.pregnancySaid === row.answer,
          moves: true,
          run: () => void command.run({ encounter, answer: row.answer }),
        }))}
      />
    </div>
  );
}
