import { useRef } from 'react';
import { answerScreener } from '#clinic/screening/commands/answer-screener.contract.ts';
import { declineScreener } from '#clinic/screening/commands/decline-screener.contract.ts';
import { type Answers, isAsked, nextItem, scoreOf } from '#clinic/screening/rules/score.ts';
import type { Screener } from '#clinic/screening/rules/screener.ts';
import { Button } from '#ui/button.tsx';
import { Saved } from '#ui/saved.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useWords } from '#ui/use-words.ts';
import type { ScreenerRow } from '../views/visit-page.contract.ts';
import { advance } from './flow.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';
import { ScreenerItemLine } from './screener-item.tsx';

/** One screener, a digit an answer. Kept when complete, and at once when an answer alerts. */
export function ScreenerCard({
  screener,
  row,
  onMore,
}: {
  screener: Screener;
  row: ScreenerRow;
  onMore?: (answers: Answers) => void;
}) {
  const { t, page, draft, encounter, format } = useRooming();
  const s = useWords('screening');
  const card = useRef<HTMLFieldSetElement>(null);
  const save = useCommand(answerScreener, { quiet: true });
  const decline = useCommand(declineScreener);
  const field = `screener.${screener.key}`;
  const answers: Answers = draft.get<Answers | null>(field, null) ?? row.answers;
  const language = format.language === 'es' ? 'es' : 'en';
  const score = scoreOf(screener, answers, { sex: page.patient.sex });
  const done = row.status === 'completed' && draft.get(field, null) === null;

  const give = (linkId: string, codes: readonly string[], from: Element | null) => {
    const next = { ...answers, [linkId]: codes };
    draft.set(field, next);
    const open = nextItem(screener, next);
    const scored = scoreOf(screener, next, { sex: page.patient.sex });
    const alert = scored.actions.includes('self-harm') && !score.actions.includes('self-harm');
    if (!open || scored.missing.length === 0 || alert) {
      void save.run({ encounter, screener: screener.key, answers: mutable(next) }).then((outcome) => {
        if (outcome.ok && scored.missing.length === 0) draft.set(field, null);
      });
      if (!open && scored.actions.includes('ask-phq-9')) return onMore?.(next);
    }
    advance(from);
  };
  if (row.status === 'stopped')
    return (
      <p className={css.screenerDone}>
        {screener.title[language]}: <span className={css.quiet}>{t('screener.stopped')}</span>
      </p>
    );
  return (
    <fieldset ref={card} className={css.screener} aria-label={screener.title[language]}>
      <div className={css.screenerHead}>
        <strong>{screener.title[language]}</strong>
        <span className={css.quiet}>{screener.adolescent ? s('alone') : screener.intro[language]}</span>
        <Result screener={screener} score={score} show={done || score.missing.length === 0} />
        <Saved state={save.state} at={save.savedAt} retry={save.retry} />
        {!done && Object.keys(answers).length === 0 && (
          <Button
            size="small"
            tone="quiet"
            onClick={() => void decline.run({ encounter, screener: screener.key, reason: 'declined' })}
          >
            {t('screener.decline')}
          </Button>
        )}
      </div>
      {screener.adolescent && <p className={css.quiet}>{screener.intro[language]}</p>}
      <ol className={css.questions}>
        {screener.items
          .filter((item) => isAsked(item, answers))
          .map((item) => (
            <ScreenerItemLine
              key={item.linkId}
              item={item}
              screener={screener.key}
              chosen={answers[item.linkId] ?? []}
              language={language}
              onGive={give}
            />
          ))}
      </ol>
    </fieldset>
  );
}

const mutable = (answers: Answers): Record<string, string[]> =>
  Object.fromEntries(Object.entries(answers).map(([linkId, codes]) => [linkId, [...codes]]));

function Result({
  screener,
  score,
  show,
}: {
  screener: Screener;
  score: ReturnType<typeof scoreOf>;
  show: boolean;
}) {
  const s = useWords('screening');
  if (!show) return null;
  // S8: what a relative might read over the shoulder is only "follow up".
  const isPrivate = screener.items.some((item) => item.private);
  const actions = score.actions.filter((action) => action !== 'ask-phq-9');
  return (
    <span className={css.result} data-positive={score.positive || actions.length > 0 || undefined}>
      {!isPrivate && score.total !== undefined && <span>{s('total', { total: score.total })}</span>}
      {!isPrivate && score.band && <span>{s(`band.${score.band}`)}</span>}
      {actions.map((action) => (
        <span key={action}>{s(`action.${action}`)}</span>
      ))}
    </span>
  );
}
