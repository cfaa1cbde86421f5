import { flushSync } from 'react-dom';
import type { Answers } from '#clinic/screening/rules/score.ts';
import { SCREENER_KEYS, screenerOf } from '#clinic/screening/rules/screeners.ts';
import { Menu } from '#ui/menu.tsx';
import { Section } from '#ui/page.tsx';
import { useWords } from '#ui/use-words.ts';
import type { ScreenerRow } from '../views/visit-page.contract.ts';
import { goToStop } from './flow.ts';
import { useRooming } from './rooming-context.ts';
import { ScreenerCard } from './screener-card.tsx';
import { TobaccoLine } from './tobacco-line.tsx';

/** Screeners that are due, those begun, and any other one on demand. A positive PHQ-2 opens the rest of PHQ-9 in place. */
export function ScreenersSection() {
  const { t, page, draft, format } = useRooming();
  const s = useWords('screening');
  const language = format.language === 'es' ? 'es' : 'en';
  const added = draft.get<string[] | null>('screeners', null) ?? [];
  const rows: ScreenerRow[] = [
    ...page.screeners,
    ...added
      .filter((key) => !page.screeners.some((row) => row.screener === key))
      .map((screener) => ({
        screener,
        status: 'due' as const,
        daysAgo: undefined,
        total: undefined,
        band: undefined,
        actions: [],
        answers: {},
      })),
  ];
  const add = (key: string, answers?: Answers) => {
    // Drawn before the next key: a fast hand goes on with the third question.
    flushSync(() => {
      draft.set('screeners', [...new Set([...added, key])]);
      if (answers) draft.set(`screener.${key}`, answers);
    });
    const first = SCREENER_KEYS.find((one) => one === key);
    goToStop(
      key === 'phq-9' && answers
        ? 'phq-9.44259-0'
        : `${key}.${first ? screenerOf(first).items[0]?.linkId : ''}`,
    );
  };
  const others = SCREENER_KEYS.filter((key) => !rows.some((row) => row.screener === key));
  const showTobacco = page.tobacco.due === 'yes' || page.tobacco.status !== undefined;
  const names = [
    ...rows
      .filter((row) => row.status !== 'completed' && row.status !== 'stopped')
      .flatMap((row) =>
        SCREENER_KEYS.filter((key) => key === row.screener).map((key) => screenerOf(key).title[language]),
      ),
    ...(page.tobacco.due === 'yes' && !page.tobacco.status ? [s('tobacco.title')] : []),
  ];
  const done = names.length === 0 && (rows.length > 0 || showTobacco);
  return (
    <Section
      title={t('screeners.title')}
      done={done}
      note={names.length > 0 ? t('screeners.due', { names: names.join(' · ') }) : t('screeners.none-due')}
      actions={
        <Menu
          label={t('screeners.add')}
          icon="plus"
          items={others.map((key) => ({
            key,
            label: screenerOf(key).title[language],
            onPick: () => add(key),
          }))}
        />
      }
    >
      {rows.map((row) => {
        const key = SCREENER_KEYS.find((one) => one === row.screener);
        return key ? (
          <ScreenerCard
            key={key}
            screener={screenerOf(key)}
            row={row}
            {...(key === 'phq-2' ? { onMore: (answers: Answers) => add('phq-9', answers) } : {})}
          />
        ) : null;
      })}
      {showTobacco && <TobaccoLine />}
    </Section>
  );
}
