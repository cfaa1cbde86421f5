import { view } from '#capability/command.ts';
import { nextVisits } from './next-visit.contract.ts';

export const nextVisitsView = view(nextVisits, 50, async (context, { patient }) => {
  const found = await context.find('Appointment', {
    actor: `Patient/${patient}`,
    date: `ge${context.now.toISOString()}`,
    status: 'booked',
    _sort: 'date',
    _count: '20',
  });
  return found.map((one) => ({
    appointment: one.id,
    start: one.start ?? '',
    provider:
      one.participant.find(({ actor }) => actor?.reference?.startsWith('Practitioner/'))?.actor?.display ??
      '',
    visitType: one.serviceType?.[0]?.text ?? '',
  }));
});
