import { Row, Stack, Text } from '#ui/layout.tsx';
import { Table } from '#ui/table.tsx';
import { Tag, Verdict } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import type { WorkLine } from '../views/work.contract.ts';
import { dueText } from './due-text.ts';
import { levelShown } from './level-shown.ts';

/** One line a piece of work: whose, what, how it looks, until when. */
export function WorkList({
  lines,
  chosen,
  onChoose,
}: {
  lines: readonly WorkLine[];
  chosen: string | undefined;
  onChoose: (task: string) => void;
}) {
  const t = useWords('inbox');
  return (
    <Table
      label={t('title')}
      rows={lines}
      rowKey={({ task }) => task}
      selected={chosen}
      onOpen={({ task }) => onChoose(task)}
      tone={({ overdue }) => (overdue ? 'critical' : undefined)}
      columns={[
        { key: 'patient', title: t('column.patient'), cell: (line) => <Who of={line} /> },
        { key: 'what', title: t('column.what'), cell: (line) => <What of={line} /> },
        { key: 'due', title: t('column.due'), cell: (line) => <Due of={line} />, width: '132px' },
      ]}
    />
  );
}

function Who({ of: { patient } }: { of: WorkLine }) {
  const { date } = useFormat();
  return (
    <Stack gap={1}>
      <Text kind="strong">{patient.name}</Text>
      <Text kind="small">{date(patient.birthDate)}</Text>
    </Stack>
  );
}

function What({ of: line }: { of: WorkLine }) {
  const t = useWords('inbox');
  return (
    <Stack gap={1}>
      <Row gap={2}>
        <Text>{line.what}</Text>
        {line.level && <Verdict {...levelShown(line.level, t)} />}
      </Row>
      <Text kind="small">
        {t(`kind.${line.kind}`)}
        {line.attempts > 0 && ` · ${t('attempts', { count: line.attempts })}`}
        {!line.mine && line.owner && ` · ${line.owner}`}
      </Text>
    </Stack>
  );
}

function Due({ of: line }: { of: WorkLine }) {
  const t = useWords('inbox');
  const format = useFormat();
  return line.overdue ? (
    <Tag tone="critical" icon="alert">
      {t('overdue')}
    </Tag>
  ) : (
    <Text kind="small">{dueText(line, format)}</Text>
  );
}
