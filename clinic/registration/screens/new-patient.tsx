import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Link } from '#ui/link.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { createPatient } from '../commands/create-patient.contract.ts';
import { readQuery } from '../rules/read-query.ts';
import { findPatient } from '../views/find-patient.contract.ts';
import { EMPTY_PROFILE, PersonForm } from './person-form.tsx';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A new patient, begun with what was typed into the box; who is here already is shown while typing. */
export function NewPatient({ typed }: { typed: string }) {
  const t = useWords('registration');
  const { date, today } = useFormat();
  const { go } = usePlace();
  const begun = readQuery(typed, Number(today().slice(0, 4)));
  const [value, setValue] = useState({
    ...EMPTY_PROFILE,
    given: capital(begun.words[0] ?? ''),
    family: capital(begun.words[1] ?? ''),
    birthDate: begun.dates[0] ?? '',
  });
  const [sure, setSure] = useState('');
  const create = useCommand(createPatient, { quiet: true });
  const query = [value.family, value.birthDate].filter(Boolean).join(' ');
  const here = useView(
    findPatient,
    { query, limit: 5 },
    { enabled: value.family.length > 1 && value.birthDate !== '' },
  );
  const looksLike = create.refusal?.code === 'looks-like' || create.refusal?.code === 'only-leads-override';
  const save = async () => {
    const answer = await create.run({ ...value, ...(looksLike && sure ? { sure } : {}) });
    if (answer.ok) go('/patients/$patient/profile', { patient: answer.result.patient });
  };
  return (
    <Stack gap={5}>
      <PersonForm value={value} onChange={setValue} errorAt={create.errorAt}>
        {(here.data?.matches.length ?? 0) > 0 && (
          <div role="status">
            <Text kind="warn" as="p">
              {t('already-here')}
            </Text>
            {here.data?.matches.map((one) => (
              <Row key={one.id} gap={3}>
                <Link to="/patients/$patient/profile" params={{ patient: one.id }}>
                  {one.name}
                </Link>
                <Text kind="quiet">{`${date(one.birthDate)} · ${one.mrn}`}</Text>
              </Row>
            ))}
          </div>
        )}
      </PersonForm>
      {create.refusal && (
        <Text kind="critical" as="p">
          {create.refusal.words}
        </Text>
      )}
      {looksLike && (
        <Field label={t('sure')} hint={t('sure.hint')} error={create.errorAt('sure')}>
          <TextBox value={sure} onChange={setSure} maxLength={200} />
        </Field>
      )}
      <Row>
        <Button tone="primary" keys="ctrl+enter" onClick={() => void save()} busy={create.state === 'saving'}>
          {t('create')}
        </Button>
      </Row>
    </Stack>
  );
}
