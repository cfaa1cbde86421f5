import { Button, IconButton } from '#ui/button.tsx';
import { Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Select, TextBox } from '#ui/text-box.tsx';
import { useWords } from '#ui/use-words.ts';
import { STAFF_ROLES, type StaffRole } from '../rules/staff-roles.ts';
import css from './settings.module.css';
import type { Plan, PlannedPerson } from './use-plan.ts';

/** The owner as she signed in, then everybody she works with. Each gets a one-time link at the end. */
export function PeopleStep({
  owner,
  people,
  onChange,
}: {
  owner: PlannedPerson;
  people: readonly PlannedPerson[];
  onChange: (next: Partial<Plan>) => void;
}) {
  const t = useWords('settings');
  const set = (at: number, person: PlannedPerson) =>
    onChange({ people: people.map((one, index) => (index === at ? person : one)) });
  const add = (role: StaffRole) =>
    onChange({
      people: [
        ...people,
        { prefix: role === 'provider' ? 'Dr.' : '', given: '', family: '', credential: '', role },
      ],
    });
  return (
    <Stack gap={6}>
      <Section title={t('set-up.you')} level={3}>
        <Person person={owner} onChange={(next) => onChange({ owner: next })} />
      </Section>
      <Section title={t('set-up.others')} level={3}>
        {people.length === 0 && <Text kind="quiet">{t('set-up.nobody-yet')}</Text>}
        {people.map((person, at) => (
          <Person
            // biome-ignore lint/suspicious/noArrayIndexKey: a person is her row while she is typed
            key={at}
            person={person}
            onChange={(next) => set(at, next)}
            onRemove={() => onChange({ people: people.filter((_, index) => index !== at) })}
          />
        ))}
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 'var(--s2)', paddingTop: 'var(--s3)' }}>
          {(['provider', 'ma', 'front-desk', 'nurse'] as const).map((role) => (
            <Button key={role} icon="plus" onClick={() => add(role)}>
              {t(`role.${role}`)}
            </Button>
          ))}
        </div>
      </Section>
    </Stack>
  );
}

function Person({
  person,
  onChange,
  onRemove,
}: {
  person: PlannedPerson;
  onChange: (person: PlannedPerson) => void;
  onRemove?: () => void;
}) {
  const t = useWords('settings');
  const set = (field: keyof PlannedPerson) => (value: string) => onChange({ ...person, [field]: value });
  return (
    <div className={css.person}>
      <TextBox
        label={t('staff.prefix')}
        placeholder={t('staff.prefix')}
        value={person.prefix}
        onChange={set('prefix')}
        maxLength={20}
      />
      <TextBox
        label={t('staff.given')}
        placeholder={t('staff.given')}
        value={person.given}
        onChange={set('given')}
        maxLength={60}
        autoFocus={onRemove !== undefined && person.given === ''}
      />
      <TextBox
        label={t('staff.family')}
        placeholder={t('staff.family')}
        value={person.family}
        onChange={set('family')}
        maxLength={60}
      />
      <TextBox
        label={t('staff.credential')}
        placeholder={t('staff.credential')}
        value={person.credential}
        onChange={set('credential')}
        maxLength={30}
      />
      <Select
        label={t('staff.role')}
        value={person.role}
        onChange={(role) => onChange({ ...person, role })}
        options={STAFF_ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
      {onRemove && <IconButton icon="close" label={t('set-up.remove')} onClick={onRemove} />}
    </div>
  );
}
