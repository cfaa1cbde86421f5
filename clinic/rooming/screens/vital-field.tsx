import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Saved } from '#ui/saved.tsx';
import { Sparkline } from '#ui/sparkline.tsx';
import { Verdict } from '#ui/tag.tsx';
import { AMOUNTS, type AmountKey } from '../rules/amounts.ts';
import { type VitalKey, vitalOf } from '../rules/vitals.ts';
import { advance, retreat } from './flow.ts';
import { NotDone } from './not-done.tsx';
import { QualifierChips } from './qualifier-chips.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';
import { useVital } from './use-vital.ts';
import { TargetHint, VitalAsides } from './vital-asides.tsx';
import { vitalStroke } from './vital-keys.ts';
import { VitalNotes } from './vital-notes.tsx';
import { VitalPlot } from './vital-plot.tsx';
import { usual, usualUnit } from './vital-text.ts';

/** One line of the grid: label, what is typed, what it means, how it was taken, how it was before. */
export function VitalField({
  vital,
  reading = 1,
  later,
  note,
}: {
  vital: VitalKey;
  reading?: number;
  later?: boolean;
  note?: string;
}) {
  const { t, page } = useRooming();
  const control = useVital(vital, reading);
  const [panel, setPanel] = useState<'plot' | 'not-done'>();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const trend = reading > 1 ? [] : (page.trends.find((one) => one.vital === vital)?.points ?? []);
  const last = trend.at(-1);
  const label = reading > 1 ? t('vital.reading', { n: reading }) : t(`vital.${vital}`);

  const [wanted, setWanted] = useState<AmountKey>();
  useEffect(() => {
    // The box of an amount may only appear with the qualifier that its letter chose.
    const there = wanted && box.current?.closest(`.${css.vital}`)?.querySelector(`[data-amount="${wanted}"]`);
    if (!(there instanceof HTMLElement)) return;
    there.focus();
    setWanted(undefined);
  }, [wanted]);
  const measure = (amount: AmountKey) => {
    const { needs } = AMOUNTS[amount];
    if (needs && control.qualifiers[needs.key] !== needs.code) control.qualify(needs.key, needs.code);
    setWanted(amount);
  };

  const goOn = (text?: string) => {
    const kept = control.commit(text);
    if (kept === 'kept' || kept === 'empty') advance(box.current);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const stroke =
      event.ctrlKey || event.metaKey || event.altKey
        ? undefined
        : vitalStroke(event.key, vital, page.barredArms);
    if (!stroke) return;
    // Esc is the shell's once there is nothing here to leave.
    if (stroke.does === 'leave' && !panel && !control.question && !control.open) return;
    event.preventDefault();
    if (stroke.does === 'next') return goOn();
    if (stroke.does === 'back') return retreat(box.current);
    if (stroke.does === 'qualify') return control.qualify(stroke.key, stroke.code);
    if (stroke.does === 'measure') return measure(stroke.amount);
    if (stroke.does === 'panel') return setPanel((now) => (now ? undefined : stroke.panel));
    event.stopPropagation();
    if (panel) setPanel(undefined);
    else control.forget();
  };
  const tone = control.judged?.level.startsWith('critical')
    ? 'critical'
    : control.judged && control.judged.level !== 'normal' && control.judged.level !== 'unjudged'
      ? 'warn'
      : undefined;
  return (
    <div
      className={css.vital}
      data-flow={later ? 'later' : ''}
      data-stop={reading > 1 ? `${vital}-${reading}` : vital}
      data-tone={tone}
    >
      <label className={css.vitalLabel} htmlFor={id}>
        {label}
      </label>
      <input
        ref={box}
        id={id}
        className={css.vitalBox}
        data-tone={tone}
        inputMode={vital === 'lmp' || vital === 'height' ? 'text' : 'decimal'}
        autoComplete="off"
        value={control.text}
        placeholder={control.row?.refused ? t(`not-done.${control.row.refused}`) : ''}
        aria-describedby={`${id}-notes`}
        aria-invalid={control.problem ? true : undefined}
        onChange={(event) => {
          const text = event.target.value;
          control.type(text);
          if (text.length > control.text.length && control.complete(text)) goOn(text);
        }}
        onKeyDown={onKeyDown}
        // Leaving the box never answers a question: that takes a second Enter or the button.
        onBlur={(event) => control.isOpen() && !control.question && control.commit(event.target.value)}
        onFocus={(event) => event.target.select()}
      />
      <span className={css.unit}>{unitOf(control, vital, page.units)}</span>
      <span className={css.middle}>
        <span className={css.means}>
          <VitalAsides control={control} vital={vital} />
          {control.judged && (
            <Verdict
              level={control.judged.level}
              word={t(`because.${control.judged.because}`, control.judged.facts)}
            />
          )}
          {vital === 'oxygen' && control.understood && <TargetHint />}
          {note && <span className={css.quiet}>{note}</span>}
        </span>
        <QualifierChips vital={vital} control={control} />
      </span>
      <button
        type="button"
        tabIndex={-1}
        className={css.trend}
        aria-expanded={panel === 'plot'}
        aria-label={t('trend.of', { vital: label })}
        onClick={() => setPanel((now) => (now === 'plot' ? undefined : 'plot'))}
      >
        <Sparkline
          points={trend.map((point) => ({
            at: point.at,
            value: usual(vital, point.numbers[0] ?? 0, page.units),
          }))}
          label={t('trend.points', { count: trend.length })}
          width={64}
        />
        <span className={css.last}>
          {last && reading === 1
            ? last.numbers.map((number) => usual(vital, number, page.units)).join('/')
            : ''}
        </span>
      </button>
      <span className={css.saved}>
        <Saved state={control.open ? undefined : control.state} at={control.savedAt} retry={control.retry} />
      </span>
      <button
        type="button"
        tabIndex={-1}
        className={css.skip}
        aria-label={t('not-done.open', { vital: label })}
        title={t('not-done.open', { vital: label })}
        onClick={() => setPanel((now) => (now === 'not-done' ? undefined : 'not-done'))}
      >
        ×
      </button>
      <div className={css.notes} id={`${id}-notes`}>
        <VitalNotes
          control={control}
          vital={vital}
          onSuggestion={(text) => {
            control.type(text);
            box.current?.focus();
          }}
          onYes={() => goOn()}
        />
        {panel === 'not-done' && (
          <NotDone
            vital={vital}
            reading={reading}
            onDone={() => {
              setPanel(undefined);
              advance(box.current);
            }}
            onCancel={() => {
              setPanel(undefined);
              box.current?.focus();
            }}
          />
        )}
      </div>
      {panel === 'plot' && (
        <div className={css.plot}>
          <VitalPlot vital={vital} />
        </div>
      )}
    </div>
  );
}

function unitOf(
  control: ReturnType<typeof useVital>,
  vital: VitalKey,
  prefer: { weight: 'lb' | 'kg'; length: 'in' | 'cm' },
): string {
  const names: Readonly<Record<string, string>> = {
    '[lb_av]': 'lb',
    '[oz_av]': 'oz',
    '[in_i]': 'in',
    '[degF]': '°F',
    Cel: '°C',
    'mm[Hg]': 'mmHg',
    '{score}': '/10',
  };
  const unit = control.understood?.unit;
  if (unit) return names[unit] ?? unit;
  return vital === 'pain' ? '/10' : vital === 'lmp' ? '' : usualUnit(vital, vitalOf(vital).ucum, prefer);
}
