import { room } from '#capability/room.ts';
import { fileDocumentCommand } from './commands/file-document.ts';
import { moveDocumentCommand } from './commands/move-document.ts';
import { withdrawDocumentCommand } from './commands/withdraw-document.ts';
import { documentsViewView } from './views/documents.ts';

export const documents = room({
  name: 'documents',
  writes: ['DocumentReference', 'Binary'],
  commands: [fileDocumentCommand, moveDocumentCommand, withdrawDocumentCommand],
  views: [documentsViewView],
});
