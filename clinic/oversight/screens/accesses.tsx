import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Field } from '#ui/field.tsx';
import { FileView } from '#ui/file-view.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { printFile } from '#ui/print-file.ts';
import { Empty, Failure, Skeleton } from '#ui/state.tsx';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { DateBox, Select } from '#ui/text-box.tsx';
import { toast } from '#ui/toast-store.ts';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWords } from '#ui/use-words.ts';
import { type AccessLanguage, whatWords, whoWords } from '../rules/access-words.ts';
import { ACCESS_KINDS, type Access, type AccessKind, accessesOf } from '../rules/accesses.ts';
import { dayBounds } from '../rules/day-bounds.ts';
import css from './oversight.module.css';
import { useTrail } from './use-trail.ts';

const LANGUAGES: readonly { value: AccessLanguage; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'es', label: 'Español' },
];

/** [O4] [O5] [O6] Who looked at this patient's record, in the words she would use, and as a paper for her. */
export default function AccessesScreen() {
  const t = useWords('oversight');
  const { zone } = useFormat();
  const patient = usePlace().params.patient ?? '';
  const [kind, setKind] = useState<AccessKind | ''>('');
  const [who, setWho] = useState('');
  const [span, setSpan] = useState({ from: '', to: '' });
  const trail = useTrail({ patient, ...dayBounds(span.from, span.to, zone) });
  const all = accessesOf(trail.data ?? []);
  const people = [...new Map(all.map((one) => [one.account, one.who]))].sort(([, a], [, b]) =>
    a.localeCompare(b),
  );
  const shown = all.filter((one) => (!kind || one.kind === kind) && (!who || one.account === who));
  return (
    <Page
      title={t('accesses')}
      meta={<Text kind="small">{t('audited')}</Text>}
      actions={<Paper patient={patient} kind={kind} span={span} />}
    >
      <Stack gap={5}>
        <div className={css.filters}>
          <Field label={t('accesses.kind')}>
            <Select
              value={kind}
              onChange={(value) => setKind(value as AccessKind | '')}
              placeholder={t('filter.anything')}
              options={ACCESS_KINDS.map((value) => ({ value, label: t(`accesses.kind.${value}`) }))}
            />
          </Field>
          <Field label={t('filter.person')}>
            <Select
              value={who}
              onChange={setWho}
              placeholder={t('filter.anybody')}
              options={people.map(([value, label]) => ({ value, label }))}
            />
          </Field>
          <Field label={t('filter.from')}>
            <DateBox value={span.from} onChange={(from) => setSpan({ ...span, from })} />
          </Field>
          <Field label={t('filter.to')}>
            <DateBox value={span.to} onChange={(to) => setSpan({ ...span, to })} />
          </Field>
        </div>
        {trail.error ? (
          <Failure of={trail.error} retry={() => void trail.refetch()} />
        ) : trail.data === undefined ? (
          <Skeleton lines={8} />
        ) : (
          <Lines accesses={shown} />
        )}
        {trail.hasNextPage && (
          <div>
            <Button busy={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
              {t('older')}
            </Button>
          </div>
        )}
      </Stack>
    </Page>
  );
}

function Lines({ accesses }: { accesses: readonly Access[] }) {
  const t = useWords('oversight');
  const { date, time, language: spoken } = useFormat();
  const language = spoken === 'es' ? 'es' : 'en';
  return (
    <Table
      label={t('accesses')}
      rows={accesses}
      rowKey={({ id }) => id}
      empty={<Empty title={t('empty')}>{t('empty.words')}</Empty>}
      tone={({ kind }) => (kind === 'refused' ? 'warn' : undefined)}
      columns={[
        {
          key: 'at',
          title: t('column.at'),
          width: '190px',
          cell: ({ at }) => (
            <span title={at}>
              {date(at)} {time(at)}
            </span>
          ),
        },
        { key: 'who', title: t('column.who'), width: '280px', cell: (one) => whoWords(one, language) },
        {
          key: 'what',
          title: t('column.did'),
          cell: (one) => (
            <>
              {whatWords(one, language)} {one.rows > 1 && <Tag>{t('times', { count: one.rows })}</Tag>}
            </>
          ),
        },
      ]}
    />
  );
}

interface Wanted {
  readonly patient: string;
  readonly kind: AccessKind | '';
  readonly span: { readonly from: string; readonly to: string };
}

/** The paper in the patient's language: looked at first, then printed. */
function Paper({ patient, kind, span }: Wanted) {
  const t = useWords('oversight');
  const [language, setLanguage] = useState<AccessLanguage>('en');
  const [open, setOpen] = useState(false);
  const address = `/api/accesses/${encodeURIComponent(patient)}/${language}/${kind || 'all'}/${span.from}_${span.to}`;
  const print = () => {
    printFile(address, 'application/pdf').catch(() =>
      toast({ tone: 'warn', words: t('accesses.unprinted') }),
    );
  };
  return (
    <>
      <Button icon="print" keys="p" onClick={() => setOpen(true)}>
        {t('accesses.paper')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('accesses.paper')} size="full">
        <Stack gap={4}>
          <Row gap={3}>
            <Choice
              label={t('accesses.language')}
              value={language}
              onChange={setLanguage}
              options={LANGUAGES}
            />
            <Button tone="primary" icon="print" onClick={print}>
              {t('accesses.print')}
            </Button>
          </Row>
          {open && <FileView key={address} url={address} type="application/pdf" name={t('accesses')} />}
        </Stack>
      </Dialog>
    </>
  );
}
