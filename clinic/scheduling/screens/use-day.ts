import { useState } from 'react';
import { arrive, moveToStage } from '#clinic/flow/public.ts';
import { nextStep, type Step } from '#clinic/flow/rules/waiting.ts';
import { expected, useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWho } from '#ui/use-who.ts';
import { cancelVisit } from '../commands/cancel-visit.contract.ts';
import { moveVisit } from '../commands/move-visit.contract.ts';
import { instantAt } from '../rules/quanta.ts';
import { type Day, dayView, type Visit } from '../views/day.contract.ts';

const CHECK_IN = '/visits/$encounter/check-in';

/** What stands before the page: a form, or nothing. */
export type Form =
  | { readonly kind: 'book'; readonly provider?: string; readonly time?: string }
  | { readonly kind: 'walk-in' }
  | { readonly kind: 'move'; readonly visit: Visit }
  | { readonly kind: 'cancel'; readonly visit: Visit };

const changed = (day: Day, appointment: string, change: Partial<Visit>): Day => ({
  ...day,
  visits: day.visits.map((one) => (one.appointment === appointment ? { ...one, ...change } : one)),
});

export interface DayHands {
  readonly form: Form | undefined;
  readonly show: (form: Form | undefined) => void;
  readonly stepOf: (visit: Visit) => Step | undefined;
  readonly doNext: (visit: Visit) => void;
  readonly arrive: (visit: Visit) => void;
  /** To another time or provider, at once; the forms are for what needs a reason. */
  readonly move: (visit: Visit, to: { provider: string; time: string }) => void;
  readonly missed: (visit: Visit) => void;
}

/** What a hand can do on the day; each is one command, shown at once. `input` is what the day view was asked. */
export function useDay(day: Day, input: { day?: string }): DayHands {
  const { zone } = useFormat();
  const { go, has } = usePlace();
  const who = useWho();
  const [form, show] = useState<Form>();
  const arriving = useCommand(arrive, {
    expect: ({ appointment }) => [
      expected(dayView, input, (data) => changed(data, appointment, { status: 'arrived', stage: 'arrived' })),
    ],
  });
  const stages = useCommand(moveToStage, {
    expect: ({ encounter, to }) => [
      expected(dayView, input, (data) => ({
        ...data,
        visits: data.visits.map((one) => (one.encounter === encounter ? { ...one, stage: to } : one)),
      })),
    ],
  });
  const moving = useCommand(moveVisit, {
    expect: ({ appointment, provider, time }) => [
      expected(dayView, input, (data) => {
        const start = instantAt(data.day, time, zone)?.getTime();
        const visit = data.visits.find((one) => one.appointment === appointment);
        if (start === undefined || !visit) return data;
        const long = Date.parse(visit.end) - Date.parse(visit.start);
        return changed(data, appointment, {
          provider,
          start: new Date(start).toISOString(),
          end: new Date(start + long).toISOString(),
        });
      }),
    ],
  });
  const cancelling = useCommand(cancelVisit, {
    expect: ({ appointment, as }) => [
      expected(dayView, input, (data) => changed(data, appointment, { status: as })),
    ],
  });
  const may = { rooms: who.is('ma', 'lead-ma', 'nurse'), sees: who.is('provider') };
  const stepOf = (visit: Visit): Step | undefined => {
    if (visit.stage) return nextStep(visit.stage, may);
    return visit.status === 'booked' || visit.status === 'noshow' ? 'arrive' : undefined;
  };
  const arriveNow = async ({ appointment }: Visit) => {
    const arrived = await arriving.run({ appointment });
    return arrived.ok ? arrived.result.encounter : undefined;
  };
  /** One press for who stands at the desk: she is here, and her check-in opens. */
  const checkInNow = async (visit: Visit) => {
    const encounter = await arriveNow(visit);
    if (encounter && has(CHECK_IN)) go(CHECK_IN, { encounter });
  };
  const doNext = (visit: Visit) => {
    const step = stepOf(visit);
    const { encounter } = visit;
    if (step === 'arrive') return void checkInNow(visit);
    if (!encounter || step === undefined) return;
    if (step === 'check-in' && has(CHECK_IN)) return go(CHECK_IN, { encounter });
    if (step === 'check-in') return void stages.run({ encounter, to: 'checked-in' });
    if (step === 'room') return go('/board');
    if (step === 'continue') return go('/visits/$encounter/rooming', { encounter });
    if (step === 'check-out') return go('/visits/$encounter/check-out', { encounter });
    if (step === 'see') void stages.run({ encounter, to: 'with-provider' });
    if (step === 'see' || step === 'visit') go('/visits/$encounter/visit', { encounter });
    if (step === 'done') go('/patients/$patient/chart', { patient: visit.patient });
  };
  return {
    form,
    show,
    stepOf,
    doNext,
    arrive: (visit) => void arriveNow(visit),
    move: (visit, to) => void moving.run({ appointment: visit.appointment, day: day.day, ...to }),
    missed: (visit) => void cancelling.run({ appointment: visit.appointment, as: 'noshow', reason: '' }),
  };
}
