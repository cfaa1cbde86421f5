/** Files and notes of a resource, as the reader sees them. */
import type { Attachment, Composition, DocumentReference, Stored } from '#fhir/types.ts';

export interface EventFile {
  /** Logical id of the Binary; absent when the content is text of the document itself. */
  readonly binary?: string;
  readonly contentType: string;
  readonly title: string;
  readonly text?: string;
}

export interface EventNote {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly at: string;
  readonly author: string;
  readonly sections: readonly { readonly title: string; readonly text: string }[];
}

/** Text of base64 content; the caller's, because each side of the house has its own way. */
export type Decode = (data: string) => string;

function fileOf(attachment: Attachment, title: string, decode: Decode): EventFile {
  const binary = /(?:^|\/)Binary\/([A-Za-z0-9\-.]{1,64})$/.exec(attachment.url ?? '')?.[1];
  const contentType = attachment.contentType ?? 'application/octet-stream';
  return {
    ...(binary ? { binary } : {}),
    contentType,
    title: attachment.title ?? title,
    ...(attachment.data && contentType.startsWith('text/') ? { text: decode(attachment.data) } : {}),
  };
}

/** What a document holds: Binaries to open, text to read at once. */
export const documentFiles = (document: DocumentReference, decode: Decode): EventFile[] =>
  (document.content ?? []).flatMap(({ attachment }) =>
    attachment ? [fileOf(attachment, document.description ?? document.type?.text ?? '', decode)] : [],
  );

const plain = (div: string): string =>
  div
    .replace(/<\/(p|div|li|tr|h\d)>|<br\s*\/?>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim();

/** A Composition as titled paragraphs. */
export const noteOf = (composition: Stored<Composition>): EventNote => ({
  id: composition.id,
  title: composition.title ?? '',
  status: composition.status ?? '',
  at: composition.date ?? '',
  author: composition.author?.[0]?.display ?? '',
  sections: (composition.section ?? []).map((section) => ({
    title: section.title ?? '',
    text: plain(section.text?.div ?? ''),
  })),
});
