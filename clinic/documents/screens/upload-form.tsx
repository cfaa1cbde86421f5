import { useEffect, useRef, useState } from 'react';
import { patientBanner } from '#clinic/registration/views/patient-banner.contract.ts';
import { failureFrom } from '#ui/api.ts';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { FileDrop } from '#ui/file-drop.tsx';
import { LARGEST_FILE, shrinkPicture, uploadFile } from '#ui/files.ts';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { DOCUMENT_TYPES, fileDocument } from '../commands/file-document.contract.ts';
import css from './documents.module.css';

const KNOWN = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
type Kind = (typeof DOCUMENT_TYPES)[number];
/** The letter of each kind; the row has the focus. */
const LETTERS: Readonly<Record<Kind, string>> = {
  referral: 'r',
  'outside-record': 'o',
  result: 'u',
  form: 'f',
  letter: 'l',
  identification: 'i',
  other: 'x',
};

interface Paper {
  readonly file: File;
  /** Absent: this cannot be filed. */
  readonly contentType: (typeof KNOWN)[number] | undefined;
}
const paperOf = (file: File): Paper => ({ file, contentType: KNOWN.find((one) => one === file.type) });
const titleFrom = (name: string): string => name.replace(/\.[a-z]+$/i, '').slice(0, 120);

/** One file: what it is, of which day, under which title. */
export function UploadForm({
  patient,
  first,
  onClose,
}: {
  patient: string;
  first: File | undefined;
  onClose: () => void;
}) {
  const t = useWords('documents');
  const { today } = useFormat();
  const { data: person } = useView(patientBanner, { patient });
  const [paper, setPaper] = useState(first && paperOf(first));
  const [type, setType] = useState<Kind>();
  const [title, setTitle] = useState(first ? titleFrom(first.name) : '');
  const [date, setDate] = useState(today());
  const [failed, setFailed] = useState('');
  const [sending, setSending] = useState(false);
  const save = useCommand(fileDocument, { quiet: true });
  const form = useFocusWithin();
  const take = ([file]: readonly File[]) => {
    if (!file) return;
    setPaper(paperOf(file));
    setFailed('');
    if (title === '') setTitle(titleFrom(file.name));
  };
  const missing = whatIsMissing({ paper, type, title });
  const submit = async () => {
    if (missing || sending || !paper?.contentType || !type) return;
    setSending(true);
    setFailed('');
    try {
      const { binary, contentType } = await send({ ...paper, patient });
      if ((await save.run({ patient, binary, contentType, type, title, date })).ok) onClose();
    } catch (error) {
      setFailed(t(reasonOf(error)));
    } finally {
      setSending(false);
    }
  };
  const wrong = paper && !paper.contentType ? t('wrong-kind') : failed || (save.errorAt('binary') ?? '');
  return (
    <section ref={form} className={css.form} aria-label={t('add')}>
      <Stack gap={4}>
        <FileDrop label={paper ? paper.file.name : t('drop')} accept={KNOWN.join(',')} onFiles={take} />
        {wrong && (
          <div role="alert">
            <Text kind="critical">{wrong}</Text>
          </div>
        )}
        {paper?.contentType && <Text kind="quiet">{t('chosen', { name: paper.file.name })}</Text>}
        <Field label={t('type')} group>
          <Choice
            value={type}
            onChange={setType}
            options={DOCUMENT_TYPES.map((value) => ({
              value,
              label: t(`type.${value}`),
              key: LETTERS[value],
            }))}
          />
        </Field>
        <div className={css.line}>
          <Field label={t('what')} error={save.errorAt('title')}>
            <TextBox value={title} onChange={setTitle} maxLength={120} onEnter={() => void submit()} />
          </Field>
          <Field label={t('date')} error={save.errorAt('date')}>
            <TextBox type="date" value={date} onChange={setDate} onEnter={() => void submit()} />
          </Field>
        </div>
        <Row gap={2}>
          <Button
            tone="primary"
            keys="ctrl+enter"
            onClick={() => void submit()}
            disabled={missing !== undefined}
            {...(missing ? { why: t(`missing.${missing}`) } : {})}
            busy={sending}
          >
            {person ? t('file', { name: person.name }) : t('file.short')}
          </Button>
          <Button tone="quiet" keys="escape" onClick={onClose}>
            {t('cancel')}
          </Button>
          {missing && <Text kind="quiet">{t(`missing.${missing}`)}</Text>}
        </Row>
      </Stack>
    </section>
  );
}

/** The first thing that keeps it from being filed. */
function whatIsMissing({
  paper,
  type,
  title,
}: {
  paper: Paper | undefined;
  type: Kind | undefined;
  title: string;
}): 'file' | 'type' | 'title' | undefined {
  if (!paper?.contentType) return 'file';
  if (!type) return 'type';
  return title.trim().length < 2 ? 'title' : undefined;
}

/** Sends the bytes, a photograph no larger than a page needs. Throws ApiFailure. */
async function send({ file, contentType, patient }: Paper & { patient: string }) {
  const body = await shrinkPicture(file);
  if (body.size > LARGEST_FILE) throw new RangeError('too large');
  const sent = KNOWN.find((one) => one === body.type) ?? contentType ?? 'application/pdf';
  return { binary: await uploadFile(body, patient), contentType: sent };
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return 'too-large';
  const failure = failureFrom(error);
  if (failure.kind === 'broken' && failure.status === 413) return 'too-large';
  if (failure.kind === 'issues' || (failure.kind === 'broken' && failure.status < 500))
    return 'not-what-it-says';
  return 'upload-failed';
}

/** The hand is in the form as soon as it opens. */
function useFocusWithin() {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => ref.current?.querySelector('button')?.focus(), []);
  return ref;
}
