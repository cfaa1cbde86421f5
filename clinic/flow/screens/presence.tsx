import { Check } from '#ui/choice.tsx';
import { Page } from '#ui/page.tsx';
import { Loaded } from '#ui/state.tsx';
import { Table } from '#ui/table.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { setPresence } from '../commands/set-presence.contract.ts';
import { boardView } from '../views/board.contract.ts';

/** [B9] Who is in the building. */
export default function PresenceScreen() {
  const t = useWords('flow');
  const view = useView(boardView, {});
  const set = useCommand(setPresence);
  return (
    <Page title={t('presence')} meta={t('presence.hint')} width="form">
      <Loaded view={view}>
        {({ staff }) => (
          <Table
            label={t('presence')}
            rows={staff}
            rowKey={({ id }) => id}
            columns={[
              { key: 'name', title: t('presence.who'), cell: ({ name }) => name },
              { key: 'role', title: t('presence.role'), cell: ({ role }) => t(`role.${role}`) },
              {
                key: 'here',
                title: t('presence.here'),
                cell: ({ id, name, onSite }) => (
                  <Check
                    checked={onSite}
                    onChange={(value) => void set.run({ practitioner: id, onSite: value })}
                    label={t(onSite ? 'presence.yes' : 'presence.no', { name })}
                  />
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
