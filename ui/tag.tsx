import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import css from './tag.module.css';
import { useFormat } from './use-format.ts';
import { useNow } from './use-now.ts';
import { useWords } from './use-words.ts';

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'critical';

/** A short state in words; `critical` is filled. `<Tag tone="warn" icon="alert">fall risk</Tag>` */
export function Tag({
  tone = 'plain',
  icon,
  children,
  title,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
  title?: string;
}) {
  return (
    <span className={css.tag} data-tone={tone} title={title}>
      {icon && <Icon of={icon} size={14} />}
      {children}
    </span>
  );
}

/** A count that needs her; nothing at zero. */
export function Count({ n, label }: { n: number; label: string }) {
  return n > 0 ? (
    <span className={css.count}>
      <span aria-hidden="true">{n > 99 ? '99+' : n}</span>
      <span className="only-heard">{label}</span>
    </span>
  ) : null;
}

export type Level = 'normal' | 'low' | 'high' | 'critical-low' | 'critical-high' | 'unjudged';
const SIGNS: Readonly<Record<Level, string>> = {
  normal: '',
  low: '▼',
  high: '▲',
  'critical-low': '▼▼',
  'critical-high': '▲▲',
  unjudged: '',
};

/** What a value means: symbol and word, never colour alone. `<Verdict level="high" word="high" />`; `compact` says the word only to a screen reader. */
export function Verdict({ level, word, compact }: { level: Level; word?: string; compact?: boolean }) {
  const t = useWords('ui');
  if (level === 'normal') return null;
  const said = word ?? t(`verdict.${level}`);
  return (
    <span className={css.verdict} data-level={level}>
      <span aria-hidden="true">{SIGNS[level]}</span>
      <span className={compact ? 'only-heard' : undefined}>{said}</span>
    </span>
  );
}

/** How long something has waited; ink, amber, red with a dot that grows. Limits in minutes. `<Clock since={iso} amber={15} red={30} />` */
export function Clock({
  since,
  amber,
  red,
  label,
}: {
  since: string;
  amber: number;
  red: number;
  label?: string;
}) {
  const t = useWords('ui');
  const { minutes: say } = useFormat();
  const minutes = (useNow(10) - Date.parse(since)) / 60_000;
  const state = minutes >= red ? 'red' : minutes >= amber ? 'amber' : 'ink';
  return (
    <span className={css.clock} data-state={state}>
      <span className={css.dot} aria-hidden="true" />
      <span className="only-heard">{label ?? t('clock.waiting')} </span>
      {say(minutes)}
      {state !== 'ink' && <span className="only-heard"> {t(`clock.${state}`)}</span>}
    </span>
  );
}
/** State of a waiting clock for a card's edge: `edge={waitState(now, since, limits)}`. */
export const waitState = (
  since: string,
  limits: { amber: number; red: number },
  now: number,
): 'ink' | 'amber' | 'red' => {
  const minutes = (now - Date.parse(since)) / 60_000;
  return minutes >= limits.red ? 'red' : minutes >= limits.amber ? 'amber' : 'ink';
};
