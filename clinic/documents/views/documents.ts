import { view } from '#capability/command.ts';
import type { DocumentReference, Stored } from '#fhir/types.ts';
import { kindOfDocument, mayOpenKind } from '#gate/file-kinds.ts';
import { DOCUMENT_TYPES } from '../commands/file-document.contract.ts';
import { type DocumentLine, documentsView } from './documents.contract.ts';

/** Kinds that the list names; whatever else another system or a visit wrote is a clinical note. */
const NAMED: ReadonlySet<string> = new Set([...DOCUMENT_TYPES, 'insurance-card']);

export const documentsViewView = view(documentsView, 100, async (context, { patient }) => {
  const found = await context.find('DocumentReference', {
    patient,
    status: 'current',
    _sort: '-date',
    _count: '1000',
  });
  return {
    documents: found.flatMap((document) => {
      const kind = kindOfDocument(document);
      const line = lineOf(document, kind);
      if (!line || mayOpenKind(context.who, kind)) return line ?? [];
      // What the desk files for others it may see to be there, and move; not what it is about.
      return kind === undefined ? [] : { ...line, title: '', binary: '' };
    }),
  };
});

function lineOf(document: Stored<DocumentReference>, kind: string | undefined): DocumentLine | undefined {
  const attachment = document.content?.[0]?.attachment;
  const binary = /^Binary\/(.+)$/.exec(attachment?.url ?? '')?.[1];
  if (!binary) return undefined;
  return {
    id: document.id,
    title: document.description ?? document.type?.text ?? '',
    type: kind !== undefined && NAMED.has(kind) ? kind : 'clinical-note',
    date: document.date ?? '',
    by: document.author?.[0]?.display ?? '',
    binary,
    contentType: attachment?.contentType ?? 'application/pdf',
  };
}
