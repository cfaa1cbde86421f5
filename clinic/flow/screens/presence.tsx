import { Check } from '#ui/choice.tsx';
import { Text } from '#ui/layout.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Loaded } from '#ui/state.tsx';
import { Table } from '#ui/table.tsx';
import { expected, useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { setPresence } from '../commands/set-presence.contract.ts';
import { type OnSite, onSiteView } from '../views/on-site.contract.ts';
import css from './board.module.css';

/** [B9] Who is in the building, and who said so. */
export default function PresenceScreen() {
  const t = useWords('flow');
  const view = useView(onSiteView, {});
  return (
    <Page title={t('presence')} meta={t('presence.hint')} width="form">
      <Loaded view={view}>
        {({ people, history }) => (
          <>
            <People people={people} />
            {history.length > 0 && <Said history={history} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function People({ people }: Pick<OnSite, 'people'>) {
  const t = useWords('flow');
  const { time } = useFormat();
  const set = useCommand(setPresence, {
    expect: ({ practitioner, onSite }) => [
      expected(onSiteView, {}, (data) => ({
        ...data,
        people: data.people.map((one) => (one.id === practitioner ? { ...one, onSite } : one)),
      })),
    ],
  });
  return (
    <Table
      label={t('presence')}
      rows={people}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          title: t('presence.who'),
          cell: ({ display, supervising }) => (supervising ? <Text kind="strong">{display}</Text> : display),
        },
        { key: 'role', title: t('presence.role'), cell: ({ role }) => t(`role.${role}`) },
        {
          key: 'here',
          title: t('presence.here'),
          cell: ({ id, display, onSite }) => (
            <Check
              checked={onSite}
              onChange={(value) => void set.run({ practitioner: id, onSite: value })}
              label={t(onSite ? 'presence.yes' : 'presence.no', { name: display })}
            />
          ),
        },
        {
          key: 'since',
          title: t('presence.since-title'),
          wideOnly: true,
          cell: ({ since }) => (since ? <Text kind="quiet">{time(since)}</Text> : null),
        },
      ]}
    />
  );
}

function Said({ history }: Pick<OnSite, 'history'>) {
  const t = useWords('flow');
  const { time } = useFormat();
  return (
    <Section title={t('presence.said')}>
      <ul className={css.said}>
        {history.map(({ at, practitioner, onSite, by }) => (
          <li key={`${at} ${practitioner}`}>
            <span className={css.when}>{time(at)}</span>
            <span>{t(onSite ? 'presence.came' : 'presence.went', { who: practitioner })}</span>
            <Text kind="quiet">{t('presence.by', { who: by })}</Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}
