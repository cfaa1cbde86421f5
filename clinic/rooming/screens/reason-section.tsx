import { useRef } from 'react';
import { Section } from '#ui/page.tsx';
import { Conflict, Presence } from '#ui/presence.tsx';
import { Saved } from '#ui/saved.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { expected, useCommand } from '#ui/use-command.ts';
import { setReason } from '../commands/set-reason.contract.ts';
import { type VisitPage, visitPage } from '../views/visit-page.contract.ts';
import { advance } from './flow.ts';
import { RedFlagLine } from './red-flag-line.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

type Reason = VisitPage['reason'];

/** Why today, since when, and up to two more things: kept on leaving each box, red flags named while typing. */
export function ReasonSection({
  flags,
  onCall,
}: {
  flags: readonly string[];
  onCall: (flags: readonly string[]) => void;
}) {
  const { t, page, draft, encounter } = useRooming();
  const command = useCommand(setReason, {
    quiet: true,
    expect: (input) => [
      expected(visitPage, { encounter }, (data) => ({
        ...data,
        reason: { words: input.reason, onset: input.onset ?? '', agenda: input.agenda },
      })),
    ],
  });
  const typed: Reason = {
    words: draft.get<string | null>('reason', null) ?? page.reason.words,
    onset: draft.get<string | null>('onset', null) ?? page.reason.onset,
    agenda: draft.get<string[] | null>('agenda', null) ?? page.reason.agenda,
  };
  const group = useRef<HTMLDivElement>(null);
  const sent = useRef('');
  const latest = useRef(draft);
  latest.current = draft;
  const changed = JSON.stringify(typed) !== JSON.stringify(page.reason);

  const keep = () => {
    // Enter and the blur that follows are one act.
    if (!changed || sent.current === JSON.stringify(typed)) return;
    sent.current = JSON.stringify(typed);
    void command
      .run({
        encounter,
        reason: typed.words,
        ...(typed.onset ? { onset: typed.onset } : {}),
        agenda: typed.agenda.filter((text) => text.trim() !== ''),
      })
      .then((outcome) => {
        sent.current = '';
        if (!outcome.ok) return;
        // What was typed on meanwhile stays.
        const now = latest.current;
        const kept = { reason: typed.words, onset: typed.onset, agenda: typed.agenda };
        for (const [field, value] of Object.entries(kept))
          if (JSON.stringify(now.get(field, null)) === JSON.stringify(value)) now.set(field, null);
      });
  };
  const next = () => {
    keep();
    advance(group.current);
  };
  return (
    <Section
      title={t('reason.title')}
      note={
        <>
          <Presence names={draft.present} />{' '}
          <Saved state={changed ? undefined : command.state} at={command.savedAt} retry={command.retry} />
        </>
      }
    >
      <div ref={group} className={css.reason} data-flow="" data-stop="reason">
        <TextBox
          label={t('reason.words')}
          value={typed.words}
          onChange={(text) => draft.set('reason', text)}
          onBlur={keep}
          onEnter={next}
          placeholder={t('reason.placeholder')}
          maxLength={500}
        />
        <TextBox
          label={t('reason.onset')}
          value={typed.onset}
          onChange={(text) => draft.set('onset', text)}
          onBlur={keep}
          onEnter={next}
          placeholder={t('reason.onset')}
          maxLength={80}
        />
        <TextBox
          label={t('reason.agenda')}
          value={typed.agenda.join('; ')}
          onChange={(text) =>
            draft.set(
              'agenda',
              text
                .split(';')
                .slice(0, 2)
                .map((one) => one.trimStart()),
            )
          }
          onBlur={keep}
          onEnter={next}
          placeholder={t('reason.agenda')}
          maxLength={400}
        />
      </div>
      <Conflict
        of={draft.conflicts.reason}
        show={(value) => String(value ?? '')}
        resolve={(choice) => draft.resolve('reason', choice)}
      />
      <RedFlagLine flags={flags} onCall={onCall} />
    </Section>
  );
}
