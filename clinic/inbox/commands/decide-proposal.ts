import { command } from '#capability/command.ts';
import { idOf } from '#fhir/reference.ts';
import { changedPrescription, completed, declined, proposalAnswer } from '../rules/outcome.ts';
import { statementOf } from '../views/proposal-part.ts';
import { decideProposal } from './decide-proposal.contract.ts';
import { handOf, isTask, openTask } from './open-task.ts';

export const decideProposalCommand = command(decideProposal, async (context, input) => {
  const task = await openTask(context, { task: input.task, kind: 'medication-proposal', at: 'task' });
  if (!isTask(task)) return task;
  const hand = handOf(context);
  if (input.decision === 'decline')
    return { save: [declined(task, input.reason || 'Stays as prescribed', hand)], result: {} };
  const request = await context.readIfAny('MedicationRequest', idOf(task.focus, 'MedicationRequest') ?? '');
  if (request?.status !== 'active') return context.refuse('prescription-changed', 'task');
  const statement = await statementOf(context, task);
  const answer = proposalAnswer(statement);
  if (!answer) return context.refuse('taken-back', 'task');
  const directions = input.directions || (statement?.note?.[0]?.text ?? '');
  if (answer === 'differently' && !directions) return context.refuse('directions-missing', 'directions');
  const reason = statement?.statusReason?.[0]?.text ?? '';
  return {
    save: [
      changedPrescription(request, answer, { directions, reason }),
      completed(task, answer === 'not-taking' ? 'Stopped' : `Directions now: ${directions}`, hand),
    ],
    result: {},
  };
});
