import { Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Columns, Stack } from '#ui/layout.tsx';
import { DateBox, Select, TextBox } from '#ui/text-box.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { freeTimes } from '../rules/free-times.ts';
import { holdsTime, instantAt } from '../rules/quanta.ts';
import { type Day, dayView } from '../views/day.contract.ts';

export interface When {
  readonly provider: string;
  readonly day: string;
  /** As typed. */
  readonly time: string;
  /** Why two may share the time. */
  readonly double: string;
}

interface TimeFieldsParts {
  readonly day: Day;
  readonly when: When;
  readonly set: (when: When) => void;
  readonly minutes: number;
  /** The appointment that is moved: its own time is free for it. */
  readonly moving?: string;
  readonly errorAt: (path: string) => string | undefined;
  /** Ask why two may share the time. */
  readonly taken: boolean;
  /** The time is the first thing to type. */
  readonly timeFirst?: boolean;
}

/** Provider, day and time, with the next times that are free. */
export function TimeFields({
  day,
  when,
  set,
  minutes,
  moving,
  errorAt,
  taken,
  timeFirst = false,
}: TimeFieldsParts) {
  const t = useWords('scheduling');
  const { time } = useFormat();
  const free = useFreeTimes({ when, minutes, moving });
  return (
    <Stack gap={4}>
      <Columns least={150} gap={4}>
        <Field label={t('provider')} error={errorAt('provider')}>
          <Select
            value={when.provider}
            onChange={(provider) => set({ ...when, provider })}
            options={day.providers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <Field label={t('date')} error={errorAt('day')}>
          <DateBox value={when.day} onChange={(to) => set({ ...when, day: to })} />
        </Field>
        <Field label={t('time')} error={errorAt('time')} hint={t('time.hint', { minutes })}>
          <TextBox
            value={when.time}
            onChange={(to) => set({ ...when, time: to })}
            chars={8}
            autoFocus={timeFirst}
          />
        </Field>
      </Columns>
      {free.length > 0 && (
        <Field label={t('time.free')} group>
          <Choice
            value={when.time}
            onChange={(to) => set({ ...when, time: to })}
            options={free.map((start) => ({
              value: time(new Date(start)),
              label: time(new Date(start)),
            }))}
          />
        </Field>
      )}
      {taken && (
        <Field label={t('double')} hint={t('double.hint')} error={errorAt('double')}>
          <TextBox
            value={when.double}
            onChange={(double) => set({ ...when, double })}
            maxLength={200}
            autoFocus
          />
        </Field>
      )}
    </Stack>
  );
}

const MOST = 6;

/** The next free times of the provider on that day, from now on. */
function useFreeTimes({
  when,
  minutes,
  moving,
}: {
  when: When;
  minutes: number;
  moving: string | undefined;
}): readonly number[] {
  const { zone } = useFormat();
  const wanted = /^\d{4}-\d{2}-\d{2}$/.test(when.day);
  const { data } = useView(dayView, { day: when.day }, { enabled: wanted, keep: true });
  if (!wanted || data?.day !== when.day) return [];
  const opens = instantAt(when.day, '08:00', zone)?.getTime() ?? 0;
  const closes = instantAt(when.day, '17:00', zone)?.getTime() ?? 0;
  const busy = data.visits
    .filter((one) => one.provider === when.provider && one.appointment !== moving)
    .filter((one) => holdsTime({ status: one.status as 'booked' }))
    .map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) }));
  return freeTimes(busy, {
    open: { start: Math.max(opens, Date.parse(data.now)), end: closes },
    minutes,
    most: MOST,
  });
}
