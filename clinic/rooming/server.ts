import { room } from '#capability/room.ts';
import { acknowledgeCallCommand } from './commands/acknowledge-call.ts';
import { addAllergyCommand } from './commands/add-allergy.ts';
import { addHistoryCommand } from './commands/add-history.ts';
import { addMedicationCommand } from './commands/add-medication.ts';
import { answerMedicationCommand } from './commands/answer-medication.ts';
import { assertNoAllergiesCommand } from './commands/assert-no-allergies.ts';
import { closeAllergyCommand } from './commands/close-allergy.ts';
import { getProviderCommand } from './commands/get-provider.ts';
import { handOverCommand } from './commands/hand-over.ts';
import { recordPregnancyCommand } from './commands/record-pregnancy.ts';
import { recordVitalCommand } from './commands/record-vital.ts';
import { refuseVitalCommand } from './commands/refuse-vital.ts';
import { reviewAllergiesCommand } from './commands/review-allergies.ts';
import { reviewHistoriesCommand } from './commands/review-histories.ts';
import { reviewMedicationsCommand } from './commands/review-medications.ts';
import { setReasonCommand } from './commands/set-reason.ts';
import { startRoomingCommand } from './commands/start-rooming.ts';
import { withdrawVitalCommand } from './commands/withdraw-vital.ts';
import { growthChartView } from './views/growth-chart.ts';
import { searchAllergensView } from './views/search-allergens.ts';
import { searchMedicationsView } from './views/search-medications.ts';
import { visitPageView } from './views/visit-page.ts';

export const rooming = room({
  name: 'rooming',
  writes: [
    'Encounter',
    'Observation',
    'AllergyIntolerance',
    'MedicationStatement',
    'List',
    'Condition',
    'Procedure',
    'FamilyMemberHistory',
    'Task',
  ],
  commands: [
    startRoomingCommand,
    setReasonCommand,
    recordVitalCommand,
    recordPregnancyCommand,
    refuseVitalCommand,
    withdrawVitalCommand,
    reviewAllergiesCommand,
    assertNoAllergiesCommand,
    addAllergyCommand,
    closeAllergyCommand,
    answerMedicationCommand,
    addMedicationCommand,
    reviewMedicationsCommand,
    reviewHistoriesCommand,
    addHistoryCommand,
    getProviderCommand,
    acknowledgeCallCommand,
    handOverCommand,
  ],
  views: [visitPageView, growthChartView, searchMedicationsView, searchAllergensView],
});
