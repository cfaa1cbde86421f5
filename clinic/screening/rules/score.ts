import { ordinalOf, questionnaireOf } from './questionnaire.ts';
import { SELF_HARM } from './questionnaires/phq.ts';
import { YES } from './questionnaires/steadi.ts';
import type { Screener, ScreenerItem } from './screener.ts';

/** linkId -> answer codes; absent or empty: unanswered. */
export type Answers = Readonly<Record<string, readonly string[]>>;

type ScreenerAction =
  | 'ask-phq-9'
  | 'self-harm'
  | 'depression-follow-up'
  | 'anxiety-follow-up'
  | 'alcohol-follow-up'
  | 'fall-tests'
  | 'safety-follow-up'
  | 'need-housing'
  | 'need-food'
  | 'need-transport'
  | 'need-utilities';

export interface Score {
  /** Items asked and not answered. With any, there is no total (README S3). */
  readonly missing: readonly string[];
  readonly total: number | undefined;
  /** Word for the total, e.g. `mild`; undefined without one. */
  readonly band: string | undefined;
  readonly positive: boolean | undefined;
  readonly actions: readonly ScreenerAction[];
}

/** Is this item asked, given the answers so far? */
export const isAsked = (item: ScreenerItem, answers: Answers): boolean =>
  !item.when || (answers[item.when.linkId] ?? []).some((code) => item.when?.codes.includes(code) === true);

/** The first item still to answer, or undefined when the screener is complete (optional items are offered too). */
export const nextItem = (screener: Screener, answers: Answers): ScreenerItem | undefined =>
  screener.items.find((item) => isAsked(item, answers) && !answered(answers, item.linkId));

const answered = (answers: Answers, linkId: string): boolean => (answers[linkId] ?? []).length > 0;

/** Scores a screener from the ordinalValues of its Questionnaire (S1-S8). `sex` decides the AUDIT-C limit only. */
export function scoreOf(
  screener: Screener,
  answers: Answers,
  subject: { readonly sex: string | undefined },
): Score {
  const asked = screener.items.filter((item) => isAsked(item, answers));
  const missing = asked
    .filter((item) => !item.optional && !answered(answers, item.linkId))
    .map((item) => item.linkId);
  const total =
    missing.length === 0 || privateOnly(screener, missing) ? totalOf(screener, asked, answers) : undefined;
  const judged =
    total === undefined && screener.total
      ? { band: undefined, positive: undefined, actions: [] }
      : judge(screener, total ?? 0, subject);
  return {
    missing,
    total: screener.total ? total : undefined,
    ...judged,
    actions: [...alerts(screener, answers), ...judged.actions, ...needs(screener, answers)],
  };
}

/** The safety total of AHC-HRSN stands on its own items; skipping a housing question does not undo it. */
const privateOnly = (screener: Screener, missing: readonly string[]): boolean =>
  screener.key === 'ahc-hrsn' &&
  !screener.items.some((item) => item.private && missing.includes(item.linkId));

function totalOf(screener: Screener, asked: readonly ScreenerItem[], answers: Answers): number {
  const questionnaire = questionnaireOf(screener);
  return asked
    .filter((item) => !item.unscored)
    .reduce(
      (sum, item) =>
        sum +
        (answers[item.linkId] ?? []).reduce(
          (part, code) => part + (ordinalOf(questionnaire, item.linkId, code) ?? 0),
          0,
        ),
      0,
    );
}

interface Band {
  readonly from: number;
  readonly band: string;
}
/** Highest first. Sources: PHQ and GAD-7 instruction manuals (D2). */
const BANDS: Readonly<Partial<Record<Screener['key'], readonly Band[]>>> = {
  'phq-9': [
    { from: 20, band: 'severe' },
    { from: 15, band: 'moderately-severe' },
    { from: 10, band: 'moderate' },
    { from: 5, band: 'mild' },
    { from: 0, band: 'minimal' },
  ],
  'phq-a': [
    { from: 20, band: 'severe' },
    { from: 15, band: 'moderately-severe' },
    { from: 10, band: 'moderate' },
    { from: 5, band: 'mild' },
    { from: 0, band: 'minimal' },
  ],
  'gad-7': [
    { from: 15, band: 'severe' },
    { from: 10, band: 'moderate' },
    { from: 5, band: 'mild' },
    { from: 0, band: 'minimal' },
  ],
};

function judge(
  screener: Screener,
  total: number,
  subject: { sex: string | undefined },
): Pick<Score, 'band' | 'positive' | 'actions'> {
  const band = BANDS[screener.key]?.find((row) => total >= row.from)?.band;
  const positive = total >= positiveFrom(screener.key, subject.sex);
  const actions = positive ? [FOLLOW_UP[screener.key]] : [];
  return { band: band ?? (positive ? 'positive' : 'negative'), positive, actions };
}

const FOLLOW_UP: Readonly<Record<Screener['key'], ScreenerAction>> = {
  'phq-2': 'ask-phq-9',
  'phq-9': 'depression-follow-up',
  'phq-a': 'depression-follow-up',
  'gad-7': 'anxiety-follow-up',
  'audit-c': 'alcohol-follow-up',
  steadi: 'fall-tests',
  'ahc-hrsn': 'safety-follow-up',
};

/** S2-S7: the total from which a screener is positive. AUDIT-C: men 4, everybody else 3 (the careful limit). */
function positiveFrom(key: Screener['key'], sex: string | undefined): number {
  switch (key) {
    case 'phq-2':
      return 3;
    case 'audit-c':
      return sex === 'male' ? 4 : 3;
    case 'steadi':
      return 1;
    case 'ahc-hrsn':
      return 11;
    default:
      return 10;
  }
}

/** S4: any answer above "not at all" to item 9 alerts, whatever the total and even when other items are open. */
function alerts(screener: Screener, answers: Answers): ScreenerAction[] {
  if (screener.key !== 'phq-9' && screener.key !== 'phq-a') return [];
  const questionnaire = questionnaireOf(screener);
  const linkId = SELF_HARM[screener.key];
  return (answers[linkId] ?? []).some((code) => (ordinalOf(questionnaire, linkId, code) ?? 0) > 0)
    ? ['self-harm']
    : [];
}

/** S7: needs by domain of AHC-HRSN. */
function needs(screener: Screener, answers: Answers): ScreenerAction[] {
  if (screener.key !== 'ahc-hrsn') return [];
  const has = (linkId: string, ...codes: string[]) =>
    (answers[linkId] ?? []).some((code) => codes.includes(code));
  const problem = (answers['96778-6'] ?? []).some((code) => code !== 'LA9-3');
  const found: ScreenerAction[] = [];
  if (has('71802-3', 'LA31994-9', 'LA31995-6') || problem) found.push('need-housing');
  if (has('88122-7', 'LA28397-0', 'LA6729-3') || has('88123-5', 'LA28397-0', 'LA6729-3'))
    found.push('need-food');
  if (has('93030-5', YES)) found.push('need-transport');
  if (has('96779-4', YES, 'LA32002-0')) found.push('need-utilities');
  return found;
}
