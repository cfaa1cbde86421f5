/**
 * The gate on one page. Rows: small named checks, asked in order. Columns: the verbs of FHIR and the two kinds of act.
 * A check refuses, grants, or says nothing. The first refusal ends it; without a grant the answer is no.
 */
import { KNOWN_TYPES, rolesGrant } from './access.ts';
import type { Act, Asked, Decision, Refusal, RefusalCode, Verb } from './decision.ts';
import type { Principal } from './principal.ts';
import { readsEverything, scopesGrant } from './scopes.ts';
import { taskRule } from './tasks.ts';

type Column = Verb | Act['kind'];

export interface Question {
  readonly principal: Principal;
  readonly asked: Asked;
  /** The clinic whose record is asked for. */
  readonly clinic: number;
}

type Answer = 'grant' | 'silent' | Refusal;
interface Check {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly ask: (question: Question) => Answer;
}

const no = (code: RefusalCode, reason: string, citation?: string): Refusal => ({
  allow: false,
  code,
  reason,
  ...(citation === undefined ? {} : { citation }),
});

const ACTS: readonly Column[] = ['command', 'view'];
const READS: readonly Column[] = ['read', 'search', 'history'];
const WRITES: readonly Column[] = ['create', 'update', 'delete'];
const EVERYTHING: readonly Column[] = [...READS, ...WRITES, ...ACTS];

const actOf = (asked: Asked): Act | undefined => asked.act;
const typeOf = (asked: Asked): string => (asked.kind === 'fhir' ? asked.type : '');
const verbOf = (asked: Asked): Verb => (asked.kind === 'fhir' ? asked.verb : 'read');

const mayPerform = (principal: Principal, act: Act): boolean => {
  const rule = taskRule(act.task);
  if (!rule) return false;
  return (rule.owner && principal.owner) || principal.roles.some((role) => rule[act.kind].includes(role));
};

const CHECKS: readonly Check[] = [
  {
    name: 'the record is of her clinic',
    columns: EVERYTHING,
    ask: ({ principal, clinic }) =>
      principal.clinic === clinic ? 'silent' : no('other-clinic', 'This account belongs to another clinic.'),
  },
  {
    name: 'the audit trail is only ever added to',
    columns: ['update', 'delete'],
    ask: ({ asked }) =>
      typeOf(asked) === 'AuditEvent'
        ? no('append-only', 'Audit events cannot be changed or deleted.', '45 CFR 164.312(b)')
        : 'silent',
  },
  {
    name: 'the task is known',
    columns: EVERYTHING,
    ask: ({ asked }) => {
      const act = actOf(asked);
      return act && !taskRule(act.task)
        ? no('unknown-task', `${act.name} names no task the gate knows.`)
        : 'silent';
    },
  },
  {
    name: 'the clinic itself does its work',
    columns: EVERYTHING,
    ask: ({ principal }) => (principal.kind === 'system' ? 'grant' : 'silent'),
  },
  {
    name: 'the task is hers',
    columns: EVERYTHING,
    ask: ({ principal, asked }) => {
      const act = actOf(asked);
      if (!act || principal.kind === 'system') return 'silent';
      if (principal.kind === 'person' && mayPerform(principal, act))
        return asked.kind === 'act' ? 'grant' : 'silent';
      const rule = taskRule(act.task);
      return no('task-not-yours', `Your role may not do this: ${rule?.title ?? act.task}.`, rule?.citation);
    },
  },
  {
    name: 'a command writes what its room declares',
    columns: WRITES,
    ask: ({ asked }) => {
      const act = actOf(asked);
      if (!act) return 'silent';
      if (act.kind === 'command' && act.writes.includes(typeOf(asked))) return 'grant';
      return no('undeclared-write', `${act.name} does not declare to write ${typeOf(asked)}.`);
    },
  },
  {
    name: 'a task opens what it needs',
    columns: READS,
    ask: ({ asked }) => {
      const act = actOf(asked);
      const type = typeOf(asked);
      return act && (act.writes.includes(type) || taskRule(act.task)?.opens.includes(type))
        ? 'grant'
        : 'silent';
    },
  },
  {
    name: 'the role may do this to the type',
    columns: [...READS, ...WRITES],
    ask: ({ principal, asked }) =>
      principal.kind === 'person' && rolesGrant(principal.roles, verbOf(asked), typeOf(asked))
        ? 'grant'
        : 'silent',
  },
  {
    name: 'the scope of the machine covers it',
    columns: [...READS, ...WRITES],
    ask: ({ principal, asked }) => {
      if (principal.kind !== 'machine') return 'silent';
      if (scopesGrant(principal.scopes, verbOf(asked), typeOf(asked))) return 'grant';
      return no(
        'scope-missing',
        `The client has no scope for ${verbOf(asked)} on ${typeOf(asked)}.`,
        'SMART App Launch 2.0 system scopes',
      );
    },
  },
];

const byColumn = new Map(
  EVERYTHING.map((column) => [column, CHECKS.filter((check) => check.columns.includes(column))]),
);

/** The one access decision. Pure: the same question always gets the same answer. */
export function decide(question: Question): Decision {
  const { asked } = question;
  let granted = false;
  for (const check of byColumn.get(asked.kind === 'fhir' ? asked.verb : asked.act.kind) ?? []) {
    const answer = check.ask(question);
    if (answer === 'grant') granted = true;
    else if (answer !== 'silent') return answer;
  }
  if (granted) return { allow: true, scope: asked.kind === 'fhir' ? scopeOf(question) : {} };
  return asked.kind === 'fhir'
    ? no(
        'type-closed',
        `Your role may not ${asked.verb} ${asked.type}.`,
        '45 CFR 164.502(b) minimum necessary',
      )
    : no('no-rule', `No rule allows ${asked.act.name}.`);
}

const scopes = new Map<string, ReadonlySet<string>>();

/** The types that may come along in an answer: what may be read, and the type that was asked for. */
function scopeOf({ principal, asked }: Question) {
  if (principal.kind === 'system' || asked.kind !== 'fhir' || !READS.includes(asked.verb)) return {};
  if (principal.kind === 'machine' && readsEverything(principal.scopes)) return {};
  const { act, type } = asked;
  const key = [
    principal.kind,
    principal.roles.join(),
    principal.scopes.join(' '),
    act?.task,
    act?.writes.join(),
    type,
  ].join('|');
  const before = scopes.get(key);
  if (before) return { types: before };
  const opened = act ? [...act.writes, ...(taskRule(act.task)?.opens ?? [])] : [];
  const readable = (name: string) =>
    principal.kind === 'machine'
      ? scopesGrant(principal.scopes, 'read', name)
      : rolesGrant(principal.roles, 'read', name);
  const types = new Set([type, ...opened, ...KNOWN_TYPES.filter(readable)]);
  if (scopes.size > 5000) scopes.clear();
  scopes.set(key, types);
  return { types };
}
