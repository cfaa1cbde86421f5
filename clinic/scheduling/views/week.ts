import { view } from '#capability/command.ts';
import { dayBounds, dayOf } from '#fhir/clinic-day.ts';
import { Temporal } from '#fhir/temporal.ts';
import { holdsTime } from '../rules/quanta.ts';
import { week } from './week.contract.ts';

export const weekView = view(week, 100, async (context, input) => {
  const { zone } = context.clinic;
  const day = Temporal.PlainDate.from(input.day);
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  const days = Array.from({ length: 7 }, (_, at) => monday.add({ days: at }).toString());
  const found = await context.find('Appointment', {
    date: [
      `ge${dayBounds(days[0] ?? input.day, zone).start}`,
      `lt${dayBounds(days[6] ?? input.day, zone).end}`,
    ],
    _count: '1000',
  });
  const counts = new Map<string, number>();
  for (const one of found.filter(holdsTime)) {
    const on = dayOf(new Date(one.start ?? ''), zone);
    counts.set(on, (counts.get(on) ?? 0) + 1);
  }
  return days.map((one) => ({ day: one, visits: counts.get(one) ?? 0 }));
});
