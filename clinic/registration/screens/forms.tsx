import { Button } from '#ui/button.tsx';
import { Heard, Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Tag } from '#ui/tag.tsx';
import { turnTo } from '#ui/turned.ts';
import { useFormat } from '#ui/use-format.ts';
import { fillPath } from '#ui/use-place.ts';
import { useWords } from '#ui/use-words.ts';
import type { CheckInPage, FormLine } from '../views/check-in-page.contract.ts';
import css from './check-in.module.css';

/** The privacy notice, then the consents, each with its version and state; the screen is turned to the patient to sign. */
export function Forms({ page }: { page: CheckInPage }) {
  const t = useWords('registration');
  const due = page.forms.filter(({ state }) => state === 'due');
  const groups = [
    { title: t('forms.notice'), forms: page.forms.filter(({ notice }) => notice) },
    { title: t('forms.consents'), forms: page.forms.filter(({ notice }) => !notice) },
  ];
  return (
    <Section title={t('forms')} done={due.length === 0}>
      <Stack gap={5}>
        {groups.map(
          ({ title, forms }) =>
            forms.length > 0 && (
              <div key={title}>
                <Text kind="small" as="p">
                  {title}
                </Text>
                <ul className={css.list}>
                  {forms.map((form) => (
                    <FormRow key={form.code} form={form} page={page} />
                  ))}
                </ul>
              </div>
            ),
        )}
        {due.length > 0 && (
          <Row gap={3}>
            <Button icon="sign" keys="s" onClick={() => turn(page)}>
              {t('forms.turn', { count: due.length })}
            </Button>
            <Text kind="small">{t('forms.turn.hint')}</Text>
          </Row>
        )}
      </Stack>
    </Section>
  );
}

/** The patient's page, and the way back to where the staff was. */
function turn(page: CheckInPage, form?: FormLine): void {
  turnTo({
    patient: page.patient,
    path: form
      ? fillPath('/sign/$patient/$form', { patient: page.patient, form: form.code })
      : fillPath('/sign/$patient', { patient: page.patient }),
    back: location.pathname,
  });
}

function FormRow({ form, page }: { form: FormLine; page: CheckInPage }) {
  const t = useWords('registration');
  const { date, language } = useFormat();
  const name = language === 'es' ? form.es : form.en;
  const state = form.notice && form.state === 'signed' ? 'acknowledged' : form.state;
  return (
    <li className={css.row}>
      <span>
        {name} <Text kind="small">{t('forms.version', { version: form.version })}</Text>
      </span>
      {form.state === 'due' ? (
        <Button size="small" onClick={() => turn(page, form)}>
          {t('forms.turn-one')}
          <Heard>: {name}</Heard>
        </Button>
      ) : (
        <Tag
          tone={form.state === 'signed' ? 'good' : 'warn'}
          icon={form.state === 'signed' ? 'check' : 'info'}
        >
          {t(form.by ? `forms.${state}.by` : `forms.${state}`, { date: date(form.on), name: form.by })}
        </Tag>
      )}
    </li>
  );
}
