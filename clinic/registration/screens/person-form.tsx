import type { ReactNode } from 'react';
import { Check, Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Columns, Row, Stack } from '#ui/layout.tsx';
import { Select, TextBox } from '#ui/text-box.tsx';
import { useWords } from '#ui/use-words.ts';
import type { Profile } from '../views/check-in-page.contract.ts';

export const EMPTY_PROFILE: Profile = {
  family: '',
  given: '',
  preferred: '',
  birthDate: '',
  sex: 'unknown',
  pronouns: '',
  phone: '',
  mayText: false,
  email: '',
  line: '',
  city: '',
  state: '',
  postalCode: '',
  language: 'en',
};

const SEXES = ['female', 'male', 'other', 'unknown'] as const;
const LANGUAGES = ['en', 'es', 'zh', 'pt', 'vi', 'fr', 'ar', 'hi', 'ru', 'ht'] as const;

interface PersonFormProps {
  readonly value: Profile;
  readonly onChange: (next: Profile) => void;
  readonly errorAt: (path: string) => string | undefined;
  /** Shown under the names: who is here already. */
  readonly children?: ReactNode;
}

/** The demographics of one person, in the order in which a front desk asks. */
export function PersonForm({ value, onChange, errorAt, children }: PersonFormProps) {
  const t = useWords('registration');
  const set =
    <Key extends keyof Profile>(key: Key) =>
    (next: Profile[Key]) =>
      onChange({ ...value, [key]: next });
  const text = (key: Exclude<keyof Profile, 'mayText' | 'sex'>, type?: 'tel' | 'email') => (
    <Field label={t(`field.${key}`)} error={errorAt(key)}>
      <TextBox
        value={value[key]}
        onChange={set(key) as (next: string) => void}
        {...(type ? { type } : {})}
        maxLength={120}
      />
    </Field>
  );
  return (
    <Stack gap={4}>
      <Columns least={220} gap={4}>
        {text('given')}
        {text('family')}
        {text('preferred')}
        <Field label={t('field.birthDate')} error={errorAt('birthDate')}>
          <TextBox type="date" value={value.birthDate} onChange={set('birthDate')} />
        </Field>
      </Columns>
      {children}
      <Field label={t('field.sex')} group>
        <Choice
          value={value.sex}
          onChange={set('sex')}
          options={SEXES.map((sex) => ({ value: sex, label: t(`sex.${sex}`) }))}
        />
      </Field>
      <Columns least={220} gap={4}>
        {text('pronouns')}
        {text('phone', 'tel')}
        {text('email', 'email')}
        <Field label={t('field.language')}>
          <Select
            value={LANGUAGES.find((one) => value.language.startsWith(one)) ?? 'en'}
            onChange={set('language')}
            options={LANGUAGES.map((one) => ({ value: one, label: t(`language.${one}`) }))}
          />
        </Field>
      </Columns>
      <Row>
        <Check checked={value.mayText} onChange={set('mayText')} label={t('field.mayText')} />
      </Row>
      <Columns least={180} gap={4}>
        {text('line')}
        {text('city')}
        {text('state')}
        {text('postalCode')}
      </Columns>
    </Stack>
  );
}
