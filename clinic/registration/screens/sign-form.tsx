import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import type { Language } from '#ui/session.ts';
import { type Signature, SignaturePad } from '#ui/signature-pad.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useUpload } from '#ui/use-upload.ts';
import { useWords } from '#ui/use-words.ts';
import { recordConsent } from '../commands/record-consent.contract.ts';
import { SIGNER_KINDS, type SignerKind } from '../rules/form-policy.ts';
import type { FormToSign } from '../views/forms-to-sign.contract.ts';
import css from './check-in.module.css';

interface Signer {
  readonly name: string;
  readonly relationship: SignerKind | '';
}

/** Signed by hand or by name, by the patient or who may sign for her; or refused in her own words. */
export function SignForm({
  patient,
  name,
  minor,
  form,
  language,
  onDone,
}: {
  patient: string;
  name: string;
  minor: boolean;
  form: FormToSign;
  language: Language;
  onDone: () => void;
}) {
  const t = useWords('registration');
  const record = useCommand(recordConsent, { quiet: true });
  const upload = useUpload(`sign/${patient}/${form.code}`, patient);
  const [signature, setSignature] = useState<Signature>();
  const [refusal, setRefusal] = useState<string>();
  const [signer, setSigner] = useState<Signer | undefined>(
    minor ? { name: '', relationship: '' } : undefined,
  );
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const relationship = signer?.relationship ?? '';
  const unnamed = signer !== undefined && (signer.name.trim().length < 2 || relationship === '');
  const base = {
    patient,
    form: form.code,
    version: form.version,
    language,
    ...(signer && relationship !== '' ? { signer: { name: signer.name, relationship } } : {}),
  };
  const save = async (what: Parameters<typeof record.run>[0]) => {
    const answer = await record.run(what);
    if (!answer.ok) return;
    upload.clear();
    onDone();
  };
  const sign = async () => {
    setTried(true);
    if (!signature || unnamed || busy) return;
    setBusy(true);
    const binary =
      upload.picture === signature.picture ? await upload.retry() : await upload.send(signature.picture);
    if (binary !== undefined)
      await save({ ...base, signature: { binary, ...(signature.typed ? { typed: signature.typed } : {}) } });
    setBusy(false);
  };
  const refuse = async () => {
    setTried(true);
    if (unnamed || busy || (refusal ?? '').trim().length < 3) return;
    setBusy(true);
    await save({ ...base, refusal: refusal ?? '' });
    setBusy(false);
  };
  const trouble = record.refusal?.words ?? troubleOf(upload, record.state === 'failed' && busy, t);
  return (
    <Stack gap={5}>
      {signer && <WhoSigns signer={signer} onChange={setSigner} wrong={tried && unnamed} />}
      {refusal === undefined ? (
        <SignaturePad signer={signer?.name || name} onChange={setSignature} />
      ) : (
        <Field label={t('sign.refuse.why')} error={record.errorAt('refusal')}>
          <TextBox
            value={refusal}
            onChange={setRefusal}
            autoFocus
            maxLength={300}
            lines={2}
            autoComplete="off"
          />
        </Field>
      )}
      {!signer && (
        <div className={css.links}>
          <Button tone="quiet" size="small" onClick={() => setSigner({ name: '', relationship: '' })}>
            {t('sign.somebody', { name })}
          </Button>
        </div>
      )}
      {trouble && (
        <div role="alert">
          <Row gap={3}>
            <Text kind="critical">{trouble}</Text>
            {upload.state === 'failed' && (
              <Button icon="refresh" onClick={() => void sign()}>
                {t('upload.retry')}
              </Button>
            )}
          </Row>
        </div>
      )}
      <div className={css.choices}>
        {refusal === undefined ? (
          <>
            <Button tone="quiet" size="large" onClick={() => setRefusal('')}>
              {t('sign.refuse')}
            </Button>
            <Button tone="primary" size="large" onClick={() => void sign()} disabled={!signature} busy={busy}>
              {t('sign.sign')}
            </Button>
          </>
        ) : (
          <>
            <Button tone="quiet" size="large" onClick={() => setRefusal(undefined)}>
              {t('sign.refuse.back')}
            </Button>
            <Button
              size="large"
              onClick={() => void refuse()}
              disabled={refusal.trim().length < 3}
              busy={busy}
            >
              {t('sign.refuse.save')}
            </Button>
          </>
        )}
      </div>
    </Stack>
  );
}

function troubleOf(
  upload: { readonly failure?: 'offline' | 'refused' },
  waiting: boolean,
  t: ReturnType<typeof useWords>,
): string | undefined {
  if (upload.failure) return t(`sign.kept.${upload.failure}`);
  return waiting ? t('sign.kept.offline') : undefined;
}

/** [R24] Who signs for the patient, and what that person is to her. */
function WhoSigns({
  signer,
  onChange,
  wrong,
}: {
  signer: Signer;
  onChange: (signer: Signer) => void;
  wrong: boolean;
}) {
  const t = useWords('registration');
  return (
    <Stack gap={4}>
      <Field label={t('sign.who')} error={wrong ? t('sign.needed') : undefined} required>
        <TextBox
          value={signer.name}
          onChange={(name) => onChange({ ...signer, name })}
          maxLength={120}
          autoComplete="off"
        />
      </Field>
      <Field label={t('sign.relationship')} group>
        <Choice
          value={signer.relationship}
          onChange={(relationship) => onChange({ ...signer, relationship })}
          options={SIGNER_KINDS.map((kind) => ({ value: kind, label: t(`sign.relationship.${kind}`) }))}
        />
      </Field>
    </Stack>
  );
}
