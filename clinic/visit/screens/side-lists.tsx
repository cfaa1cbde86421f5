import type { Line } from '#clinic/chart/rules/lists.ts';
import { IconButton } from '#ui/button.tsx';
import { Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Tag } from '#ui/tag.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { settleProblem } from '../commands/settle-problem.contract.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';
import css from './visit.module.css';

/** What the patient has: allergies, problems, medications. */
export function SideLists({ visit }: { visit: VisitPage }) {
  const t = useWords('visit');
  const { date } = useFormat();
  return (
    <div className={css.side}>
      <Section
        title={t('allergies')}
        level={3}
        {...(visit.allergiesReviewed
          ? { note: t('allergies.reviewed', { date: date(visit.allergiesReviewed) }) }
          : {})}
      >
        {visit.allergies.length === 0 && (
          <Text kind={visit.allergyState === 'not-asked' ? 'warn' : 'plain'}>
            {t(`allergies.${visit.allergyState}`)}
          </Text>
        )}
        <ul className={css.list}>
          {visit.allergies.map(({ id, title, reactions, criticality }) => (
            <li key={id} className={css.item}>
              <span>
                <Text kind="strong">{title}</Text> <Text kind="quiet">{reactions.join(', ')}</Text>
              </span>
              {criticality === 'high' && (
                <Tag tone="critical" icon="alert">
                  {t('allergies.high')}
                </Tag>
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Problems lines={visit.problems} />
      <Section title={t('medications')} level={3}>
        {visit.medications.length === 0 && <Text kind="quiet">{t('medications.none')}</Text>}
        <ul className={css.list}>
          {visit.medications.map(({ id, title, detail }) => (
            <li key={id} className={css.item}>
              <span>
                {title} <Text kind="quiet">{detail}</Text>
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Problems({ lines }: { lines: readonly Line[] }) {
  const t = useWords('visit');
  const { date } = useFormat();
  const settle = useCommand(settleProblem);
  const may = useWho().is('provider');
  const active = lines.filter(({ status }) => status !== 'resolved' && status !== 'inactive');
  const shown = [...active, ...lines.filter((line) => !active.includes(line)).slice(0, 5)];
  return (
    <Section title={t('problems')} level={3}>
      {shown.length === 0 && <Text kind="quiet">{t('problems.none')}</Text>}
      <ul className={css.list}>
        {shown.map((line) => {
          const over = !active.includes(line);
          const as = over ? 'active' : 'resolved';
          return (
            <li key={line.id} className={css.item}>
              <span>
                <Text kind={over ? 'quiet' : 'plain'}>{line.title}</Text>{' '}
                <Text kind="small">{over ? t('problems.resolved') : date(line.since)}</Text>
              </span>
              {may && (
                <IconButton
                  icon={over ? 'undo' : 'check'}
                  size="small"
                  label={t(over ? 'problems.reactivate' : 'problems.resolve', { name: line.title })}
                  onClick={() => void settle.run({ condition: line.id, as })}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
