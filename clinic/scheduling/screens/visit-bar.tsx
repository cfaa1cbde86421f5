import { Button } from '#ui/button.tsx';
import { Row, Text } from '#ui/layout.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useNow } from '#ui/use-now.ts';
import { useWords } from '#ui/use-words.ts';
import type { Day, Visit } from '../views/day.contract.ts';
import { standingOf } from './standing.ts';
import type { DayHands } from './use-day.ts';

/** The chosen visit at the foot of the page: who, what, and the one next step. */
export function VisitBar({ visit, day, hands }: { visit: Visit; day: Day; hands: DayHands }) {
  const t = useWords('scheduling');
  const { time, date, age, language } = useFormat();
  const now = useNow(30);
  const kind = day.visitTypes.find(({ code }) => code === visit.visitType);
  const standing = standingOf(visit, { now, lateMinutes: day.lateMinutes });
  const step = hands.stepOf(visit);
  const open = visit.status === 'booked' && !visit.stage;
  const words = [
    (language === 'es' ? kind?.es : kind?.en) ?? visit.visitType,
    visit.reason,
    day.providers.find(({ id }) => id === visit.provider)?.name,
    standing === 'booked' ? '' : t(`standing.${standing}`),
  ];
  return (
    <>
      <Row gap={3}>
        <Text>{time(visit.start)}</Text>
        <Text kind="strong">{visit.name}</Text>
        <Text kind="quiet">{[age(visit.birthDate), date(visit.birthDate)].filter(Boolean).join(' · ')}</Text>
        <Text kind="quiet">{words.filter(Boolean).join(' · ')}</Text>
      </Row>
      <Row gap={2}>
        {open && (
          <Button tone="quiet" keys="x" onClick={() => hands.show({ kind: 'cancel', visit })}>
            {t('cancel')}
          </Button>
        )}
        {(open || visit.status === 'noshow') && (
          <Button tone="quiet" keys="e" onClick={() => hands.show({ kind: 'move', visit })}>
            {t('move')}
          </Button>
        )}
        {open && standing === 'late' && (
          <Button tone="quiet" keys="o" onClick={() => hands.missed(visit)}>
            {t('missed')}
          </Button>
        )}
        {step === 'arrive' && (
          <Button tone="quiet" keys="a" onClick={() => hands.arrive(visit)}>
            {t('arrived')}
          </Button>
        )}
        {step && (
          <Button tone="primary" keys="enter" onClick={() => hands.doNext(visit)}>
            {t(`step.${step}`)}
          </Button>
        )}
      </Row>
    </>
  );
}
