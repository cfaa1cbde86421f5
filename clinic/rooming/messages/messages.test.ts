import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SCREENER_KEYS } from '#clinic/screening/rules/screeners.ts';
import { REACTIONS } from '../rules/allergies.ts';
import { UNJUDGED } from '../rules/flag-rows.ts';
import { RELATIONS } from '../rules/histories.ts';
import { NOT_TAKING, TAKING } from '../rules/medications.ts';
import { PREGNANCY } from '../rules/pregnancy.ts';
import { QUALIFIERS } from '../rules/qualifiers.ts';
import { RED_FLAGS } from '../rules/red-flags.ts';
import { QUALIFIER_KEYS, REFUSALS, VITAL_KEYS } from '../rules/vitals.ts';
import { rooming } from '../server.ts';

const words = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${language}.json`, import.meta.url), 'utf8'));
const [en, es] = [words('en'), words('es')];

describe('words', () => {
  test('are the same keys in both languages', () =>
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort()));
  test('hold the same facts in both languages', () => {
    const facts = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort();
    for (const [key, text] of Object.entries(en)) expect(facts(es[key] ?? ''), key).toEqual(facts(text));
  });
  test('exist for every code that a rule or a table can answer with', () => {
    const wanted = [
      ...RED_FLAGS.map((row) => `red-flag.${row.code}`),
      ...VITAL_KEYS.map((key) => `vital.${key}`),
      ...REFUSALS.map((row) => `not-done.${row.code}`),
      ...QUALIFIER_KEYS.flatMap((key) => [
        `qualifier.${key}`,
        ...QUALIFIERS[key].choices.map((choice) => `qualifier.${key}.${choice.code}`),
      ]),
      ...Object.values(UNJUDGED).map((code) => `because.${code}`),
      ...TAKING.map((row) => `taking.${row.answer}`),
      ...NOT_TAKING.map((row) => `why-not.${row.reason}`),
      ...REACTIONS.map((row) => `reaction.${row.code}`),
      ...RELATIONS.map((row) => `relation.${row.code}`),
      ...PREGNANCY.map((row) => `pregnancy.${row.answer}`),
      ...SCREENER_KEYS.map((key) => `missing.screener.${key}`),
      ...rooming.commands.flatMap((one) => one.contract.refusals.map((code) => `refusal.${code}`)),
    ];
    expect(wanted.filter((key) => !(key in en))).toEqual([]);
  });
});
