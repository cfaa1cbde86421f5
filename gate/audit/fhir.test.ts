import { describe, expect, test } from 'vitest';
import { MEANINGS, toAuditEvent } from './fhir.ts';
import { rowOf } from './insert.ts';
import { AUDIT_ACTIONS } from './row.ts';

describe('the trail as AuditEvent', () => {
  test('[C9] every action has its meaning', () => {
    expect(Object.keys(MEANINGS).sort()).toEqual([...AUDIT_ACTIONS].sort());
  });

  test('[C9] a read says who, from where, whom and what', () => {
    const row = rowOf(
      1,
      {
        account: 'acc',
        display: 'Maria Reyes',
        roles: ['ma'],
        workstation: 'Room 3',
        action: 'read',
        outcome: 'success',
        patients: ['p1'],
        type: 'Observation',
        resource: 'o1',
        version: 2,
      },
      new Date('2026-11-23T10:00:00.123Z'),
    );
    expect(toAuditEvent(row)).toMatchObject({
      resourceType: 'AuditEvent',
      action: 'R',
      recorded: '2026-11-23T10:00:00.123Z',
      outcome: '0',
      agent: [{ altId: 'acc', name: 'Maria Reyes', requestor: true, network: { address: 'Room 3' } }],
      entity: [{ what: { reference: 'Patient/p1' } }, { what: { reference: 'Observation/o1/_history/2' } }],
    });
  });

  test('[C9] a refused search says which parameters, and why not', () => {
    const row = rowOf(
      1,
      {
        account: '',
        display: '',
        roles: [],
        workstation: '',
        action: 'search',
        outcome: 'refused',
        type: 'Observation',
        query: 'code patient',
        reason: 'type-closed',
      },
      new Date(0),
    );
    expect(toAuditEvent(row)).toMatchObject({
      outcome: '4',
      outcomeDesc: 'type-closed',
      agent: [{ altId: 'unknown' }],
      entity: [{ detail: [{ valueString: 'code patient' }] }],
    });
  });
});
