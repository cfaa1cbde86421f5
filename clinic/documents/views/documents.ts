import { view } from '#capability/command.ts';
import { type DocumentLine, documentsView } from './documents.contract.ts';

/** Those who may read notes (gate, T13); the others see what the desk files. */
const CLINICAL: ReadonlySet<string> = new Set(['ma', 'lead-ma', 'nurse', 'provider']);
const NOTE = 'clinical-note';

export const documentsViewView = view(documentsView, 100, async (context, { patient }) => {
  const clinical = context.who.roles.some((role) => CLINICAL.has(role));
  const found = await context.find('DocumentReference', {
    patient,
    status: 'current',
    _sort: '-date',
    _count: '300',
  });
  return {
    documents: found.flatMap((document): DocumentLine[] => {
      const attachment = document.content?.[0]?.attachment;
      const binary = /^Binary\/(.+)$/.exec(attachment?.url ?? '')?.[1];
      const note =
        document.category?.some(({ coding }) => coding?.some(({ code }) => code === NOTE)) ?? false;
      if (!binary || (note && !clinical)) return [];
      return [
        {
          id: document.id,
          title: document.description ?? document.type?.text ?? '',
          type: document.category?.[0]?.coding?.[0]?.code ?? 'other',
          date: document.date ?? '',
          by: document.author?.[0]?.display ?? '',
          binary,
          contentType: attachment?.contentType ?? 'application/pdf',
        },
      ];
    }),
  };
});
