import { type DragEvent, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { FileView } from '#ui/file-view.tsx';
import { Columns, Row, Stack, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Empty, Loaded } from '#ui/state.tsx';
import { Table } from '#ui/table.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useKeys } from '#ui/use-keys.ts';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { withdrawDocument } from '../commands/withdraw-document.contract.ts';
import { type DocumentLine, documentsView } from '../views/documents.contract.ts';
import { MoveDialog } from './move-dialog.tsx';
import { UploadForm } from './upload-form.tsx';
import { titleOf } from './words-of.ts';

/** [F5] Nothing that is open here outlives the patient: the next one's page is a new one. */
export default function DocumentsScreen() {
  const { patient = '' } = usePlace().params;
  return <Documents key={patient} patient={patient} />;
}

/** The patient's files: the list, and the chosen one beside it. */
function Documents({ patient }: { patient: string }) {
  const t = useWords('documents');
  const { date } = useFormat();
  const view = useView(documentsView, { patient });
  const [open, setOpen] = useState<string>();
  const [adding, setAdding] = useState<'empty' | File>();
  useChartKey(patient);
  const onDrop = (event: DragEvent) => {
    // What falls beside the frame is meant for it; the browser would leave the page for it.
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file && !adding) setAdding(file);
  };
  return (
    <Page
      title={t('title')}
      tab=""
      width="full"
      {...(adding
        ? {}
        : {
            actions: (
              <Button tone="primary" icon="upload" keys="n" onClick={() => setAdding('empty')}>
                {t('add')}
              </Button>
            ),
          })}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop beside the button that says the same */}
      <div onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <Stack gap={5}>
          {adding && (
            <UploadForm
              patient={patient}
              first={adding === 'empty' ? undefined : adding}
              onClose={() => setAdding(undefined)}
            />
          )}
          <Loaded view={view}>
            {({ documents }) => {
              const chosen = documents.find(({ id }) => id === open);
              return (
                <Columns least={420}>
                  <Table
                    label={t('title')}
                    rows={documents}
                    rowKey={({ id }) => id}
                    selected={chosen?.id}
                    onOpen={({ id }) => setOpen(id)}
                    empty={adding ? <span /> : <Empty title={t('empty')}>{t('empty.hint')}</Empty>}
                    columns={[
                      { key: 'title', title: t('what'), cell: (one) => <Title of={one} /> },
                      { key: 'type', title: t('type'), cell: (one) => t(`type.${one.type}`) },
                      { key: 'date', title: t('date'), cell: (one) => date(one.date) },
                      { key: 'by', title: t('by'), cell: (one) => one.by, wideOnly: true },
                    ]}
                  />
                  {chosen && <OpenDocument key={chosen.id} document={chosen} />}
                </Columns>
              );
            }}
          </Loaded>
        </Stack>
      </div>
    </Page>
  );
}

/** `c` leads to the chart of those who read it. */
function useChartKey(patient: string): void {
  const t = useWords('documents');
  const { go } = usePlace();
  const reads = useWho().is('ma', 'lead-ma', 'nurse', 'provider');
  useKeys(
    reads ? { c: { label: t('to-chart'), run: () => go('/patients/$patient/chart', { patient }) } } : {},
  );
}

function Title({ of }: { of: DocumentLine }) {
  const t = useWords('documents');
  return of.binary === '' ? <Text kind="quiet">{t('closed')}</Text> : titleOf(of, t);
}

function OpenDocument({ document }: { document: DocumentLine }) {
  const t = useWords('documents');
  const [moving, setMoving] = useState(false);
  const withdraw = useCommand(withdrawDocument);
  return (
    <Stack gap={3}>
      {document.binary === '' ? (
        <Empty icon="lock" title={t('closed')}>
          {t('closed.hint')}
        </Empty>
      ) : (
        <FileView binary={document.binary} type={document.contentType} name={titleOf(document, t)} />
      )}
      <Row gap={2}>
        <Button keys="m" onClick={() => setMoving(true)}>
          {t('move')}
        </Button>
        <Button tone="quiet" onClick={() => void withdraw.run({ document: document.id })}>
          {t('withdraw')}
        </Button>
      </Row>
      {moving && <MoveDialog document={document.id} onClose={() => setMoving(false)} />}
    </Stack>
  );
}
