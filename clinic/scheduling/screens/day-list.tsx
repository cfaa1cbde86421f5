import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useNow } from '#ui/use-now.ts';
import { useWords } from '#ui/use-words.ts';
import type { Visit } from '../views/day.contract.ts';
import type { DayParts } from './day-grid.tsx';
import { type Standing, standingOf } from './standing.ts';

const TONES: Readonly<Record<Standing, 'plain' | 'accent' | 'good' | 'warn'>> = {
  booked: 'plain',
  late: 'warn',
  here: 'accent',
  inside: 'accent',
  gone: 'good',
  missed: 'warn',
  left: 'warn',
};

/** The day as one list, in the order of the clock. */
export function DayList({ day, visits, hands, focused, focus }: DayParts) {
  const t = useWords('scheduling');
  const { time, age, language } = useFormat();
  const now = useNow(30);
  const kindOf = ({ visitType }: Visit) => {
    const kind = day.visitTypes.find(({ code }) => code === visitType);
    return (language === 'es' ? kind?.es : kind?.en) ?? visitType;
  };
  const columns = [
    { key: 'time', title: t('column.time'), cell: (one: Visit) => time(one.start), width: '72px' },
    {
      key: 'name',
      title: t('column.patient'),
      cell: (one: Visit) => (
        <>
          <strong>{one.name}</strong>{' '}
          {one.similar && (
            <Tag tone="warn" icon="alert">
              {t('patient.similar')}
            </Tag>
          )}
        </>
      ),
    },
    { key: 'age', title: t('column.age'), cell: (one: Visit) => age(one.birthDate), wideOnly: true },
    { key: 'kind', title: t('column.kind'), cell: (one: Visit) => kindOf(one), wideOnly: true },
    { key: 'reason', title: t('column.reason'), cell: (one: Visit) => one.reason, wideOnly: true },
    {
      key: 'provider',
      title: t('column.provider'),
      cell: (one: Visit) => day.providers.find(({ id }) => id === one.provider)?.name ?? '',
    },
    {
      key: 'standing',
      title: t('column.standing'),
      cell: (one: Visit) => {
        const standing = standingOf(one, { now, lateMinutes: day.lateMinutes });
        return <Tag tone={TONES[standing]}>{t(`standing.${standing}`)}</Tag>;
      },
    },
  ];
  return (
    <Table
      label={t('schedule')}
      columns={columns}
      rows={[...visits].sort((a, b) => (a.start < b.start ? -1 : 1))}
      rowKey={(one) => one.appointment}
      selected={focused}
      onOpen={(one) => (one.appointment === focused ? hands.doNext(one) : focus(one.appointment))}
    />
  );
}
