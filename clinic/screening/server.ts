import { room } from '#capability/room.ts';
import { answerScreenerCommand } from './commands/answer-screener.ts';
import { declineScreenerCommand } from './commands/decline-screener.ts';
import { recordTobaccoCommand } from './commands/record-tobacco.ts';

export const screening = room({
  name: 'screening',
  writes: ['Questionnaire', 'QuestionnaireResponse', 'Observation', 'Task'],
  commands: [answerScreenerCommand, declineScreenerCommand, recordTobaccoCommand],
  views: [],
});
