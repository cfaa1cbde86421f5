import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Field } from '#ui/field.tsx';
import { Stack } from '#ui/layout.tsx';
import { Select, TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { bookVisit } from '../commands/book-visit.contract.ts';
import { clockTime } from '../rules/clock-time.ts';
import type { Day } from '../views/day.contract.ts';
import { type Booked, PatientPicker } from './patient-picker.tsx';
import { TimeFields, type When } from './time-fields.tsx';

interface BookParts {
  readonly day: Day;
  readonly close: () => void;
  readonly provider?: string | undefined;
  readonly time?: string | undefined;
  /** Chosen already, on the page before. */
  readonly patient?: Booked;
}

/** Who, what kind, with whom, when. Stays open with what was typed until the time is really hers. */
export function BookDialog({ day, close, provider, time = '', patient: chosen }: BookParts) {
  const t = useWords('scheduling');
  const { language } = useFormat();
  const [patient, setPatient] = useState<Booked | undefined>(chosen);
  const [kind, setKind] = useState(day.visitTypes[0]?.code ?? '');
  const [reason, setReason] = useState('');
  const [when, setWhen] = useState<When>({
    provider: provider ?? day.providers.find(({ onSite }) => onSite)?.id ?? day.providers[0]?.id ?? '',
    day: day.day,
    time,
    double: '',
  });
  const book = useCommand(bookVisit, { quiet: true });
  const minutes = day.visitTypes.find(({ code }) => code === kind)?.minutes ?? 20;
  const exact = clockTime(when.time);
  const missing = !patient ? t('missing.patient') : !exact ? t('missing.time') : undefined;
  const save = async () => {
    if (!patient || !exact) return;
    const { double, ...rest } = when;
    const outcome = await book.run({
      ...rest,
      patient: patient.id,
      visitType: kind,
      time: exact,
      reason,
      ...(double.trim() ? { double: double.trim() } : {}),
    });
    if (outcome.ok) close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t('book.title')}
      actions={
        <>
          <Button onClick={close}>{t('close')}</Button>
          <Button
            tone="primary"
            keys="ctrl+enter"
            disabled={missing !== undefined}
            why={missing ?? ''}
            busy={book.state === 'saving'}
            onClick={() => void save()}
          >
            {t('book')}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        <Field label={t('patient')} error={book.errorAt('patient')}>
          <PatientPicker chosen={patient} onPick={setPatient} autoFocus={chosen === undefined} />
        </Field>
        <Field label={t('kind')} error={book.errorAt('visitType')}>
          <Select
            value={kind}
            onChange={setKind}
            options={day.visitTypes.map((one) => ({
              value: one.code,
              label: `${language === 'es' ? one.es : one.en} · ${one.minutes} min`,
            }))}
          />
        </Field>
        <TimeFields
          day={day}
          when={when}
          set={setWhen}
          minutes={minutes}
          timeFirst={chosen !== undefined}
          errorAt={book.errorAt}
          taken={book.refusal?.code === 'slot-taken' || when.double !== ''}
        />
        <Field label={t('reason')}>
          <TextBox value={reason} onChange={setReason} maxLength={300} onEnter={() => void save()} />
        </Field>
      </Stack>
    </Dialog>
  );
}
