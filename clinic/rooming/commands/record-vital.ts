import { type CommandContext, command } from '#capability/command.ts';
import type { InputOf, RefusalOf, Refused } from '#capability/contract.ts';
import { keepVersion } from '#clinic/screening/public.ts';
import type { Observation } from '#fhir/types.ts';
import { AMOUNTS, type Amounts, wrongAmount } from '../rules/amounts.ts';
import { barredArms } from '../rules/arm-flags.ts';
import { questionOf } from '../rules/confirm-entry.ts';
import { judgeVital } from '../rules/judge-vital.ts';
import { QUALIFIERS } from '../rules/qualifiers.ts';
import { readPastDate } from '../rules/read-date.ts';
import { readEntry } from '../rules/read-entry.ts';
import { datedVital, measuredVital, type Qualifiers } from '../rules/vital-observation.ts';
import { vitalOf } from '../rules/vitals.ts';
import { computedFrom } from './computed-from.ts';
import { lastBefore, vitalSubject } from './patient-vitals.ts';
import { recordVital } from './record-vital.contract.ts';
import { type RoomingVisit, roomingVisit } from './visit-context.ts';

type Context = CommandContext<RefusalOf<typeof recordVital>>;
type Input = InputOf<typeof recordVital>;

export const recordVitalCommand = command(recordVital, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const wrong = wrongQualifier(input);
  if (wrong) return context.refuse('unknown-qualifier', `qualifiers.${wrong}`);
  const amount = wrongAmount(input.vital, amountsOf(input), qualifiersOf(input));
  if (amount)
    return context.refuse('impossible-amount', `amounts.${amount}`, {
      min: AMOUNTS[amount].min,
      max: AMOUNTS[amount].max,
    });
  const arm = input.qualifiers.arm;
  const barred = arm
    ? barredArms(await context.find('Flag', { patient: visit.patient, _count: '50' })).get(arm)
    : undefined;
  if (arm && barred !== undefined)
    return context.refuse('arm-barred', 'qualifiers.arm', { arm, reason: barred });
  const stamped = { ...visit, stamp: { ...visit.stamp, at: measuredAt(input, visit.stamp.at) } };
  return input.vital === 'lmp' ? recordDate(context, input, stamped) : recordNumbers(context, input, stamped);
});

/** When it was measured; a workstation whose clock is ahead does not write into the future. */
const measuredAt = (input: Input, now: string): string =>
  input.measuredAt && Date.parse(input.measuredAt) < Date.parse(now)
    ? new Date(input.measuredAt).toISOString()
    : now;

function wrongQualifier(input: Input): string | undefined {
  return Object.entries(input.qualifiers).find(([key, code]) => {
    const offered = vitalOf(input.vital).qualifiers.find((one) => one === key);
    return !offered || !QUALIFIERS[offered].choices.some((choice) => choice.code === code);
  })?.[0];
}

async function recordDate(context: Context, input: Input, visit: RoomingVisit) {
  const subject = await vitalSubject(context, visit.patient);
  const read = readPastDate(input.typed, subject.today);
  if (read.kind !== 'date') return context.refuse('unreadable', 'typed');
  const judged = judgeVital('lmp', { numbers: [], date: read.date }, subject);
  const saved = await keepVersion(
    context,
    datedVital({ vital: 'lmp', date: read.date, qualifiers: qualifiersOf(input) }, visit.stamp),
  );
  return { save: [saved], result: outcome(saved, judged) };
}

async function recordNumbers(context: Context, input: Input, visit: RoomingVisit) {
  const read = readEntry(input.vital, input.typed, input.prefer);
  if (
    read.kind === 'wrong' &&
    (read.problem === 'too-high' ||
      read.problem === 'too-low' ||
      read.problem === 'systolic-not-above-diastolic')
  )
    return context.refuse('impossible', 'typed', read.facts);
  if (read.kind !== 'value') return context.refuse('unreadable', 'typed');
  const [subject, last] = await Promise.all([
    vitalSubject(context, visit.patient),
    lastBefore(context, visit, input.vital),
  ]);
  const question = questionOf(input.vital, read.value.numbers, { ...subject, last });
  const asked = unanswered(context, question, input);
  if (asked) return asked;
  const judged = judgeVital(input.vital, { ...read.value, qualifiers: qualifiersOf(input) }, subject);
  const measured = {
    vital: input.vital,
    measured: read.value,
    qualifiers: qualifiersOf(input),
    amounts: amountsOf(input),
    level: judged.level,
    reading: input.reading,
  };
  const saved = await keepVersion(
    context,
    measuredVital({ ...measured, ...(question ? { asked: question.because } : {}) }, visit.stamp),
  );
  const computed = await computedFrom(context, visit, {
    saved,
    measured: read.value,
    subject,
    vital: input.vital,
  });
  return { save: [saved, ...computed], result: outcome(saved, judged) };
}

/** The question a value raises must have been answered: that one, not another. */
function unanswered(
  context: Context,
  question: ReturnType<typeof questionOf>,
  input: Input,
): Refused<'needs-confirmation'> | undefined {
  if (!question || input.confirmed === question.because) return undefined;
  return context.refuse('needs-confirmation', 'typed', {
    because: question.because,
    ...question.facts,
  }) as Refused<'needs-confirmation'>;
}

/** `undefined` values are no qualifiers. */
const qualifiersOf = (input: Input): Qualifiers =>
  Object.fromEntries(Object.entries(input.qualifiers).filter(([, code]) => code !== undefined));

const amountsOf = (input: Input): Amounts =>
  Object.fromEntries(Object.entries(input.amounts ?? {}).filter(([, amount]) => amount !== undefined));

const outcome = (saved: Observation, judged: ReturnType<typeof judgeVital>) => ({
  id: saved.id ?? '',
  version: Number(saved.meta?.versionId ?? 0) + 1,
  level: judged.level,
  because: judged.because,
  redFlag: judged.redFlag,
});
