import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageOn } from '#fhir/age.ts';
import { isLoinc, isSnomed } from '#fhir/check-digits.ts';
import { LOINC } from '#fhir/systems.ts';
import { DUE_ROWS, dueScreeners, isPreventive } from './due-screeners.ts';
import { ordinalOf, questionnaireOf } from './questionnaire.ts';
import { type Answers, nextItem, scoreOf } from './score.ts';
import type { ScreenerKey } from './screener.ts';
import { SCREENERS, screenerOf } from './screeners.ts';
import { packYears, TOBACCO } from './tobacco.ts';

const woman = { sex: 'female' };
const OFTEN = ['LA6568-5', 'LA6569-3', 'LA6570-1', 'LA6571-9'] as const;
/** Answers a PHQ or GAD by its scores, in order. */
const scored = (key: ScreenerKey, scores: readonly number[]): Answers =>
  Object.fromEntries(
    scores.map((score, index) => [screenerOf(key).items[index]?.linkId ?? '', [OFTEN[score] ?? '']]),
  );
const nine = (score: number, harm = score) => scored('phq-9', [...Array(8).fill(score), harm]);
const score = (key: ScreenerKey, answers: Answers, sex = 'female') =>
  scoreOf(screenerOf(key), answers, { sex });

describe('depression', () => {
  test('[S1] nine times one is 9, mild, and item 9 alerts', () => {
    expect(score('phq-9', nine(1))).toMatchObject({ total: 9, band: 'mild', actions: ['self-harm'] });
  });
  test('[S3] with item 4 blank there is no total', () => {
    const { '44254-1': _, ...rest } = nine(1);
    expect(score('phq-9', rest)).toMatchObject({ total: undefined, band: undefined, missing: ['44254-1'] });
  });
  test('[S4] item 9 alerts even when everything else is open or nothing', () => {
    expect(score('phq-9', { '44260-8': ['LA6569-3'] }).actions).toEqual(['self-harm']);
    expect(score('phq-9', nine(0, 1))).toMatchObject({ total: 1, actions: ['self-harm'] });
    expect(score('phq-9', nine(0)).actions).toEqual([]);
  });
  test('[S2] PHQ-2 of 3 asks the rest, 2 does not', () => {
    expect(score('phq-2', scored('phq-2', [2, 1])).actions).toEqual(['ask-phq-9']);
    expect(score('phq-2', scored('phq-2', [1, 1]))).toMatchObject({ total: 2, positive: false, actions: [] });
  });
  test.each([
    [4, 'minimal'],
    [5, 'mild'],
    [9, 'mild'],
    [10, 'moderate'],
    [14, 'moderate'],
    [15, 'moderately-severe'],
    [19, 'moderately-severe'],
    [20, 'severe'],
  ])('[S1] a PHQ-9 of %s is %s', (total, band) => {
    const scores = Array.from({ length: 8 }, (_, index) => Math.min(3, Math.max(0, total - index * 3)));
    const rest = total - scores.reduce((a, b) => a + b, 0);
    expect(score('phq-9', scored('phq-9', [...scores, rest])).band).toBe(band);
  });
  test('[S5] the teen variant alerts on its own item 9 and is the teen’s own', () => {
    expect(score('phq-a', { 'phq-a-9': ['LA6570-1'] }).actions).toEqual(['self-harm']);
    expect(screenerOf('phq-a').adolescent).toBe(true);
  });
  test('[S1] the total is the sum of ordinalValues for any answers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 9, maxLength: 9 }), (scores) => {
        expect(score('phq-9', scored('phq-9', scores)).total).toBe(scores.reduce((a, b) => a + b, 0));
      }),
    );
  });
});

describe('the others', () => {
  test('[S1] GAD-7 bears its own panel code', () => expect(screenerOf('gad-7').code.code).toBe('69737-5'));
  test('[S1] GAD-7 of 10 is flagged', () => {
    expect(score('gad-7', scored('gad-7', [2, 2, 2, 1, 1, 1, 1]))).toMatchObject({
      total: 10,
      band: 'moderate',
      positive: true,
    });
    expect(score('gad-7', scored('gad-7', [2, 2, 1, 1, 1, 1, 1])).positive).toBe(false);
  });
  const three: Answers = { '68518-0': ['LA18927-6'], '68519-8': ['LA15695-2'], '68520-6': ['LA6270-8'] };
  test('[S7] AUDIT-C of 3 is positive for a woman and negative for a man', () => {
    expect(score('audit-c', three, 'female')).toMatchObject({ total: 3, positive: true });
    expect(score('audit-c', three, 'male')).toMatchObject({ total: 3, positive: false });
    expect(score('audit-c', three, 'unknown').positive).toBe(true);
  });
  test('[S7] someone who never drinks is asked one question and scores 0', () => {
    const never = { '68518-0': ['LA6270-8'] };
    expect(nextItem(screenerOf('audit-c'), never)).toBeUndefined();
    expect(score('audit-c', never)).toMatchObject({ total: 0, missing: [] });
  });
  test('[S7] any yes of the fall questions leads to the tests; a fall asks on', () => {
    const fell = { 'steadi-unsteady': ['LA32-8'], 'steadi-worried': ['LA32-8'], 'steadi-fell': ['LA33-6'] };
    expect(score('steadi', fell)).toMatchObject({ positive: true, actions: ['fall-tests'] });
    expect(nextItem(screenerOf('steadi'), fell)?.linkId).toBe('steadi-fell-often');
  });
  const safe = (codes: string[]): Answers =>
    Object.fromEntries(
      ['95618-5', '95617-7', '95616-9', '95615-1'].map((link, i) => [link, [codes[i] ?? 'LA6270-8']]),
    );
  test('[S8] safety of 11 is positive, 10 is not, and its items are private', () => {
    expect(score('ahc-hrsn', safe(['LA10082-8', 'LA10082-8', 'LA10082-8', 'LA10066-1']))).toMatchObject({
      total: 11,
      positive: true,
    });
    expect(score('ahc-hrsn', safe(['LA10082-8', 'LA10082-8', 'LA10066-1', 'LA10066-1']))).toMatchObject({
      total: 10,
      positive: false,
    });
    expect(
      screenerOf('ahc-hrsn')
        .items.filter((item) => item.private)
        .map((item) => item.linkId),
    ).toEqual(['95618-5', '95617-7', '95616-9', '95615-1']);
  });
  test('[S8] needs are found by domain, whatever else is open', () =>
    expect(
      score('ahc-hrsn', {
        '71802-3': ['LA31994-9'],
        '88122-7': ['LA6729-3'],
        '93030-5': ['LA33-6'],
        '96779-4': ['LA32002-0'],
      }).actions,
    ).toEqual(['need-housing', 'need-food', 'need-transport', 'need-utilities']));
  test('[S6] pack-years', () => expect(packYears(1.5, 20)).toBe(30));
});

describe('questionnaires', () => {
  test('[S1] every LOINC item and SNOMED answer passes its check digit', () => {
    for (const screener of SCREENERS) {
      const codes = [
        screener.code,
        ...(screener.total ? [screener.total] : []),
        ...screener.items.map((item) => item.code),
      ];
      for (const { system, code } of codes) if (system === LOINC) expect(isLoinc(code), code).toBe(true);
    }
    for (const row of TOBACCO) expect(isSnomed(row.snomed), row.snomed).toBe(true);
  });
  test('[S1] every question and answer is there in both languages, every key picks one answer', () => {
    for (const screener of SCREENERS)
      for (const item of screener.items) {
        expect(item.text.en && item.text.es).toBeTruthy();
        expect(new Set(item.answers.map((answer) => answer.key)).size).toBe(item.answers.length);
        for (const answer of item.answers) expect(answer.text.en && answer.text.es).toBeTruthy();
      }
  });
  test('[S1] scores are read from ordinalValue', () => {
    expect(ordinalOf(questionnaireOf(screenerOf('phq-9')), '44250-9', 'LA6571-9')).toBe(3);
    expect(ordinalOf(questionnaireOf(screenerOf('phq-9')), '69722-7', 'LA6572-7')).toBeUndefined();
  });
});

describe('what is due', () => {
  const due = (years: number, since = {}, preventive = false) =>
    dueScreeners({ age: ageOn(`${2026 - years}-01-01`, '2026-11-23'), preventive }, since).map(
      (row) => row.screener,
    );
  test('[S9] an adult never asked: PHQ-2 and tobacco; at a physical the rest too', () => {
    expect(due(54)).toEqual(['phq-2', 'tobacco']);
    expect(due(54, {}, true)).toEqual(['phq-2', 'tobacco', 'gad-7', 'audit-c', 'ahc-hrsn']);
    expect(due(70)).toEqual(['phq-2', 'tobacco', 'steadi']);
  });
  test('[S9] a teen gets the teen variant, a child nothing', () => {
    expect(due(15)).toEqual(['phq-a', 'tobacco']);
    expect(due(8)).toEqual([]);
  });
  test('[S9] asked less than a year ago is not due; PHQ-9 counts for PHQ-2', () => {
    expect(due(54, { 'phq-9': 100, tobacco: 364 })).toEqual([]);
    expect(due(54, { 'phq-2': 365, tobacco: 365 })).toEqual(['phq-2', 'tobacco']);
  });
  test('[S9] at no age is a screener due twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 110 }), fc.boolean(), (years, preventive) => {
        const found = due(years, {}, preventive);
        expect(new Set(found).size).toBe(found.length);
      }),
    );
    expect(DUE_ROWS.every((row) => row.source !== '')).toBe(true);
  });
  test('[S9] a visit type is preventive by its words', () => {
    expect(['annual-physical', 'well-child', 'follow-up', undefined].map(isPreventive)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  test('[S2] a woman is only a woman for AUDIT-C', () =>
    expect(scoreOf(screenerOf('phq-2'), scored('phq-2', [3, 3]), woman).total).toBe(6));
});
