import { chartMonths } from '#fhir/age.ts';
import { bodyMassIndex, roundTo } from '#fhir/units.ts';
import { Verdict } from '#ui/tag.tsx';
import { judgeBmi } from '../rules/body-mass.ts';
import { correctedMonths, growth } from '../rules/growth/growth.ts';
import type { GrowthMeasure } from '../rules/growth/tables.ts';
import { cuffForArm } from '../rules/qualifiers.ts';
import type { VitalKey } from '../rules/vitals.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';
import { lastOf, type VitalControl } from './use-vital.ts';
import { otherUnit, usual } from './vital-text.ts';

/** What belongs beside a value: the other unit, the change since last time, BMI, the child's percentile. */
export function VitalAsides({ control, vital }: { control: VitalControl; vital: VitalKey }) {
  const { t, page, format } = useRooming();
  const read = control.understood;
  if (!read || control.row?.refused) return null;
  const other = otherUnit({ vital, ...read });
  const change = vital === 'weight' ? weightChange(read.numbers[0], page) : undefined;
  const since = page.trends.find((one) => one.vital === 'weight')?.points.at(-1)?.at;
  return (
    <>
      {other && <span className={css.other}>({other})</span>}
      {vital === 'lmp' && read.date && <span className={css.other}>{format.date(read.date)}</span>}
      {change !== undefined && change !== 0 && (
        <span className={css.other}>
          {t('weight.change', {
            change: `${change > 0 ? '+' : ''}${change} ${page.units.weight}`,
            since: format.date(since, 'short'),
          })}
        </span>
      )}
      {(vital === 'weight' || vital === 'height' || vital === 'head') && (
        <Percentile vital={vital} value={read.numbers[0]} />
      )}
      {vital === 'blood-pressure' && <Cuff control={control} />}
      {vital === 'height' && <Bmi centimetres={read.numbers[0]} />}
    </>
  );
}

/** COPD without an ordered target loosens no limit: it says to ask for one (V25). */
export function TargetHint() {
  const { t, page } = useRooming();
  return page.patient.copd === 'yes' && !page.patient.oxygenTarget ? (
    <span className={css.quiet}>{t('oxygen.ask-target')}</span>
  ) : null;
}

/** The cuff that fits the measured arm, where another one was used (V27). */
function Cuff({ control }: { control: VitalControl }) {
  const { t } = useRooming();
  const arm = control.amounts['arm-circumference'];
  if (arm === undefined) return null;
  const fits = cuffForArm(arm);
  if (fits === control.qualifiers.cuff) return null;
  return (
    <Verdict
      level="high"
      word={fits ? t('cuff.other', { arm, cuff: t(`qualifier.cuff.${fits}`) }) : t('cuff.none', { arm })}
    />
  );
}

function weightChange(kilograms: number | undefined, page: Parameters<typeof lastOf>[0]): number | undefined {
  const before = lastOf(page, 'weight')?.numbers[0];
  if (kilograms === undefined || before === undefined) return undefined;
  return roundTo(usual('weight', kilograms, page.units) - usual('weight', before, page.units), 1);
}

function Bmi({ centimetres }: { centimetres: number | undefined }) {
  const { t, page, subject } = useRooming();
  const kilograms = page.vitals.find((one) => one.vital === 'weight')?.numbers[0];
  const bmi = kilograms && centimetres ? bodyMassIndex(kilograms, centimetres) : undefined;
  if (!bmi) return null;
  const judged = judgeBmi(bmi, subject);
  const months = subject.age ? chartMonths(subject.age) : undefined;
  const place =
    subject.sex && months !== undefined && months >= 24
      ? growth({ measure: 'bmi', sex: subject.sex, months, value: bmi })
      : undefined;
  return (
    <span className={css.bmi}>
      BMI {bmi.toFixed(1)}
      {judged.level !== 'unjudged' && judged.level !== 'normal' && (
        <span className={css.quiet}> {t(`because.${judged.because}`)}</span>
      )}
      {place && (
        <span className={css.quiet}>
          {' '}
          {t('percentile', { n: roundTo(place.percentile, place.percentile > 99 ? 1 : 0) })}
        </span>
      )}
    </span>
  );
}

const MEASURES: Readonly<Partial<Record<VitalKey, GrowthMeasure>>> = {
  weight: 'weight',
  height: 'length',
  head: 'head',
};

/** Percentile by WHO or CDC; a preterm infant shows both ages; unknown sex says that the chart is missing. */
function Percentile({ vital, value }: { vital: VitalKey; value: number | undefined }) {
  const { t, page, subject } = useRooming();
  const measure = MEASURES[vital];
  if (!measure || value === undefined || !subject.age || subject.age.years >= 20) return null;
  if (!subject.sex) return <span className={css.quiet}>{t('growth.which-chart')}</span>;
  const months = chartMonths(subject.age);
  const place = growth({ measure, sex: subject.sex, months, value });
  const corrected = correctedMonths(months, page.patient.gestationDays);
  const preterm =
    corrected !== undefined ? growth({ measure, sex: subject.sex, months: corrected, value }) : undefined;
  if (!place) return null;
  return (
    <span className={css.quiet}>
      {t('percentile.z', {
        n: roundTo(place.percentile, 0),
        z: roundTo(place.z, 1),
        chart: place.chart.toUpperCase(),
      })}
      {preterm && ` · ${t('percentile.corrected', { n: roundTo(preterm.percentile, 0) })}`}
    </span>
  );
}
