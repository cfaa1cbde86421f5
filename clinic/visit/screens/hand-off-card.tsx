import type { Measurement } from '#clinic/chart/rules/measurement.ts';
import { BodyText, Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Verdict } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';
import css from './visit.module.css';

/** The hand-off as the assistant wrote it: reason, values, what the patient says of her medicines. */
export function HandOffCard({ visit }: { visit: VisitPage }) {
  const t = useWords('visit');
  const { time, dateTime } = useFormat();
  const { handOff } = visit;
  const ready = handOff.readyAt
    ? t('hand-off.ready', { time: time(handOff.readyAt), who: handOff.by })
    : t('hand-off.none');
  return (
    <Section title={t('hand-off')} note={ready}>
      <Stack gap={3}>
        {visit.reasons.length > 0 && (
          <Text kind="lead" as="p">
            {visit.reasons.join(' · ')}
          </Text>
        )}
        {handOff.note && <BodyText>{handOff.note}</BodyText>}
        <Values label={t('hand-off.vitals')} of={handOff.vitals} none={t('hand-off.vitals.none')} />
        {handOff.screeners.length > 0 && (
          <Values label={t('hand-off.screeners')} of={handOff.screeners} none="" />
        )}
        <Text kind={handOff.medicationsReviewed ? 'small' : 'warn'} as="p">
          {handOff.medicationsReviewed
            ? t('hand-off.medications-reviewed', { time: dateTime(handOff.medicationsReviewed) })
            : t('hand-off.medications-not-reviewed')}
        </Text>
        {handOff.medicationChanges.map(({ title, says, reason }) => (
          <Row key={`${title}${says}`} gap={2}>
            <Text kind="strong">{title}</Text>
            <Text kind="warn">{t(`says.${says}`)}</Text>
            {reason && <Text kind="quiet">{reason}</Text>}
          </Row>
        ))}
      </Stack>
    </Section>
  );
}

/** Values side by side: name, number, unit, verdict. Repeats keep their order. */
function Values({ label, of, none }: { label: string; of: readonly Measurement[]; none: string }) {
  const t = useWords('visit');
  const { time } = useFormat();
  const shown = of.filter(({ text, absent }) => text !== '' || absent !== undefined);
  if (shown.length === 0)
    return none ? (
      <Text kind="quiet" as="p">
        {none}
      </Text>
    ) : null;
  return (
    <dl className={css.values} aria-label={label}>
      {shown.map((one) => (
        <div key={`${one.id}${one.code}`} title={time(one.at)}>
          <dt>{t(`vital.${one.code}`, { defaultValue: one.label })}</dt>
          <dd>
            <span className={css.number}>{one.text || '–'}</span>{' '}
            <span className={css.unit}>
              {one.text
                ? [one.unit, one.taken].filter(Boolean).join(' · ')
                : t(`absent.${one.absent}`, { defaultValue: one.absent ?? '' })}
            </span>
            {one.level !== 'normal' && one.level !== 'unjudged' && (
              <Verdict level={one.level === 'abnormal' ? 'high' : one.level} compact />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
