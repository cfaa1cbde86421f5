import { command } from '#capability/command.ts';
import type { Appointment } from '#fhir/types.ts';
import { claimsFollow, freeStatement } from './booking.ts';
import { cancelVisit } from './cancel-visit.contract.ts';

export const cancelVisitCommand = command(
  cancelVisit,
  async (context, input) => {
    const before = await context.read('Appointment', input.appointment);
    if (before.status !== 'booked' && before.status !== 'pending')
      return context.refuse('already-here', 'appointment');
    if (input.as === 'noshow' && Date.parse(before.start ?? '') > context.now.getTime())
      return context.refuse('too-early-for-no-show', 'as');
    const ended: Appointment = {
      ...before,
      status: input.as,
      ...(input.reason ? { cancelationReason: { text: input.reason } } : {}),
    };
    return { save: [ended], statements: [freeStatement(context.clinic.id, before.id)], result: {} };
  },
  claimsFollow,
);
