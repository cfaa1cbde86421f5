/** What every room of the house owes the others, said once. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rooms } from '#capability/runtime.ts';
import { decide } from '#gate/checks.ts';
import type { Principal } from '#gate/principal.ts';
import { taskRule } from '#gate/tasks.ts';
import { ROOMS } from './rooms.ts';

const clinic = fileURLToPath(new URL('../clinic/', import.meta.url));
const folders = readdirSync(clinic, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const nobody: Principal = {
  kind: 'person',
  account: 'x',
  reference: 'Practitioner/x',
  display: 'x',
  roles: ['janitor' as 'ma'],
  owner: false,
  scopes: [],
  clinic: 1,
  workstation: 'x',
};

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}
/** Keys without the ending of a plural form: languages have different ones. */
const wordsOf = (messages: Readonly<Record<string, string>>) =>
  [...new Set(Object.keys(messages).map((key) => key.replace(/_(zero|one|two|few|many|other)$/, '')))].sort();
const text = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
/** `- **V3.** …`: the numbers of a room's rules. */
const rulesOf = (readme: string) =>
  new Set(
    [...readme.matchAll(/(?:^[-*] |\*\*)([A-Z]{1,3}\d{1,3})(?=\.|\*\*| )/gm)].map(([, rule = '']) => rule),
  );
/** A test may show the rule of a neighbour: a screener asked on the rooming page. */
const everyRule = new Set(folders.flatMap((name) => [...rulesOf(text(join(clinic, name, 'README.md')))]));

it('the house has every room that has a door, and no two operations of one name', () => {
  const built = folders.filter((name) => existsSync(join(clinic, name, 'server.ts')));
  expect(ROOMS.map(({ name }) => name).sort()).toEqual(built.sort());
  expect(() => rooms(ROOMS)).not.toThrow();
});

describe.each(folders)('the room %s', (name) => {
  const folder = join(clinic, name);
  const readme = text(join(folder, 'README.md'));

  it('says for whom it is, its rules and its keys', () => {
    // For whom it is, in a sentence before the rules.
    expect(readme).toMatch(/^# .+\n\n\S/);
    expect(readme).toMatch(/^## Rules$/m);
    if (existsSync(join(folder, 'web.ts'))) expect(readme).toMatch(/^## Keys$/m);
  });

  it('has every word in both languages, with the same places for facts', () => {
    const read = (language: string) =>
      JSON.parse(text(join(folder, 'messages', `${language}.json`)) || '{}') as Record<string, string>;
    const [english, spanish] = [read('en'), read('es')];
    expect(wordsOf(spanish)).toEqual(wordsOf(english));
    const places = (words = '') => [...words.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort();
    for (const [key, words] of Object.entries(english))
      if (key in spanish) expect([key, ...places(spanish[key])]).toEqual([key, ...places(words)]);
  });

  it('has a test for every numbered rule and a rule for every numbered test', () => {
    const rules = rulesOf(readme);
    const tests = [...filesBelow(folder)].filter((path) => /\.test\.tsx?$/.test(path));
    const titled = new Set<string>();
    for (const path of tests)
      for (const [, group = ''] of text(path).matchAll(
        /['"`]\[([A-Z]{1,3}\d{1,3}(?:,? ?[A-Z]{1,3}\d{1,3})*)\]/g,
      ))
        for (const rule of group.split(/,? /)) titled.add(rule);
    expect(
      [...titled].filter((rule) => !everyRule.has(rule)),
      'tests without rule',
    ).toEqual([]);
    expect(
      [...rules].filter((rule) => !titled.has(rule)),
      'rules without test',
    ).toEqual([]);
  });
});

describe.each(ROOMS.map((room) => [room.name, room] as const))('the door of %s', (name, room) => {
  const english = JSON.parse(text(join(clinic, name, 'messages', 'en.json')) || '{}') as Record<
    string,
    string
  >;

  it.each(room.commands.map(({ contract }) => [contract.name, contract] as const))(
    '%s names a task, refuses an unknown role, and has words for its refusals',
    (_name, contract) => {
      expect(taskRule(contract.task)).toBeDefined();
      const act = { kind: 'command' as const, name: contract.name, task: contract.task, writes: room.writes };
      expect(decide({ principal: nobody, asked: { kind: 'act', act }, clinic: 1 }).allow).toBe(false);
      for (const refusal of contract.refusals) expect(Object.keys(english)).toContain(`refusal.${refusal}`);
    },
  );

  it.each(room.views.map((view) => [view.contract.name, view] as const))(
    '%s names a task and a budget, and is closed to an unknown role',
    (_name, { contract, budget }) => {
      expect(taskRule(contract.task)).toBeDefined();
      expect(budget).toBeGreaterThan(0);
      expect(budget).toBeLessThanOrEqual(1000);
      const act = { kind: 'view' as const, name: contract.name, task: contract.task, writes: [] };
      expect(decide({ principal: nobody, asked: { kind: 'act', act }, clinic: 1 }).allow).toBe(false);
    },
  );

  it('runs on its clock only what it has', () => {
    for (const { command } of room.jobs ?? [])
      expect(room.commands.map(({ contract }) => contract.name)).toContain(command);
  });
});
