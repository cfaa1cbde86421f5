import { useState } from 'react';
import { SCREENER_KEYS } from '#clinic/screening/rules/screeners.ts';
import { Button } from '#ui/button.tsx';
import { Icon } from '#ui/icon.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { usePlace } from '#ui/use-place.ts';
import { handOver } from '../commands/hand-over.contract.ts';
import type { Missing } from '../rules/missing.ts';
import { goToStop } from './flow.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';
import { stopOf, useMissing } from './use-missing.ts';

/** Always in sight: what is missing and why it matters, the words for the provider, and the one next step. */
export function SummaryFoot({ onCall }: { onCall: () => void }) {
  const { t, page, draft, encounter, format } = useRooming();
  const place = usePlace();
  const left = useMissing();
  const [asked, setAsked] = useState(false);
  const command = useCommand(handOver, {
    done: () => t('hand-over.done', { provider: page.provider ?? t('call.a-provider') }),
  });
  const note = draft.get<string | null>('note', null) ?? page.handOver?.note ?? '';
  const give = async () => {
    if (left.length > 0 && !asked) return setAsked(true);
    await draft.flush();
    const outcome = await command.run({ encounter, note: note.trim() });
    if (outcome.ok) place.go('/board');
  };
  return (
    <div className={css.foot}>
      <div className={css.left}>
        <Button
          size="small"
          tone={page.calls.some((call) => !call.acknowledged) ? 'quiet' : 'danger'}
          icon="bell"
          keys="f9"
          onClick={onCall}
        >
          {t('call.now')}
        </Button>
        {left.length === 0 ? (
          <span className={css.allDone}>
            <Icon of="check" size={16} /> {t('missing.none')}
          </span>
        ) : (
          <LeftList left={left} />
        )}
        {asked && left.length > 0 && <strong className={css.askedAgain}>{t('hand-over.again')}</strong>}
        {page.handOver && (
          <span className={css.quiet}>{t('hand-over.since', { time: format.time(page.handOver.at) })}</span>
        )}
      </div>
      <div className={css.give} data-flow="" data-stop="note">
        <TextBox
          label={t('hand-over.note')}
          placeholder={t('hand-over.note-for', { provider: page.provider ?? t('call.a-provider') })}
          value={note}
          onChange={(text) => draft.set('note', text)}
          maxLength={500}
          onEnter={() => void give()}
        />
        <Button
          tone="primary"
          keys="ctrl+enter"
          busy={command.state === 'saving'}
          onClick={() => void give()}
        >
          {page.handOver ? t('hand-over.update') : t('hand-over.give')}
        </Button>
      </div>
    </div>
  );
}

/** At most three by name; each leads to its place. */
const NAMED = 3;

function LeftList({ left }: { left: readonly Missing[] }) {
  const { t } = useRooming();
  return (
    <>
      <strong>{t('missing.count', { count: left.length })}</strong>
      {left.slice(0, NAMED).map((one) => (
        <button
          key={`${one.what} ${one.which}`}
          type="button"
          className={css.leftOne}
          title={t(`missing.why.${one.what}`)}
          onClick={() => goToStop(stopOf(one))}
        >
          {missingName(one, t)}
        </button>
      ))}
      {left.length > NAMED && (
        <span className={css.quiet}>{t('missing.more', { count: left.length - NAMED })}</span>
      )}
    </>
  );
}

function missingName(one: Missing, t: ReturnType<typeof useRooming>['t']): string {
  if (one.what === 'vital') return t(`vital.${one.which}`);
  if (one.what === 'screener') {
    const key = SCREENER_KEYS.find((name) => name === one.which);
    return key ? t(`missing.screener.${key}`) : t('missing.tobacco');
  }
  return t(`missing.${one.what}`, { n: one.which });
}
