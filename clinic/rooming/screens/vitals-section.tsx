import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Section } from '#ui/page.tsx';
import { dueVitals } from '../rules/due-vitals.ts';
import { GrowthDialog } from './growth-dialog.tsx';
import { BarredArms, RepeatLine } from './repeat-line.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';
import { usePressures } from './use-pressures.ts';
import { VitalField } from './vital-field.tsx';

/** The vitals grid: the fields this patient needs, in the order they are taken. */
export function VitalsSection() {
  const { t, page, format, subject } = useRooming();
  const [chart, setChart] = useState(false);
  const { repeat, readings } = usePressures();
  const child = subject.age !== undefined && subject.age.years < 20;
  const further = Math.max(readings.length, 1);
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
              {Array.from({ length: further - 1 }, (_, index) => (
                <VitalField key={index + 2} vital={vital} reading={index + 2} later />
              ))}
              {repeat && <VitalField key={repeat.number} vital={vital} reading={repeat.number} later />}
              <RepeatLine />
            </div>
          ) : (
            <VitalField key={vital} vital={vital} />
          ),
        )}
      </div>
      {chart && <GrowthDialog onClose={() => setChart(false)} />}
    </Section>
  );
}
