import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Field } from '#ui/field.tsx';
import { uploadFile } from '#ui/files.ts';
import { BodyText, Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { SignaturePad } from '#ui/signature-pad.tsx';
import { Tag } from '#ui/tag.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { recordConsent } from '../commands/record-consent.contract.ts';
import type { CheckInPage, FormLine } from '../views/check-in-page.contract.ts';
import css from './registration.module.css';

/** Notices and consents with their state; the tablet is turned to the patient to sign. */
export function Forms({ page }: { page: CheckInPage }) {
  const t = useWords('registration');
  const { date, language } = useFormat();
  const [open, setOpen] = useState<FormLine>();
  return (
    <Section title={t('forms')} done={page.forms.every(({ state }) => state !== 'due')}>
      <ul className={css.list}>
        {page.forms.map((form) => (
          <li key={form.code} className={css.row}>
            <span>
              {language === 'es' ? form.es : form.en}{' '}
              <Text kind="small">{t('forms.version', { version: form.version })}</Text>
            </span>
            {form.state === 'due' ? (
              <Button size="small" onClick={() => setOpen(form)}>
                {t('forms.sign')}
              </Button>
            ) : (
              <Tag
                tone={form.state === 'signed' ? 'good' : 'warn'}
                icon={form.state === 'signed' ? 'check' : 'info'}
              >
                {t(`forms.${form.state}`, { date: date(form.on) })}
              </Tag>
            )}
          </li>
        ))}
      </ul>
      {open && <SignForm form={open} page={page} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

/** Turned to the patient: the text, the signature, nothing else. */
function SignForm({ form, page, onClose }: { form: FormLine; page: CheckInPage; onClose: () => void }) {
  const t = useWords('registration');
  const { language } = useFormat();
  const own = page.profile.language.startsWith('es') ? 'es' : language === 'es' ? 'es' : 'en';
  const [signed, setSigned] = useState<{ picture: Blob; typed?: string }>();
  const [refusal, setRefusal] = useState<string>();
  const record = useCommand(recordConsent, { quiet: true });
  const sign = async () => {
    if (!signed) return;
    const binary = await uploadFile(signed.picture);
    const answer = await record.run({
      patient: page.patient,
      form: form.code,
      signature: { binary, ...(signed.typed ? { typed: signed.typed } : {}) },
    });
    if (answer.ok) onClose();
  };
  const refuse = async () => {
    const answer = await record.run({ patient: page.patient, form: form.code, refusal: refusal ?? '' });
    if (answer.ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={form[own]}
      size="full"
      actions={
        <>
          {refusal === undefined && (
            <Button tone="quiet" onClick={() => setRefusal('')}>
              {t('forms.refuse')}
            </Button>
          )}
          {refusal !== undefined && (
            <Button tone="danger" onClick={() => void refuse()} disabled={refusal.trim().length < 3}>
              {t('forms.refuse.save')}
            </Button>
          )}
          <Button
            tone="primary"
            onClick={() => void sign()}
            disabled={!signed}
            busy={record.state === 'saving'}
          >
            {t('forms.sign')}
          </Button>
        </>
      }
    >
      <div lang={own}>
        <Stack gap={4}>
          <BodyText>{form.text[own]}</BodyText>
          {record.refusal && (
            <Text kind="critical" as="p">
              {record.refusal.words}
            </Text>
          )}
          {refusal === undefined ? (
            <SignaturePad signer={page.name} onChange={setSigned} />
          ) : (
            <Field label={t('forms.refuse.why')} error={record.errorAt('refusal')}>
              <TextBox value={refusal} onChange={setRefusal} autoFocus maxLength={300} />
            </Field>
          )}
          <Row>
            <Text kind="quiet">{page.name}</Text>
          </Row>
        </Stack>
      </div>
    </Dialog>
  );
}
