import { useRef, useState } from 'react';
import { IconButton } from '#ui/button.tsx';
import { Check } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Picker } from '#ui/picker.tsx';
import { Tag } from '#ui/tag.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useKeys } from '#ui/use-keys.ts';
import { askView } from '#ui/use-view.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { addDiagnosis } from '../commands/add-diagnosis.contract.ts';
import { removeDiagnosis } from '../commands/remove-diagnosis.contract.ts';
import { findDiagnosis } from '../views/find-diagnosis.contract.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';
import css from './visit.module.css';

/** Diagnoses of the visit, the principal one first; found by words, abbreviation or code. */
export function Diagnoses({ visit, open }: { visit: VisitPage; open: boolean }) {
  const t = useWords('visit');
  const who = useWho();
  const remove = useCommand(removeDiagnosis);
  const may = open && who.is('provider');
  return (
    <Section title={t('diagnoses')}>
      <Stack gap={3}>
        {visit.diagnoses.length === 0 && (
          <Text kind="quiet" as="p">
            {t('diagnoses.none')}
          </Text>
        )}
        <ol className={css.list}>
          {visit.diagnoses.map(({ condition, code, display, rank }) => (
            <li key={condition} className={css.item}>
              <Row gap={2}>
                <Text kind="strong">{display}</Text>
                <Text kind="small">{code}</Text>
                {rank === 1 && <Tag>{t('diagnoses.principal')}</Tag>}
              </Row>
              {may && (
                <IconButton
                  icon="close"
                  size="small"
                  label={t('diagnoses.remove', { name: display })}
                  onClick={() => void remove.run({ encounter: visit.encounter, condition })}
                />
              )}
            </li>
          ))}
        </ol>
        {may && <AddDiagnosis encounter={visit.encounter} />}
      </Stack>
    </Section>
  );
}

function AddDiagnosis({ encounter }: { encounter: string }) {
  const t = useWords('visit');
  const add = useCommand(addDiagnosis, { quiet: true });
  const [problem, setProblem] = useState(true);
  const [edition, setEdition] = useState('');
  const box = useRef<HTMLInputElement>(null);
  useKeys({ d: { label: t('keys.diagnosis'), run: () => box.current?.focus() } });
  const search = async (query: string) => {
    const answer = await askView(findDiagnosis, { query });
    setEdition(answer.edition);
    return answer.found.map(({ code, display, billable }) => ({
      key: code,
      label: display,
      hint: billable ? code : `${code} · ${t('diagnoses.header')}`,
      value: code,
      disabled: !billable,
    }));
  };
  return (
    <Field
      label={t('diagnoses.add')}
      error={add.errorAt('code') ?? add.refusal?.words}
      hint={edition ? t('diagnoses.edition', { edition }) : t('diagnoses.hint')}
    >
      <Picker
        search={search}
        least={2}
        clears
        ref={box}
        onPick={({ value }) => void add.run({ encounter, code: value, problem })}
      />
      <Check checked={problem} onChange={setProblem} label={t('diagnoses.problem')} />
    </Field>
  );
}
