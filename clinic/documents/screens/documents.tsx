import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { FileView } from '#ui/file-view.tsx';
import { Columns, Row, Stack } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Empty, Loaded } from '#ui/state.tsx';
import { Table } from '#ui/table.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { withdrawDocument } from '../commands/withdraw-document.contract.ts';
import { type DocumentLine, documentsView } from '../views/documents.contract.ts';
import { MoveDialog } from './move-dialog.tsx';
import { UploadForm } from './upload-form.tsx';

/** The patient's files: the list, and the chosen one beside it. */
export default function DocumentsScreen() {
  const t = useWords('documents');
  const { date } = useFormat();
  const { params } = usePlace();
  const patient = params.patient ?? '';
  const view = useView(documentsView, { patient });
  const [open, setOpen] = useState<DocumentLine>();
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={t('title')}
      titleHidden
      tab=""
      width="full"
      actions={
        <Button tone="primary" icon="upload" keys="n" onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      }
    >
      <Stack gap={5}>
        {adding && <UploadForm patient={patient} onClose={() => setAdding(false)} />}
        <Loaded view={view}>
          {({ documents }) => (
            <Columns least={420}>
              <Table
                label={t('title')}
                rows={documents}
                rowKey={({ id }) => id}
                onOpen={setOpen}
                empty={<Empty title={t('empty')}>{t('empty.hint')}</Empty>}
                columns={[
                  { key: 'title', title: t('what'), cell: (one) => one.title },
                  { key: 'type', title: t('type'), cell: (one) => t(`type.${one.type}`) },
                  { key: 'date', title: t('date'), cell: (one) => date(one.date) },
                  { key: 'by', title: t('by'), cell: (one) => one.by, wideOnly: true },
                ]}
              />
              {open && <OpenDocument key={open.id} document={open} onGone={() => setOpen(undefined)} />}
            </Columns>
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}

function OpenDocument({ document, onGone }: { document: DocumentLine; onGone: () => void }) {
  const t = useWords('documents');
  const [moving, setMoving] = useState(false);
  const withdraw = useCommand(withdrawDocument);
  const remove = async () => {
    if ((await withdraw.run({ document: document.id })).ok) onGone();
  };
  return (
    <Stack gap={3}>
      <FileView binary={document.binary} type={document.contentType} name={document.title} />
      <Row gap={2}>
        <Button onClick={() => setMoving(true)}>{t('move')}</Button>
        <Button tone="danger" onClick={() => void remove()}>
          {t('withdraw')}
        </Button>
      </Row>
      {moving && <MoveDialog document={document.id} onClose={() => setMoving(false)} onMoved={onGone} />}
    </Stack>
  );
}
