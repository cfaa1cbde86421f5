/** The access matrix as a document, made by asking the gate itself; committed as ACCESS.md and compared by a test. */
import { KNOWN_TYPES } from './access.ts';
import { decide } from './checks.ts';
import { type Act, VERBS } from './decision.ts';
import { type Principal, ROLES, type Role } from './principal.ts';
import { TASKS } from './tasks.ts';

const LETTER = { create: 'c', read: 'r', search: 's', update: 'u', delete: 'd', history: 'h' } as const;

/** Somebody with exactly this role. */
export const personWith = (...roles: Role[]): Principal => ({
  kind: 'person',
  account: 'someone',
  reference: 'Practitioner/someone',
  display: 'Someone',
  roles,
  owner: false,
  scopes: [],
  clinic: 1,
  workstation: 'front',
});

/** What the role may do to the type over FHIR REST, as letters of `crsudh`; '-' for nothing. */
export function lettersOf(role: Role, type: string): string {
  const principal = personWith(role);
  const letters = VERBS.filter(
    (verb) => decide({ principal, clinic: 1, asked: { kind: 'fhir', verb, type } }).allow,
  ).map((verb) => LETTER[verb]);
  return letters.join('') || '-';
}

const may = (role: Role, act: Act) =>
  decide({ principal: personWith(role), clinic: 1, asked: { kind: 'act', act } }).allow;

/** `do` for commands and views, `see` for views only, '-' for neither. */
export function taskWordOf(role: Role, task: string): 'do' | 'see' | '-' {
  if (may(role, { kind: 'command', name: 'any/command', task, writes: [] })) return 'do';
  return may(role, { kind: 'view', name: 'any/view', task, writes: [] }) ? 'see' : '-';
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** The whole document, Markdown. */
export function accessTable(): string {
  const tasks = Object.entries(TASKS).map(([code, { title, owner, conditions, opens, citation }]) =>
    row([
      code,
      title,
      ...ROLES.map((role) => taskWordOf(role, code)),
      owner ? 'do' : '-',
      conditions.join(', '),
      opens.join(', '),
      citation,
    ]),
  );
  const types = KNOWN_TYPES.map((type) => row([type, ...ROLES.map((role) => lettersOf(role, type))]));
  return [
    '# Who may do what',
    '',
    'Printed by `medley audit rights` from the gate itself. A change here is a change of rights: review it as one.',
    '',
    '## Tasks',
    '`do`: commands and views; `see`: views only. Conditions are asked by the credentials room once it exists.',
    'Opens: types that may be read inside the task, whatever the role reads elsewhere.',
    '',
    row(['task', 'what', ...ROLES, 'owner', 'conditions', 'opens', 'source']),
    row(['-', '-', ...ROLES.map(() => '-'), '-', '-', '-', '-']),
    ...tasks,
    '',
    '## Resource types over FHIR REST',
    'c create, r read and vread, s search, u update, d delete, h history. Machines: their SMART scopes instead.',
    '',
    row(['type', ...ROLES]),
    row(['-', ...ROLES.map(() => '-')]),
    ...types,
    '',
  ].join('\n');
}
