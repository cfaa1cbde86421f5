import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Photo } from '#ui/photo.tsx';
import { Empty, Loaded } from '#ui/state.tsx';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { type FoundPatient, findPatient } from '../views/find-patient.contract.ts';
import { NewPatient } from './new-patient.tsx';

/** Find or create in one box. */
export default function PatientsScreen() {
  const t = useWords('registration');
  const { search, setSearch } = usePlace();
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const enter = useRef<() => void>(undefined);
  if (search.new === '1') return <NewPatient typed={typed} onClose={() => setSearch({ new: undefined })} />;
  return (
    <Page
      title={t('patients')}
      actions={
        <Button tone="primary" icon="add-patient" keys="alt+n" onClick={() => setSearch({ new: '1' })}>
          {t('new-patient')}
        </Button>
      }
    >
      <Stack gap={4}>
        <TextBox
          type="search"
          value={typed}
          onChange={setTyped}
          label={t('find')}
          placeholder={t('find.hint')}
          autoFocus
          maxLength={600}
          onEnter={() => enter.current?.()}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            toFirstRow(list.current);
          }}
        />
        <div ref={list}>
          <Matches
            query={typed}
            onReady={(openOnly) => {
              enter.current = () => openOnly?.() ?? toFirstRow(list.current);
            }}
          />
        </div>
      </Stack>
    </Page>
  );
}

const toFirstRow = (list: HTMLElement | null): void => list?.querySelector<HTMLElement>('tbody tr')?.focus();

/** Never broken over two lines. */
const whole = (words: string): string => words.replaceAll(' ', '\u00a0');

interface MatchesProps {
  readonly query: string;
  /** Told how the only one who answers to what is typed now is opened; nothing while there are several, or none. */
  readonly onReady: (openOnly: (() => true) | undefined) => void;
}

function Matches({ query, onReady }: MatchesProps) {
  const t = useWords('registration');
  const { date, age } = useFormat();
  const { go } = usePlace();
  const who = useWho();
  const asked = useDeferredValue(query.trim());
  const view = useView(findPatient, { query: asked, limit: 20 }, { enabled: asked.length >= 2, keep: true });
  const open = ({ id }: FoundPatient) =>
    go(
      who.is('ma', 'lead-ma', 'nurse', 'provider')
        ? '/patients/$patient/chart'
        : '/patients/$patient/profile',
      { patient: id },
    );
  const [only, second] = view.isPlaceholderData || asked !== query.trim() ? [] : (view.data?.matches ?? []);
  useEffect(() => {
    onReady(
      only && !second
        ? () => {
            open(only);
            return true;
          }
        : undefined,
    );
  });
  const visits = ({ lastVisit, nextVisit }: FoundPatient) =>
    [
      nextVisit && t('next-visit', { date: date(nextVisit) }),
      lastVisit && t('last-seen', { date: date(lastVisit) }),
    ]
      .filter(Boolean)
      .join(' · ');
  if (asked.length < 2) return <Empty title={t('find.start')}>{t('find.start.hint')}</Empty>;
  return (
    <Loaded view={view}>
      {({ matches }) => (
        <Table
          label={t('matches')}
          rows={matches}
          rowKey={({ id }) => id}
          onOpen={open}
          empty={<Empty title={t('find.none')}>{t('find.none.hint')}</Empty>}
          columns={[
            {
              key: 'name',
              title: t('name'),
              cell: (one) => (
                <Row gap={3} wrap={false}>
                  <Photo initials={one.initials} of={one.id} {...(one.photo ? { binary: one.photo } : {})} />
                  <div>
                    <Row gap={2}>
                      <Text kind="strong">{one.name}</Text>
                      {one.similar && (
                        <Tag tone="warn" icon="alert">
                          {t('similar')}
                        </Tag>
                      )}
                      {one.deceased && <Tag>{t('deceased')}</Tag>}
                    </Row>
                    <Text kind="small">{visits(one)}</Text>
                  </div>
                </Row>
              ),
            },
            {
              key: 'born',
              title: t('birth-date'),
              cell: ({ birthDate }) => (
                <>
                  {whole(date(birthDate))} <Text kind="quiet">{whole(age(birthDate))}</Text>
                </>
              ),
            },
            { key: 'sex', title: t('sex'), cell: ({ sex }) => (sex ? t(`sex.${sex}`) : '') },
            {
              key: 'phone',
              title: t('phone'),
              cell: ({ phoneEnd }) => (phoneEnd ? `…${phoneEnd}` : ''),
            },
            { key: 'mrn', title: t('mrn'), numeric: true, cell: ({ mrn }) => mrn },
          ]}
        />
      )}
    </Loaded>
  );
}
