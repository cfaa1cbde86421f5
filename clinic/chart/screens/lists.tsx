import type { ReactNode } from 'react';
import { Columns, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Tag } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import type { Line } from '../rules/lists.ts';
import type { ChartPage } from '../views/open-chart.contract.ts';
import css from './chart.module.css';

/** Problems, medications, allergies and immunizations at a glance. */
export function Lists({ chart }: { chart: ChartPage }) {
  const t = useWords('chart');
  const { date } = useFormat();
  const active = chart.problems.filter(({ status }) => status === 'active' || status === '');
  const past = chart.problems.filter((line) => !active.includes(line));
  return (
    <Columns least={300}>
      <Section
        title={t('allergies')}
        {...(chart.allergiesReviewed
          ? { note: t('allergies.reviewed', { date: date(chart.allergiesReviewed) }) }
          : {})}
      >
        {chart.allergies.length === 0 && (
          <Text kind={chart.allergyState === 'not-asked' ? 'warn' : 'plain'}>
            {t(`allergies.${chart.allergyState}`)}
          </Text>
        )}
        <Lines
          of={chart.allergies.map((line) => ({
            line,
            more: line.reactions.join(', '),
            tag:
              line.criticality === 'high' ? (
                <Tag tone="critical" icon="alert">
                  {t('allergies.high')}
                </Tag>
              ) : null,
          }))}
        />
      </Section>
      <Section title={t('problems')}>
        {chart.problems.length === 0 && <Text kind="quiet">{t('problems.none')}</Text>}
        <Lines of={active.map((line) => ({ line, more: date(line.since) }))} />
        {past.length > 0 && (
          <details>
            <summary>{t('problems.past', { count: past.length })}</summary>
            <Lines of={past.map((line) => ({ line, more: date(line.since) }))} />
          </details>
        )}
      </Section>
      <Section title={t('medications')}>
        {chart.medications.length === 0 && <Text kind="quiet">{t('medications.none')}</Text>}
        <Lines of={chart.medications.map((line) => ({ line, more: line.detail || date(line.since) }))} />
      </Section>
      <Section title={t('immunizations')}>
        {chart.immunizations.length === 0 && <Text kind="quiet">{t('immunizations.none')}</Text>}
        <Lines
          of={chart.immunizations.map((line) => ({
            line,
            more: date(line.since),
            tag: line.status === 'not-done' ? <Tag tone="warn">{t('immunizations.refused')}</Tag> : null,
          }))}
        />
      </Section>
    </Columns>
  );
}

function Lines({ of }: { of: readonly { line: Line; more: string; tag?: ReactNode }[] }) {
  return (
    <ul className={css.list}>
      {of.map(({ line, more, tag }) => (
        <li key={line.id} className={css.item}>
          <span>{line.title}</span>
          <span className={css.value}>
            <Text kind="small">{more}</Text> {tag}
          </span>
        </li>
      ))}
    </ul>
  );
}
