import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { CameraCapture } from '#ui/camera-capture.tsx';
import { Field } from '#ui/field.tsx';
import { fileUrl, shrinkPicture, uploadFile } from '#ui/files.ts';
import { Columns, Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useWords } from '#ui/use-words.ts';
import { saveCoverage } from '../commands/save-coverage.contract.ts';
import type { CheckInPage, CoverageLine } from '../views/check-in-page.contract.ts';
import css from './registration.module.css';

/** Insurance beside the pictures of its card; taken by camera or from a file. */
export function Coverages({ page }: { page: CheckInPage }) {
  const t = useWords('registration');
  const [editing, setEditing] = useState<string>();
  return (
    <Section
      title={t('coverage')}
      actions={
        <Button size="small" icon="plus" onClick={() => setEditing('new')}>
          {t('coverage.add')}
        </Button>
      }
    >
      <Stack gap={4}>
        {page.coverages.length === 0 && editing === undefined && (
          <Text kind="quiet">{t('coverage.none')}</Text>
        )}
        {page.coverages.map((one) =>
          editing === one.id ? (
            <CoverageForm
              key={one.id}
              patient={page.patient}
              start={one}
              onClose={() => setEditing(undefined)}
            />
          ) : (
            <CoverageCard key={one.id} one={one} onEdit={() => setEditing(one.id)} />
          ),
        )}
        {editing === 'new' && <CoverageForm patient={page.patient} onClose={() => setEditing(undefined)} />}
      </Stack>
    </Section>
  );
}

function CoverageCard({ one, onEdit }: { one: CoverageLine; onEdit: () => void }) {
  const t = useWords('registration');
  return (
    <Row spread align="start">
      <div>
        <Text kind="strong" as="p">
          {one.payer}
        </Text>
        <Text as="p">{[one.plan, t(`relationship.${one.relationship}`)].filter(Boolean).join(' · ')}</Text>
        <Text kind="quiet" as="p">
          {t('coverage.numbers', { member: one.memberId, group: one.group || '–' })}
        </Text>
      </div>
      <Row gap={2}>
        {(['front', 'back'] as const).map((side) =>
          one[side] ? (
            <img key={side} className={css.card} src={fileUrl(one[side])} alt={t(`coverage.${side}`)} />
          ) : null,
        )}
        <Button size="small" onClick={onEdit}>
          {t('change')}
        </Button>
      </Row>
    </Row>
  );
}

function CoverageForm({
  patient,
  start,
  onClose,
}: {
  patient: string;
  start?: CoverageLine;
  onClose: () => void;
}) {
  const t = useWords('registration');
  const save = useCommand(saveCoverage, { quiet: true });
  const [value, setValue] = useState({
    payer: start?.payer ?? '',
    plan: start?.plan ?? '',
    memberId: start?.memberId ?? '',
    group: start?.group ?? '',
  });
  const [cards, setCards] = useState<{ front?: string; back?: string }>({});
  const keep = (side: 'front' | 'back') => async (picture: Blob) => {
    const binary = await uploadFile(await shrinkPicture(picture));
    setCards((before) => ({ ...before, [side]: binary }));
  };
  const submit = async () => {
    const answer = await save.run({
      patient,
      ...(start ? { coverage: start.id } : {}),
      ...value,
      ...cards,
      relationship: 'self',
      order: start?.order ?? 1,
    });
    if (answer.ok) onClose();
  };
  return (
    <Stack gap={3}>
      <Columns least={200} gap={4}>
        {(['payer', 'plan', 'memberId', 'group'] as const).map((key) => (
          <Field key={key} label={t(`coverage.field.${key}`)} error={save.errorAt(key)}>
            <TextBox
              value={value[key]}
              onChange={(next) => setValue({ ...value, [key]: next })}
              maxLength={120}
              onEnter={() => void submit()}
            />
          </Field>
        ))}
      </Columns>
      <Columns least={260} gap={4}>
        <CameraCapture
          label={t('coverage.front')}
          onCapture={(picture) => void keep('front')(picture)}
          shape="card"
        />
        <CameraCapture
          label={t('coverage.back')}
          onCapture={(picture) => void keep('back')(picture)}
          shape="card"
        />
      </Columns>
      <Row gap={2}>
        <Button tone="primary" onClick={() => void submit()} busy={save.state === 'saving'}>
          {t('save')}
        </Button>
        <Button tone="quiet" keys="escape" onClick={onClose}>
          {t('cancel')}
        </Button>
      </Row>
    </Stack>
  );
}
