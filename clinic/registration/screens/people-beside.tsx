import { Columns, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Select } from '#ui/text-box.tsx';
import { useWords } from '#ui/use-words.ts';
import { RELATIONS, type Role } from '../rules/person-codes.ts';
import type { Profile, ProfileField } from '../rules/profile.ts';
import css from './person-form.module.css';
import type { FormParts } from './person-form.tsx';

interface PeopleProps extends FormParts {
  readonly value: Profile;
  readonly set: <Key extends ProfileField>(field: Key, next: Profile[Key]) => void;
  readonly minor: boolean;
}

/** Guardian, emergency contact, guarantor. A child's guardian comes first; an adult is asked for one last. */
export function PeopleBeside({ value, set, text, around, minor }: PeopleProps) {
  const t = useWords('registration');
  const order: readonly Role[] = minor
    ? ['guardian', 'emergency', 'guarantor']
    : ['emergency', 'guarantor', 'guardian'];
  const missing = minor && value.guardianName === '';
  return (
    <Section title={t('section.people')}>
      <Stack gap={4}>
        {missing && (
          <div role="status">
            <Text kind="warn" as="p">
              {t('guardian.missing')}
            </Text>
          </div>
        )}
        {order.map((role) => (
          <fieldset key={role} className={css.person}>
            <legend className={css.legend}>{t(`role.${role}`)}</legend>
            <Columns least={180} gap={4}>
              {text(`${role}Name`, { label: t('person.name') })}
              {around(
                `${role}Relation`,
                <Select
                  value={value[`${role}Relation`]}
                  onChange={(next) => set(`${role}Relation`, next)}
                  placeholder={t('not-asked')}
                  options={RELATIONS.map(({ code = '' }) => ({ value: code, label: t(`relation.${code}`) }))}
                />,
                { label: t('person.relation') },
              )}
              {text(`${role}Phone`, { type: 'tel', label: t('field.phone') })}
            </Columns>
          </fieldset>
        ))}
      </Stack>
    </Section>
  );
}
