import type { CSSProperties, ReactNode } from 'react';
import css from './layout.module.css';

type Gap = 1 | 2 | 3 | 4 | 5 | 6 | 8 | 10 | 12;
const gapOf = (gap: Gap): CSSProperties => ({ '--gap': `var(--s${gap})` }) as CSSProperties;

/** Things below each other. `gap` in steps of 4 px. */
export function Stack({ gap = 4, children }: { gap?: Gap; children: ReactNode }) {
  return (
    <div className={css.stack} style={gapOf(gap)}>
      {children}
    </div>
  );
}
/** Things beside each other, wrapping when there is no room. */
export function Row({
  gap = 2,
  align = 'center',
  spread,
  wrap = true,
  children,
}: {
  gap?: Gap;
  align?: 'center' | 'start' | 'end' | 'baseline';
  spread?: boolean;
  wrap?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={css.row}
      style={gapOf(gap)}
      data-align={align}
      data-spread={spread || undefined}
      data-nowrap={!wrap || undefined}
    >
      {children}
    </div>
  );
}
/** Equal columns that become one on narrow screens. `least` px wide each. */
export function Columns({
  least = 280,
  gap = 6,
  children,
}: {
  least?: number;
  gap?: Gap;
  children: ReactNode;
}) {
  return (
    <div className={css.columns} style={{ ...gapOf(gap), '--least': `${least}px` } as CSSProperties}>
      {children}
    </div>
  );
}
/** Text by role, never by size. `strong` for names, `quiet` for what is second, `figure` for large numbers. */
export function Text({
  kind = 'plain',
  children,
  as: As = 'span',
  title,
}: {
  kind?: 'plain' | 'strong' | 'quiet' | 'small' | 'figure' | 'lead' | 'warn' | 'critical' | 'good';
  as?: 'span' | 'p' | 'div' | 'strong';
  children: ReactNode;
  title?: string;
}) {
  return (
    <As className={css.text} data-kind={kind} title={title}>
      {children}
    </As>
  );
}
/** Many words: what a person wrote, with its line breaks, in a readable measure. */
export function BodyText({ children, quiet }: { children: string; quiet?: boolean }) {
  return (
    <p className={css.body} data-quiet={quiet || undefined}>
      {children}
    </p>
  );
}
/** Labels and values: `<Facts of={[{ label: 'Phone', value: '555 0100' }]} />` */
export function Facts({ of }: { of: readonly { label: string; value: ReactNode; key?: string }[] }) {
  return (
    <dl className={css.facts}>
      {of.map(({ label, value, key }) => (
        <div key={key ?? label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
/** A hairline. */
export const Line = () => <hr className={css.line} />;
/** Heard by a screen reader, not seen. */
export const Heard = ({ children }: { children: ReactNode }) => (
  <span className="only-heard">{children}</span>
);
