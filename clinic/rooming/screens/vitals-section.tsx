import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Section } from '#ui/page.tsx';
import { dueVitals } from '../rules/due-vitals.ts';
import { GrowthDialog } from './growth-dialog.tsx';
import { PregnancyLine } from './pregnancy-line.tsx';
import { RedFlagLine } from './red-flag-line.tsx';
import { BarredArms, RepeatLine } from './repeat-line.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';
import { usePressures } from './use-pressures.ts';
import { VitalField } from './vital-field.tsx';

/** The vitals grid: the fields this patient needs, in the order they are taken. */
export function VitalsSection({
  flags,
  onCall,
}: {
  flags: readonly string[];
  onCall: (flags: readonly string[]) => void;
}) {
  const { t, page, format, subject } = useRooming();
  const [chart, setChart] = useState(false);
  const { further } = usePressures();
  const child = subject.age !== undefined && subject.age.years < 20;
  return (
    <Section
      title={t('vitals.title')}
      note={page.lastVitals ? t('vitals.last', { date: format.date(page.lastVitals) }) : t('vitals.first')}
      actions={
        child && (
          <Button size="small" tone="quiet" icon="report" keys="alt+g" onClick={() => setChart(true)}>
            {t('growth.open')}
          </Button>
        )
      }
    >
      <div className={css.grid}>
        <BarredArms />
        {dueVitals(subject).map(({ vital }) =>
          vital === 'blood-pressure' ? (
            <div key={vital} className={css.pressures}>
              <VitalField vital={vital} />
              {further.map((reading) => (
                <VitalField key={reading} vital={vital} reading={reading} later />
              ))}
              <RepeatLine />
            </div>
          ) : (
            <VitalField key={vital} vital={vital} />
          ),
        )}
      </div>
      <PregnancyLine />
      {/* A severe pressure has its own line, beside the readings. */}
      <RedFlagLine flags={flags.filter((flag) => flag !== 'severe-pressure')} onCall={onCall} />
      {chart && <GrowthDialog onClose={() => setChart(false)} />}
    </Section>
  );
}
