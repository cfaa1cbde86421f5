import { room } from '#capability/room.ts';
import { addAddendumCommand } from './commands/add-addendum.ts';
import { addDiagnosisCommand } from './commands/add-diagnosis.ts';
import { draftOrderCommand } from './commands/draft-order.ts';
import { removeDiagnosisCommand } from './commands/remove-diagnosis.ts';
import { removeOrderCommand } from './commands/remove-order.ts';
import { saveNoteCommand } from './commands/save-note.ts';
import { settleProblemCommand } from './commands/settle-problem.ts';
import { signNoteCommand } from './commands/sign-note.ts';
import { findDiagnosisView } from './views/find-diagnosis.ts';
import { findMedicationView } from './views/find-medication.ts';
import { visitPageView } from './views/visit-page.ts';

export const visit = room({
  name: 'visit',
  writes: ['Composition', 'Condition', 'Encounter', 'ServiceRequest', 'MedicationRequest', 'Provenance'],
  commands: [
    saveNoteCommand,
    addDiagnosisCommand,
    removeDiagnosisCommand,
    draftOrderCommand,
    removeOrderCommand,
    signNoteCommand,
    addAddendumCommand,
    settleProblemCommand,
  ],
  views: [visitPageView, findDiagnosisView, findMedicationView],
});
