import { useState } from 'react';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Empty, Loaded } from '#ui/state.tsx';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { MEASURES } from '../rules/stage-times.ts';
import { type ReportRow, stageReport } from '../views/stage-report.contract.ts';
import { StageBars } from './stage-bars.tsx';

const GROUPS = ['provider', 'visit-type', 'hour'] as const;
const SPANS = ['1', '7', '30'] as const;

/** [B11] How long each part of the visits took: median and 90th percentile. */
export default function StageReportScreen() {
  const t = useWords('flow');
  const { date } = useFormat();
  const [by, setBy] = useState<(typeof GROUPS)[number]>('provider');
  const [days, setDays] = useState<(typeof SPANS)[number]>('1');
  const view = useView(stageReport, { days: Number(days), by }, { keep: true });
  return (
    <Page
      title={t('report')}
      width="full"
      actions={
        <Row gap={4}>
          <Tabs
            label={t('report.span')}
            value={days}
            onChange={setDays}
            tabs={SPANS.map((value) => ({ value, label: t('report.days', { count: Number(value) }) }))}
          />
          <Tabs
            label={t('report.by')}
            value={by}
            onChange={setBy}
            tabs={GROUPS.map((value) => ({ value, label: t(`report.by.${value}`) }))}
          />
        </Row>
      }
    >
      <Loaded view={view}>
        {({ from, to, all, rows, left }) => (
          <Stack gap={4}>
            <Text kind="quiet">
              {t('report.range', { from: date(from), to: date(to), visits: all.visits, left })}
            </Text>
            {all.visits === 0 ? (
              <Empty title={t('report.empty')} />
            ) : (
              <>
                <StageBars rows={[...rows, { ...all, label: t('report.all') }]} />
                <ReportTable rows={[...rows, { ...all, label: t('report.all') }]} />
              </>
            )}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function ReportTable({ rows }: { rows: readonly ReportRow[] }) {
  const t = useWords('flow');
  const { number } = useFormat();
  const measured = MEASURES.map((measure) => ({
    key: measure,
    title: t(`measure.${measure}`),
    numeric: true,
    cell: ({ measures }: ReportRow) => {
      const value = measures[measure];
      return value ? `${number(value.median, 0)} · ${number(value.p90, 0)}` : '–';
    },
  }));
  return (
    <Table
      label={t('report')}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'label', title: t('report.group'), cell: ({ label, key }) => label || key },
        { key: 'visits', title: t('report.visits'), numeric: true, cell: ({ visits }) => visits },
        ...measured,
      ]}
    />
  );
}
