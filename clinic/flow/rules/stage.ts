/** Where a visit is: fine stages beside the R4 status, every timestamp kept. Pure. */
import { EXT, STAGES, type Stage } from '#fhir/medley.ts';
import type { Encounter, Extension } from '#fhir/types.ts';

/** R4 Encounter.status of each stage (DOMAIN D3): never a code of our own. */
const STATUS: Readonly<Record<Stage, Encounter['status']>> = {
  arrived: 'arrived',
  'checked-in': 'arrived',
  roomed: 'triaged',
  ready: 'triaged',
  'with-provider': 'in-progress',
  ancillary: 'in-progress',
  'discharge-ready': 'in-progress',
  'checked-out': 'finished',
  'left-without-being-seen': 'cancelled',
};

/** One stage with its period; `end` is absent for the stage the visit is in. */
export interface StageSpan {
  readonly stage: Stage;
  readonly start: string;
  readonly end?: string;
}

/** The stage an encounter of elsewhere is taken to be in, by its R4 status. */
const ASSUMED: Readonly<Record<Encounter['status'], Stage>> = {
  planned: 'arrived',
  arrived: 'arrived',
  triaged: 'roomed',
  'in-progress': 'with-provider',
  onleave: 'ancillary',
  finished: 'checked-out',
  cancelled: 'left-without-being-seen',
  'entered-in-error': 'left-without-being-seen',
  unknown: 'arrived',
};

/** The stage a visit is in; of one that was never on the board, what its status says. */
export function stageOf(encounter: Encounter): Stage {
  const said = encounter.extension?.find(({ url }) => url === EXT.encounterStage)?.valueCode;
  return STAGES.find((stage) => stage === said) ?? ASSUMED[encounter.status];
}

/** Every stage the visit went through, in order. */
export function stageHistory(encounter: Encounter): StageSpan[] {
  return (encounter.extension ?? []).flatMap((extension): StageSpan[] => {
    if (extension.url !== EXT.stageHistory) return [];
    const stage = extension.extension?.find(({ url }) => url === 'stage')?.valueCode as Stage | undefined;
    const period = extension.extension?.find(({ url }) => url === 'period')?.valuePeriod;
    if (!stage || !period?.start) return [];
    return [{ stage, start: period.start, ...(period.end ? { end: period.end } : {}) }];
  });
}

const spanExtension = ({ stage, start, end }: StageSpan): Extension => ({
  url: EXT.stageHistory,
  extension: [
    { url: 'stage', valueCode: stage },
    { url: 'period', valuePeriod: { start, ...(end ? { end } : {}) } },
  ],
});

/** The encounter one stage further, at the instant `at`: stage, history, R4 status and its history moved together. */
export function moveStage<T extends Encounter>(encounter: T, to: Stage, at: string): T {
  const history = stageHistory(encounter).map((span) => (span.end ? span : { ...span, end: at }));
  const others = (encounter.extension ?? []).filter(
    ({ url }) => url !== EXT.encounterStage && url !== EXT.stageHistory,
  );
  const over = to === 'checked-out' || to === 'left-without-being-seen';
  const span: StageSpan = over ? { stage: to, start: at, end: at } : { stage: to, start: at };
  return {
    ...encounter,
    ...movedStatus(encounter, STATUS[to], at),
    extension: [
      ...others,
      { url: EXT.encounterStage, valueCode: to },
      ...history.map(spanExtension),
      spanExtension(span),
    ],
    period: { ...encounter.period, start: encounter.period?.start ?? at, ...(over ? { end: at } : {}) },
  };
}

function movedStatus(
  encounter: Encounter,
  status: Encounter['status'],
  at: string,
): Pick<Encounter, 'status' | 'statusHistory'> {
  const before = encounter.statusHistory ?? [];
  if (encounter.status === status) return { status, ...(before.length > 0 ? { statusHistory: before } : {}) };
  const start = before.at(-1)?.period.end ?? encounter.period?.start ?? at;
  return { status, statusHistory: [...before, { status: encounter.status, period: { start, end: at } }] };
}

/** [B2] What may follow what. Going back one step is undo's; leaving is possible until the provider has seen her. */
const NEXT: Readonly<Record<Stage, readonly Stage[]>> = {
  arrived: ['checked-in', 'roomed', 'left-without-being-seen'],
  'checked-in': ['roomed', 'left-without-being-seen'],
  roomed: ['ready', 'with-provider', 'left-without-being-seen', 'checked-in'],
  ready: ['with-provider', 'roomed', 'left-without-being-seen'],
  'with-provider': ['ancillary', 'discharge-ready', 'ready'],
  ancillary: ['with-provider', 'ready', 'discharge-ready'],
  'discharge-ready': ['checked-out', 'with-provider', 'ancillary'],
  'checked-out': [],
  'left-without-being-seen': [],
};

/** [B2] May a visit go from one stage to another? */
export const mayMove = (from: Stage, to: Stage): boolean => NEXT[from].includes(to);

/** The stages a visit may go to from here. */
export const nextStages = (from: Stage): readonly Stage[] => NEXT[from];

/** Has the provider seen her? Then a visit ends as checked out, not as left. */
export const wasSeen = (encounter: Encounter): boolean =>
  stageHistory(encounter).some(({ stage }) => stage === 'with-provider');
