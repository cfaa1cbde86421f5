import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { FileDrop } from '#ui/file-drop.tsx';
import { uploadFile } from '#ui/files.ts';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { DOCUMENT_TYPES, fileDocument } from '../commands/file-document.contract.ts';

const KNOWN = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;

/** One file: what it is, of which day, under which title. */
export function UploadForm({ patient, onClose }: { patient: string; onClose: () => void }) {
  const t = useWords('documents');
  const { today } = useFormat();
  const [file, setFile] = useState<File>();
  const [type, setType] = useState<(typeof DOCUMENT_TYPES)[number]>('outside-record');
  const [title, setTitle] = useState('');
  const [date, setDate] = useState(today());
  const [failed, setFailed] = useState('');
  const save = useCommand(fileDocument, { quiet: true });
  const contentType = KNOWN.find((one) => one === file?.type);
  const take = ([first]: readonly File[]) => {
    if (!first) return;
    setFile(first);
    setFailed(KNOWN.some((one) => one === first.type) ? '' : t('wrong-kind'));
    if (title === '') setTitle(first.name.replace(/\.[a-z]+$/i, '').slice(0, 120));
  };
  const submit = async () => {
    if (!file || !contentType) return;
    try {
      const binary = await uploadFile(file);
      if ((await save.run({ patient, binary, contentType, type, title, date })).ok) onClose();
    } catch {
      setFailed(t('upload-failed'));
    }
  };
  return (
    <Stack gap={4}>
      <FileDrop label={file ? file.name : t('drop')} accept={KNOWN.join(',')} onFiles={take} />
      {failed && (
        <Text kind="critical" as="p">
          {failed}
        </Text>
      )}
      <Field label={t('type')} group>
        <Choice
          value={type}
          onChange={setType}
          options={DOCUMENT_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        />
      </Field>
      <Row gap={4} align="start">
        <Field label={t('what')} error={save.errorAt('title')}>
          <TextBox value={title} onChange={setTitle} maxLength={120} onEnter={() => void submit()} />
        </Field>
        <Field label={t('date')} error={save.errorAt('date')}>
          <TextBox type="date" value={date} onChange={setDate} />
        </Field>
      </Row>
      <Row gap={2}>
        <Button
          tone="primary"
          onClick={() => void submit()}
          disabled={!contentType || title.trim().length < 2}
          busy={save.state === 'saving'}
        >
          {t('file')}
        </Button>
        <Button tone="quiet" keys="escape" onClick={onClose}>
          {t('cancel')}
        </Button>
      </Row>
    </Stack>
  );
}
