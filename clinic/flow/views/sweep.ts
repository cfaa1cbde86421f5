import { view } from '#capability/command.ts';
import { dayBounds, dayOf } from '#fhir/clinic-day.ts';
import { EXT } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import { idOf } from '#fhir/reference.ts';
import { stageHistory, stageOf, wasSeen } from '../rules/stage.ts';
import { sweepView } from './sweep.contract.ts';

export const sweepViewView = view(sweepView, 100, async (context) => {
  const { start } = dayBounds(dayOf(context.now, context.clinic.zone), context.clinic.zone);
  const open = await context.find('Encounter', {
    status: 'arrived,triaged,in-progress',
    date: `lt${start}`,
    _sort: '-date',
    _count: '50',
  });
  const stuck = open.filter(
    ({ extension, period }) =>
      extension?.some(({ url }) => url === EXT.encounterStage) &&
      Date.parse(period?.start ?? '') < Date.parse(start),
  );
  const people = await context.readMany(
    'Patient',
    stuck.flatMap(({ subject }) => idOf(subject, 'Patient') ?? []),
  );
  return stuck.map((one) => ({
    encounter: one.id,
    patient: idOf(one.subject, 'Patient') ?? '',
    name: displayName(people.find(({ id }) => id === idOf(one.subject, 'Patient'))?.name),
    stage: stageOf(one),
    since: stageHistory(one).at(-1)?.start ?? '',
    seen: wasSeen(one),
  }));
});
