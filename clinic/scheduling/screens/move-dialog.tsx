import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { moveVisit } from '../commands/move-visit.contract.ts';
import { clockTime } from '../rules/clock-time.ts';
import type { Day, Visit } from '../views/day.contract.ts';
import { TimeFields, type When } from './time-fields.tsx';

/** Another time, day or provider for a visit. */
export function MoveDialog({ day, visit, close }: { day: Day; visit: Visit; close: () => void }) {
  const t = useWords('scheduling');
  const { time } = useFormat();
  const [when, setWhen] = useState<When>({
    provider: visit.provider,
    day: day.day,
    time: time(visit.start),
    double: '',
  });
  const move = useCommand(moveVisit, { quiet: true });
  const exact = clockTime(when.time);
  const save = async () => {
    if (!exact) return;
    const { double, ...rest } = when;
    const outcome = await move.run({
      ...rest,
      appointment: visit.appointment,
      time: exact,
      ...(double.trim() ? { double: double.trim() } : {}),
    });
    if (outcome.ok) close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t('move.title', { name: visit.name })}
      actions={
        <>
          <Button onClick={close}>{t('close')}</Button>
          <Button
            tone="primary"
            keys="ctrl+enter"
            disabled={!exact}
            why={t('missing.time')}
            busy={move.state === 'saving'}
            onClick={() => void save()}
          >
            {t('move.do')}
          </Button>
        </>
      }
    >
      <TimeFields
        day={day}
        when={when}
        set={setWhen}
        minutes={(Date.parse(visit.end) - Date.parse(visit.start)) / 60_000}
        moving={visit.appointment}
        errorAt={move.errorAt}
        taken={move.refusal?.code === 'slot-taken' || when.double !== ''}
      />
    </Dialog>
  );
}
