import type { ReactNode } from 'react';
import { ageOn } from '#fhir/age.ts';
import { Check, Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Columns, Row, Stack } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Conflict } from '#ui/presence.tsx';
import { DateBox, Select, TextBox } from '#ui/text-box.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords, type Words } from '#ui/use-words.ts';
import { DECLINED, ETHNICITIES, GENDER_IDENTITIES, LANGUAGES, RACES } from '../rules/person-codes.ts';
import { spokenPhone } from '../rules/phone.ts';
import type { Profile, ProfileField } from '../rules/profile.ts';
import { PeopleBeside } from './people-beside.tsx';
import css from './person-form.module.css';
import { PhotoField } from './photo-field.tsx';

/** A field that somebody else changed while it was typed. */
export interface FieldClash {
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly by: string;
}
export interface PersonFormProps {
  readonly value: Profile;
  readonly set: <Key extends ProfileField>(field: Key, next: Profile[Key]) => void;
  readonly errorAt: (path: string) => string | undefined;
  readonly clash?: (field: ProfileField) => FieldClash | undefined;
  readonly resolve?: (field: ProfileField, choice: 'mine' | 'theirs') => void;
  /** Logical id, for the colour of the initials; '' while there is none. */
  readonly patient: string;
  readonly autoFocus?: boolean;
  /** Shown under the names: who is here already. */
  readonly children?: ReactNode;
}
/** Fields whose value is text. */
export type TextField = {
  [Key in ProfileField]: Profile[Key] extends string ? (string extends Profile[Key] ? Key : never) : never;
}[ProfileField];

const SEXES = [
  { value: 'female', key: 'f' },
  { value: 'male', key: 'm' },
  { value: 'other', key: 'o' },
  { value: 'unknown', key: 'u' },
] as const;
const ADULT_YEARS = 18;

/** Everything the clinic asks about a person, on one page, in the order in which a front desk asks it. */
export function PersonForm(props: PersonFormProps) {
  const t = useWords('registration');
  const { today } = useFormat();
  const { value, patient, set, children } = props;
  const parts = partsOf(props, t);
  const { text, around } = parts;
  const minor = (ageOn(value.birthDate, today())?.years ?? ADULT_YEARS) < ADULT_YEARS;
  return (
    <Stack gap={6}>
      <Section title={t('section.name')}>
        <div className={css.withPhoto}>
          <PhotoField value={value} patient={patient} set={set} />
          <Stack gap={4}>
            <div className={css.names}>
              {text('given', { autoFocus: props.autoFocus === true, required: true })}
              {text('family', { required: true })}
              {text('suffix')}
              {text('preferred')}
            </div>
            <Columns least={200} gap={4}>
              {around(
                'birthDate',
                <DateBox value={value.birthDate} onChange={(next) => set('birthDate', next)} />,
                { required: true },
              )}
              {around(
                'genderIdentity',
                <Select
                  value={value.genderIdentity}
                  onChange={(next) => set('genderIdentity', next)}
                  placeholder={t('not-asked')}
                  options={choices(GENDER_IDENTITIES, (code) => t(`gender.${code}`))}
                />,
              )}
              {text('pronouns')}
            </Columns>
            {around(
              'sex',
              <Choice
                value={value.sex}
                onChange={(next) => set('sex', next)}
                options={SEXES.map((one) => ({ ...one, label: t(`sex.${one.value}`) }))}
              />,
              { group: true },
            )}
            {children}
          </Stack>
        </div>
      </Section>
      <Section title={t('section.reach')}>
        <Stack gap={4}>
          <Columns least={200} gap={4}>
            {text('phone', { type: 'tel' })}
            {text('otherPhone', { type: 'tel' })}
            {text('email', { type: 'email' })}
          </Columns>
          <Row gap={6}>
            <Check
              checked={value.mayText}
              onChange={(next) => set('mayText', next)}
              label={t('field.mayText')}
            />
            <Check
              checked={value.mayVoicemail}
              onChange={(next) => set('mayVoicemail', next)}
              label={t('field.mayVoicemail')}
            />
          </Row>
          <div className={css.address}>
            {text('line')}
            {text('unit')}
            {text('city')}
            {text('state')}
            {text('postalCode')}
          </div>
        </Stack>
      </Section>
      <Background {...props} parts={parts} />
      <PeopleBeside value={value} set={set} text={text} around={around} minor={minor} />
    </Stack>
  );
}

/** Language, race, ethnicity and the number of Medicare. */
function Background({ value, set, parts: { text, around } }: PersonFormProps & { parts: FormParts }) {
  const t = useWords('registration');
  const { language } = useFormat();
  const languages = (LANGUAGES as readonly string[]).includes(value.language)
    ? LANGUAGES
    : [value.language, ...LANGUAGES];
  const toggle = (code: string, on: boolean) => {
    if (code === DECLINED) return set('race', on ? [DECLINED] : []);
    const others = value.race.filter((one) => one !== code && one !== DECLINED);
    set('race', on ? [...others, code] : others);
  };
  return (
    <Section title={t('section.background')}>
      <Stack gap={4}>
        <Columns least={200} gap={4}>
          {around(
            'language',
            <Select
              value={value.language}
              onChange={(next) => set('language', next)}
              options={languages.map((one) => ({
                value: one,
                label: t(`language.${one}`, { defaultValue: nameOf(one, language) }),
              }))}
            />,
          )}
          {around(
            'ethnicity',
            <Select
              value={value.ethnicity}
              onChange={(next) => set('ethnicity', next)}
              placeholder={t('not-asked')}
              options={choices(ETHNICITIES, (code) => t(`ethnicity.${code}`))}
            />,
          )}
          {text('mbi', { chars: 16 })}
        </Columns>
        {around(
          'interpreter',
          <Choice
            value={value.interpreter}
            onChange={(next) => set('interpreter', next)}
            options={[
              { value: 'yes', label: t('interpreter.yes'), key: 'y' },
              { value: 'no', label: t('interpreter.no'), key: 'n' },
              { value: '', label: t('not-asked') },
            ]}
          />,
          { group: true },
        )}
        {around(
          'race',
          <div className={css.checks}>
            {RACES.map(({ code = '' }) => (
              <Check
                key={code}
                checked={value.race.includes(code)}
                onChange={(on) => toggle(code, on)}
                label={t(`race.${code}`)}
              />
            ))}
          </div>,
          { group: true },
        )}
      </Stack>
    </Section>
  );
}

const choices = (codes: readonly { code?: string }[], words: (code: string) => string) =>
  codes.map(({ code = '' }) => ({ value: code, label: words(code) }));

interface AroundOptions {
  readonly group?: boolean;
  readonly required?: boolean;
  readonly label?: string;
}
interface TextOptions extends AroundOptions {
  readonly type?: 'tel' | 'email';
  readonly chars?: number;
  readonly autoFocus?: boolean;
}
export interface FormParts {
  readonly around: (field: ProfileField, control: ReactNode, options?: AroundOptions) => ReactNode;
  readonly text: (field: TextField, options?: TextOptions) => ReactNode;
}

/** The controls of the form: each with its label, its error, and what somebody else put there meanwhile. */
function partsOf({ value, set, errorAt, clash, resolve }: PersonFormProps, t: Words): FormParts {
  const around: FormParts['around'] = (field, control, { label, ...options } = {}) => {
    const clashing = clash?.(field);
    return (
      <Field
        key={field}
        label={label ?? t(`field.${field}`)}
        error={clashing ? undefined : errorAt(field)}
        {...options}
      >
        {control}
        {clashing && (
          <div className={css.clash} data-clash>
            <Conflict
              of={{ ...clashing, version: 0 }}
              show={(one) => shown(one, t)}
              resolve={(choice) => resolve?.(field, choice)}
            />
          </div>
        )}
      </Field>
    );
  };
  return {
    around,
    text: (field, { type, chars, autoFocus, ...options } = {}) =>
      around(
        field,
        <TextBox
          value={type === 'tel' ? spokenPhone(value[field]) : value[field]}
          onChange={(next) => set(field, next)}
          maxLength={120}
          {...(type ? { type } : {})}
          {...(chars ? { chars } : {})}
          {...(autoFocus ? { autoFocus } : {})}
        />,
        options,
      ),
  };
}

/** The words of a value where two stand side by side. */
function shown(value: unknown, t: Words): string {
  if (value === '' || (Array.isArray(value) && value.length === 0)) return t('nothing-held');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (Array.isArray(value))
    return value.map((one) => t(`race.${one}`, { defaultValue: String(one) })).join(', ');
  const text = spokenPhone(String(value));
  return t(`sex.${text}`, { defaultValue: t(`gender.${text}`, { defaultValue: text }) });
}

/** What a language is called in the language of the screen; its code where nobody knows it. */
function nameOf(code: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
