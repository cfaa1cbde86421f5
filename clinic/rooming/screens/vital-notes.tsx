import { Button } from '#ui/button.tsx';
import { Conflict } from '#ui/presence.tsx';
import type { VitalKey } from '../rules/vitals.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';
import type { VitalControl } from './use-vital.ts';

/** Under the field, only when there is something to say: what is wrong, or the one question a value raises. */
export function VitalNotes({
  control,
  vital,
  onSuggestion,
  onYes,
}: {
  control: VitalControl;
  vital: VitalKey;
  onSuggestion: (text: string) => void;
  onYes: () => void;
}) {
  const { t, draft } = useRooming();
  const { problem, question } = control;
  const clash = draft.conflicts[control.field];
  if (clash)
    return (
      <Conflict
        of={clash}
        show={(value) => String(value ?? '')}
        resolve={(choice) => draft.resolve(control.field, choice)}
      />
    );
  if (problem)
    return (
      <p className={css.problem} role="alert">
        {t(`problem.${problem.code}`, { ...problem.facts, vital: t(`vital.${vital}`) })}
        {problem.suggest && (
          <Button size="small" onClick={() => onSuggestion(problem.suggest ?? '')}>
            {t('problem.meant', { text: problem.suggest })}
          </Button>
        )}
      </p>
    );
  if (!question) return null;
  return (
    <p className={css.question} role="alert">
      <span>{t(`question.${question.because}`, question.facts)}</span>
      {typeof question.facts.meant === 'string' && (
        <Button size="small" onClick={() => onSuggestion(String(question.facts.meant))}>
          {t('problem.meant', { text: String(question.facts.meant) })}
        </Button>
      )}
      <Button size="small" onClick={onYes}>
        {t('question.yes', { text: control.text })}
      </Button>
      <span className={css.quiet}>{t('question.keys')}</span>
    </p>
  );
}
