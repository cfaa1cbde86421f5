import { useRef, useState } from 'react';
import { expected, useCommand } from '#ui/use-command.ts';
import { recordVital } from '../commands/record-vital.contract.ts';
import { type AmountKey, type Amounts, amountsFor } from '../rules/amounts.ts';
import { usualArm } from '../rules/arm-flags.ts';
import { type Question, questionOf } from '../rules/confirm-entry.ts';
import type { Judgement } from '../rules/flag-vital.ts';
import { judgeVital } from '../rules/judge-vital.ts';
import { assumedQualifier, cuffForArm } from '../rules/qualifiers.ts';
import { readPastDate } from '../rules/read-date.ts';
import { isComplete, readEntry } from '../rules/read-entry.ts';
import type { Qualifiers } from '../rules/vital-observation.ts';
import { type QualifierKey, type VitalKey, vitalOf } from '../rules/vitals.ts';
import { type VisitPage, type VitalRow, visitPage } from '../views/visit-page.contract.ts';
import { type Rooming, useRooming } from './rooming-context.ts';
import { enteredText } from './vital-text.ts';

/** What a commit came to: `asked` and `wrong` keep the cursor where it is. */
type Kept = 'kept' | 'asked' | 'wrong' | 'empty';

export interface VitalControl {
  /** Its name in the draft. */
  readonly field: string;
  readonly text: string;
  readonly row: VitalRow | undefined;
  readonly understood:
    | {
        readonly numbers: readonly number[];
        readonly entered: readonly number[];
        readonly unit: string;
        readonly date: string | undefined;
      }
    | undefined;
  readonly judged: Judgement | undefined;
  readonly problem:
    | {
        readonly code: string;
        readonly facts: Readonly<Record<string, string | number>>;
        readonly suggest: string | undefined;
      }
    | undefined;
  readonly question: Question | undefined;
  readonly qualifiers: Qualifiers;
  readonly amounts: Amounts;
  readonly state: 'idle' | 'saving' | 'saved' | 'failed';
  readonly savedAt: Date | undefined;
  readonly retry: () => void;
  /** Typed here and not yet kept. */
  readonly open: boolean;
  /** The same at this very moment, between two drawings. */
  readonly isOpen: () => boolean;
  readonly type: (text: string) => void;
  readonly complete: (text: string) => boolean;
  readonly commit: (text?: string) => Kept;
  readonly qualify: (key: QualifierKey, code: string) => void;
  readonly measure: (key: AmountKey, value: number | undefined) => void;
  readonly forget: () => void;
}

/** One vital of one visit: what is typed, what is recorded, what the rules say, and how it is kept. */
export function useVital(vital: VitalKey, reading = 1): VitalControl {
  const rooming = useRooming();
  const { page, draft, encounter } = rooming;
  const field = `${vital}.${reading}`;
  const row = page.vitals.find((one) => one.vital === vital && one.reading === reading);
  const [asked, setAsked] = useState<{ text: string; question: Question }>();
  const [wrongText, setWrongText] = useState<string>();
  const mine = useRef(false);
  const sent = useRef<{ done: Promise<unknown>; confirmed: string | undefined }>(undefined);
  const latest = useRef(draft);
  latest.current = draft;
  const command = useCommand(recordVital, {
    quiet: true,
    expect: (input) => [
      expected(visitPage, { encounter }, (data) => withRow(data, optimisticRow(rooming, input))),
    ],
  });
  const recorded = row ? (row.date ?? enteredText(row)) : '';
  const typed = draft.get<string | null>(field, null);
  const text = typed ?? recorded;
  const qualifiers = chosenQualifiers(rooming, {
    vital,
    row,
    drafted: draft.get<Qualifiers | null>(`${field}.q`, null),
    reading,
  });
  const amounts = meantBy(vital, qualifiers, draft.get<Amounts | null>(`${field}.a`, null) ?? row?.amounts);
  const read = understand(rooming, vital, text);

  const keep = (given: string, using: Qualifiers, { confirmed, measured = amounts }: Keeping) => {
    mine.current = false;
    setAsked(undefined);
    setWrongText(undefined);
    const done = command
      .run({
        encounter,
        vital,
        typed: given,
        reading,
        prefer: page.units,
        qualifiers: using,
        amounts: meantBy(vital, using, measured),
        confirmed,
        measuredAt: new Date(Date.now() + rooming.clockAhead).toISOString(),
      })
      .then((outcome) => {
        if (outcome.ok) {
          draft.set(field, null);
          for (const part of ['q', 'a'])
            if (latest.current.get(`${field}.${part}`, null) !== null) draft.set(`${field}.${part}`, null);
          return;
        }
        const refusal = outcome.refusal;
        if (refusal?.code === 'needs-confirmation')
          setAsked({
            text: given,
            question: {
              because: String(refusal.facts.because) as Question['because'],
              rule: 'V3',
              facts: refusal.facts,
            },
          });
        else setWrongText(given);
      });
    sent.current = { done, confirmed };
  };

  /** Keeps what is recorded with another qualifier or amount; a value on its way arrives first. */
  const keepAgain = (using: Qualifiers, measured?: Amounts) => {
    const again = (confirmed: string | undefined) =>
      keep(text, using, { confirmed, ...(measured ? { measured } : {}) });
    const before = sent.current;
    if (typed !== null && !mine.current && before) void before.done.then(() => again(before.confirmed));
    else if (row && !row.refused && typed === null) again(row.note?.split(': ')[1]);
  };

  const commit = (given = text): Kept => {
    if (given.trim() === '' || given === recorded) {
      if (typed !== null) draft.set(field, null);
      return given === recorded && recorded !== '' ? 'kept' : 'empty';
    }
    const found = understand(rooming, vital, given);
    if (!found.value) {
      setWrongText(given);
      return 'wrong';
    }
    const question = questionOf(vital, found.value.numbers, {
      age: rooming.subject.age,
      sex: rooming.subject.sex,
      oxygenTarget: rooming.subject.oxygenTarget,
      last: lastOf(page, vital),
    });
    if (question && asked?.text !== given) {
      setAsked({ text: given, question });
      return 'asked';
    }
    keep(given, qualifiers, {
      confirmed: question?.because ?? (asked?.text === given ? asked.question.because : undefined),
    });
    return 'kept';
  };

  return {
    field,
    text,
    row,
    understood: read.value,
    judged: read.value ? judgeVital(vital, { ...read.value, qualifiers }, rooming.subject) : undefined,
    problem:
      wrongText === text && !read.value
        ? { code: read.problem ?? 'not-a-number', facts: read.facts, suggest: read.suggest }
        : command.refusal && command.refusal.code !== 'needs-confirmation'
          ? { code: command.refusal.code, facts: command.refusal.facts, suggest: undefined }
          : undefined,
    question: asked?.text === text ? asked.question : undefined,
    qualifiers,
    amounts,
    state: command.state === 'idle' && row ? 'saved' : command.state,
    savedAt: command.savedAt ?? (row ? new Date(row.at) : undefined),
    retry: command.retry,
    isOpen: () => mine.current,
    open: mine.current && typed !== null && typed !== recorded,
    type: (next) => {
      mine.current = true;
      setWrongText(undefined);
      command.reset();
      draft.set(field, next);
    },
    complete: (next) => vital !== 'lmp' && isComplete(vital, next, page.units),
    commit,
    qualify: (key, code) => {
      const using = { ...qualifiers, [key]: code };
      draft.set(`${field}.q`, using);
      keepAgain(using);
    },
    measure: (key, value) => {
      const { [key]: _, ...others } = amounts;
      const measured = value === undefined ? others : { ...others, [key]: value };
      const cuff = key === 'arm-circumference' && value !== undefined ? cuffForArm(value) : undefined;
      const using = cuff ? { ...qualifiers, cuff } : qualifiers;
      draft.set(`${field}.a`, measured);
      if (cuff) draft.set(`${field}.q`, using);
      keepAgain(using, measured);
    },
    forget: () => draft.set(field, null),
  };
}

interface Keeping {
  readonly confirmed: string | undefined;
  readonly measured?: Amounts;
}

/** The amounts that still mean something: back on room air there is no flow. */
function meantBy(vital: VitalKey, qualifiers: Qualifiers, amounts: Amounts = {}): Amounts {
  const meant = amountsFor(vital, qualifiers);
  return Object.fromEntries(Object.entries(amounts).filter(([key]) => meant.some((one) => one === key)));
}

interface Understood {
  readonly value: VitalControl['understood'];
  readonly problem?: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly suggest: string | undefined;
}

function understand({ page, subject }: Rooming, vital: VitalKey, text: string): Understood {
  if (vital === 'lmp') {
    const date = readPastDate(text, subject.today);
    if (date.kind === 'date')
      return {
        value: { numbers: [], entered: [], unit: '', date: date.date },
        facts: {},
        suggest: undefined,
      };
    return {
      value: undefined,
      facts: {},
      suggest: undefined,
      problem: date.kind === 'wrong' ? date.problem : 'not-a-date',
    };
  }
  const row = page.vitals.find(
    (one) => one.vital === vital && enteredText(one) === text && one.numbers.length > 0,
  );
  if (row)
    return {
      value: { numbers: row.numbers, entered: row.entered, unit: row.unit, date: undefined },
      facts: {},
      suggest: undefined,
    };
  const reading = readEntry(vital, text, page.units);
  if (reading.kind === 'value')
    return { value: { ...reading.value, date: undefined }, facts: {}, suggest: undefined };
  return {
    value: undefined,
    facts: reading.kind === 'wrong' ? reading.facts : {},
    suggest: reading.kind === 'wrong' ? reading.suggest : undefined,
    ...(reading.kind === 'wrong' ? { problem: reading.problem } : {}),
  };
}

interface Chosen {
  readonly vital: VitalKey;
  readonly row: VitalRow | undefined;
  readonly drafted: Qualifiers | null;
  readonly reading: number;
}

function chosenQualifiers({ page, subject }: Rooming, { vital, row, drafted, reading }: Chosen): Qualifiers {
  if (drafted) return drafted;
  if (row && Object.keys(row.qualifiers).length > 0) return row.qualifiers;
  // Another reading is taken as the one before it was, with the cuff that fitted.
  const before = page.vitals.findLast((one) => one.vital === vital && one.reading < reading && !one.refused);
  if (before && Object.keys(before.qualifiers).length > 0) return before.qualifiers;
  const arm = usualArm(new Map(Object.entries(page.barredArms))) ?? 'leg';
  return Object.fromEntries(
    vitalOf(vital).qualifiers.map((key) => [key, key === 'arm' ? arm : assumedQualifier(key, subject.age)]),
  );
}

const DAY_MS = 86_400_000;
/** The last value before this visit, as the confirm rules want it. */
export function lastOf(page: VisitPage, vital: VitalKey) {
  const point = page.trends.find((trend) => trend.vital === vital)?.points.at(-1);
  return point
    ? { numbers: point.numbers, daysAgo: Math.max(0, Math.floor((page.now - Date.parse(point.at)) / DAY_MS)) }
    : undefined;
}

type RecordInput = Parameters<ReturnType<typeof useCommand<typeof recordVital>>['run']>[0];

function optimisticRow(rooming: Rooming, input: RecordInput): VitalRow {
  const read = understand(rooming, input.vital, input.typed).value;
  return {
    vital: input.vital,
    reading: input.reading,
    id: `expected-${input.vital}-${input.reading}`,
    version: '',
    at: input.measuredAt ?? new Date().toISOString(),
    numbers: read?.numbers ?? [],
    entered: read?.entered ?? [],
    unit: read?.unit ?? '',
    date: read?.date,
    qualifiers: input.qualifiers as Qualifiers,
    amounts: (input.amounts ?? {}) as Amounts,
    refused: undefined,
    note: undefined,
    by: undefined,
  };
}

const withRow = (page: VisitPage, row: VitalRow): VisitPage => ({
  ...page,
  vitals: [...page.vitals.filter((one) => one.vital !== row.vital || one.reading !== row.reading), row].sort(
    (one, other) => one.reading - other.reading,
  ),
});
