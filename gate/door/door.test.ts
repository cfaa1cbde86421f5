import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Resource, ResourceType } from '#fhir/types.ts';
import type { AuditRow } from '../audit/row.ts';
import type { Act } from '../decision.ts';
import type { Principal } from '../principal.ts';
import { GateRefusal } from '../refusal.ts';
import { someone, type TestGate, testGate } from '../testing/test-gate.ts';

let here: TestGate;
const ids = { ana: randomUUID(), ben: randomUUID(), pulse: randomUUID(), visit: randomUUID() };
beforeAll(async () => {
  here = await testGate();
  await here.gate.for(here.by).commit({
    writes: [
      create(ids.ana, { resourceType: 'Patient', name: [{ family: 'Diaz', given: ['Ana'] }] }),
      create(ids.ben, { resourceType: 'Patient', name: [{ family: 'Wu', given: ['Ben'] }] }),
      create(ids.visit, {
        resourceType: 'Encounter',
        status: 'arrived',
        class: { code: 'AMB' },
        subject: { reference: `Patient/${ids.ana}` },
      }),
      create(ids.pulse, pulseOf(ids.ana)),
    ],
  });
});
afterAll(() => here.close());

const create = (id: string, resource: Resource) => ({
  kind: 'create' as const,
  id,
  resource: { ...resource, id },
});
const pulseOf = (patient: string): Resource => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: `Patient/${patient}` },
  valueQuantity: { value: 72, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
});
const ask = (type: ResourceType, query: string) =>
  parseSearch(type, new URLSearchParams(query), { handling: 'strict', zone: 'America/New_York' });
/** What the trail says of this principal, oldest first. */
const told = async (principal: Principal): Promise<AuditRow[]> =>
  [...(await here.gate.audit.search(here.by, { account: principal.account, count: 500 })).rows].reverse();
const refusal = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });
const vitals: Act = { kind: 'command', name: 'rooming/record-vitals', task: 'T09', writes: ['Observation'] };
const chart: Act = { kind: 'view', name: 'chart/overview', task: 'T13', writes: [] };

describe('the record over FHIR', () => {
  test('[G11] each read is in the trail before it answers: who, what, which version, whom it concerns', async () => {
    const ma = someone('ma');
    const door = here.gate.for(ma);
    expect((await door.read('Observation', ids.pulse))?.version).toBe(1);
    expect(await door.read('Observation', 'nothing-here')).toBeUndefined();
    await door.vread('Patient', ids.ana, 1);
    await door.history({ type: 'Patient', id: ids.ana });
    await door.readMany([
      { type: 'Patient', id: ids.ana },
      { type: 'Patient', id: ids.ben },
    ]);
    expect(await told(ma)).toMatchObject([
      {
        action: 'read',
        type: 'Observation',
        resource: ids.pulse,
        version: 1,
        patients: [ids.ana],
        outcome: 'success',
        roles: ['ma'],
        workstation: 'Room 3',
      },
      { action: 'read', type: 'Observation', resource: 'nothing-here', version: null, patients: [] },
      { action: 'vread', type: 'Patient', resource: ids.ana, version: 1, patients: [ids.ana] },
      { action: 'history', type: 'Patient', resource: ids.ana, patients: [ids.ana] },
      { action: 'read', type: 'Patient', patients: expect.arrayContaining([ids.ana, ids.ben]) },
    ]);
  });

  test('[G11] a search leaves the names of its parameters and never their values', async () => {
    const ma = someone('ma');
    const page = await here.gate
      .for(ma)
      .search(ask('Patient', 'family=Diaz&_has:Observation:patient:code=8867-4'));
    expect(page.matches.map(({ id }) => id)).toEqual([ids.ana]);
    const [row] = await told(ma);
    expect(row).toMatchObject({
      action: 'search',
      type: 'Patient',
      query: 'family _has:Observation:patient',
      patients: [ids.ana],
    });
    expect(JSON.stringify(row)).not.toMatch(/diaz/i);
  });

  test('[G4] [G11] the front desk is refused observations, and that is in the trail', async () => {
    const desk = someone('front-desk');
    const door = here.gate.for(desk);
    await expect(door.read('Observation', ids.pulse)).rejects.toThrow(GateRefusal);
    await expect(door.search(ask('Observation', `patient=${ids.ana}`))).rejects.toMatchObject({
      status: 403,
    });
    await expect(door.commit({ writes: [create(randomUUID(), pulseOf(ids.ana))] })).rejects.toEqual(
      refusal('type-closed'),
    );
    const rows = await told(desk);
    expect(rows.map(({ action, outcome, reason }) => [action, outcome, reason])).toEqual([
      ['read', 'refused', 'type-closed'],
      ['search', 'refused', 'type-closed'],
      ['create', 'refused', 'type-closed'],
    ]);
  });

  test('[G6] what a role may not read does not come along, is not searched through, and is not in everything', async () => {
    const door = here.gate.for(someone('front-desk'));
    const page = await door.search(
      ask('Patient', `_id=${ids.ana}&_revinclude=Observation:patient&_revinclude=Encounter:patient`),
    );
    expect(page.included.map(({ type }) => type)).toEqual(['Encounter']);
    expect((await door.search(ask('Patient', '_has:Observation:patient:code=8867-4'))).matches).toEqual([]);
    const { entries } = await door.everything(ids.ana);
    expect(entries.map(({ type }) => type).sort()).toEqual(['Encounter', 'Patient']);
    expect((await here.gate.for(someone('ma')).everything(ids.ana)).entries).toHaveLength(3);
  });

  test('[G15] the history of everything is for those only who may read everything', async () => {
    await expect(here.gate.for(someone('provider')).history({})).rejects.toEqual(refusal('type-closed'));
    const machine: Principal = { ...someone(), kind: 'machine', scopes: ['system/*.cruds'] };
    expect((await here.gate.for(machine).history({})).entries.length).toBeGreaterThan(3);
    await expect(here.gate.for({ ...machine, scopes: ['system/Patient.rs'] }).history({})).rejects.toEqual(
      refusal('type-closed'),
    );
  });

  test('[G12] a write and its audit row are one: author, version and patient are known, and a lost race leaves neither', async () => {
    const ma = someone('ma');
    const door = here.gate.for(ma);
    const id = randomUUID();
    const [made] = await door.commit({ writes: [create(id, pulseOf(ids.ben))] });
    expect(made?.version).toBe(1);
    const update = { kind: 'update' as const, resource: { ...pulseOf(ids.ben), id }, ifVersion: 1 };
    await door.commit({ writes: [update] });
    await expect(door.commit({ writes: [update] })).rejects.toMatchObject({ name: 'VersionConflict' });
    expect(await told(ma)).toMatchObject([
      { action: 'create', type: 'Observation', resource: id, version: 1, patients: [ids.ben] },
      { action: 'update', type: 'Observation', resource: id, version: 2, patients: [ids.ben] },
    ]);
    const { rows } = await here.pool.query<{ author: string }>(
      'select author from record.current where id = $1',
      [id],
    );
    expect(rows[0]?.author).toBe('Practitioner/someone');
  });

  test('[G12] a deletion names the patient whose it was', async () => {
    const machine: Principal = { ...someone(), kind: 'machine', scopes: ['system/Observation.cruds'] };
    const door = here.gate.for(machine);
    const id = randomUUID();
    await door.commit({ writes: [create(id, pulseOf(ids.ben))] });
    await door.commit({ writes: [{ kind: 'delete', type: 'Observation', id }] });
    expect((await told(machine)).at(-1)).toMatchObject({
      action: 'delete',
      resource: id,
      patients: [ids.ben],
      roles: ['machine'],
    });
  });

  test('[O3] a machine that may update and not create does not create by updating', async () => {
    const door = here.gate.for({ ...someone(), kind: 'machine', scopes: ['system/Observation.ru'] });
    const write = {
      kind: 'update' as const,
      resource: { ...pulseOf(ids.ben), id: randomUUID() },
      createIfMissing: true,
    };
    await expect(door.commit({ writes: [write] })).rejects.toThrow();
    const able = here.gate.for({ ...someone(), kind: 'machine', scopes: ['system/Observation.cru'] });
    expect(await able.commit({ writes: [write] })).toMatchObject([{ version: 1 }]);
  });

  test('[G14] a file that belongs to a note is as closed as the note; a photo is not', async () => {
    const file = (context?: string): Resource => ({
      resourceType: 'Binary',
      contentType: 'image/png',
      data: 'iVBORw0KGgo=',
      ...(context === undefined ? {} : { securityContext: { reference: context } }),
    });
    const [photo, scan, foreign, unclear] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const letter = randomUUID();
    const document: Resource = {
      resourceType: 'DocumentReference',
      status: 'current',
      content: [{ attachment: { contentType: 'image/png' } }],
    };
    await here.gate.for(here.by).commit({
      writes: [
        create(photo, file()),
        create(letter, document),
        create(scan, file(`DocumentReference/${letter}`)),
        create(foreign, file('https://elsewhere.example/fhir/DocumentReference/1')),
        create(unclear, file('urn:uuid:0e8b6f0a-3a52-4d2c-9a3e-0f6d1b2c3d4e')),
      ],
    });
    const desk = here.gate.for(someone('front-desk'));
    expect(await desk.read('Binary', photo)).toBeDefined();
    await expect(desk.read('Binary', scan)).rejects.toEqual(refusal('type-closed'));
    await expect(desk.read('Binary', foreign)).rejects.toEqual(refusal('type-closed'));
    const ma = here.gate.for(someone('ma'));
    for (const hers of [scan, foreign]) expect(await ma.read('Binary', hers)).toBeDefined();
    // What it belongs to cannot be told: then it opens for nobody.
    await expect(ma.read('Binary', unclear)).rejects.toEqual(refusal('type-closed'));
  });

  test('[G11] what cannot be audited is not answered', async () => {
    await here.pool.query('alter table gate.audit rename to hidden');
    await expect(here.gate.for(someone('ma')).read('Patient', ids.ana)).rejects.toThrow();
    await expect(
      here.gate
        .for(someone('ma'))
        .commit({ writes: [create(ids.visit.replace(/^./, 'f'), pulseOf(ids.ben))] }),
    ).rejects.toThrow();
    await here.pool.query('alter table gate.hidden rename to audit');
    expect(await here.store.read('Observation', ids.visit.replace(/^./, 'f'))).toBeUndefined();
  });
});

describe('a command or a view', () => {
  test('[G13] a view leaves one row, with every patient it showed', async () => {
    const ma = someone('ma');
    const names = await here.gate.perform(ma, chart, async (record) => {
      const patient = await record.read('Patient', ids.ana);
      const { matches } = await record.search(ask('Observation', `patient=${ids.ben}`));
      return [patient?.type, matches.length > 0];
    });
    expect(names).toEqual(['Patient', true]);
    expect(await told(ma)).toMatchObject([
      {
        action: 'view',
        operation: 'chart/overview',
        outcome: 'success',
        patients: expect.arrayContaining([ids.ana, ids.ben]),
      },
    ]);
  });

  test('[G13] a command leaves one row for itself and one for each resource it wrote', async () => {
    const ma = someone('ma');
    const id = randomUUID();
    await here.gate.perform(ma, vitals, async (record) => {
      await record.read('Encounter', ids.visit);
      await record.commit({ writes: [create(id, pulseOf(ids.ana))] });
    });
    const rows = await told(ma);
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          action: 'command',
          operation: 'rooming/record-vitals',
          patients: [ids.ana],
          outcome: 'success',
        }),
        expect.objectContaining({
          action: 'create',
          operation: 'rooming/record-vitals',
          type: 'Observation',
          resource: id,
          version: 1,
          patients: [ids.ana],
        }),
      ]),
    );
  });

  test('[G7] [G13] a task that is not hers is not begun, and is in the trail', async () => {
    const desk = someone('front-desk');
    let begun = false;
    const trying = here.gate.perform(desk, vitals, async () => {
      begun = true;
    });
    await expect(trying).rejects.toEqual(refusal('task-not-yours'));
    expect(begun).toBe(false);
    expect(await told(desk)).toMatchObject([
      { action: 'command', operation: 'rooming/record-vitals', outcome: 'refused', reason: 'task-not-yours' },
    ]);
  });

  test('[G8] a command cannot write what its room did not declare, and nothing of it stays', async () => {
    const ma = someone('ma');
    const [good, bad] = [randomUUID(), randomUUID()];
    const trying = here.gate.perform(ma, vitals, (record) =>
      record.commit({ writes: [create(good, pulseOf(ids.ana)), create(bad, { resourceType: 'Patient' })] }),
    );
    await expect(trying).rejects.toEqual(refusal('undeclared-write'));
    expect(await here.store.read('Observation', good)).toBeUndefined();
    const view = here.gate.perform(ma, chart, (record) =>
      record.commit({ writes: [create(good, pulseOf(ids.ana))] }),
    );
    await expect(view).rejects.toEqual(refusal('undeclared-write'));
  });

  test('[G13] a refusal of its own, and a failure, are told from a success', async () => {
    const ma = someone('ma');
    await here.gate.perform(ma, vitals, async (record) => record.refused('patient-not-roomed'));
    await expect(
      here.gate.perform(ma, vitals, async () => {
        throw new Error('a defect');
      }),
    ).rejects.toThrow('a defect');
    expect(await told(ma)).toMatchObject([
      { action: 'command', outcome: 'refused', reason: 'patient-not-roomed' },
      { action: 'command', outcome: 'failed', reason: '' },
    ]);
  });

  test('[G9] the banner shows the front desk allergies, and a view of hers nothing clinical', async () => {
    const desk = someone('front-desk');
    const banner: Act = { kind: 'view', name: 'registration/banner', task: 'T04', writes: [] };
    expect(
      (
        await here.gate.perform(desk, banner, (record) =>
          record.search(ask('AllergyIntolerance', `patient=${ids.ana}`)),
        )
      ).matches,
    ).toEqual([]);
    await expect(
      here.gate.perform(desk, banner, (record) => record.search(ask('Observation', `patient=${ids.ana}`))),
    ).rejects.toEqual(refusal('type-closed'));
  });
});

describe('news of changes', () => {
  test('[G6] reach only those who may read what changed', () => {
    const event = (type: string) => ({
      position: '1',
      type,
      id: 'x',
      version: 1,
      deleted: false,
      updated: '',
    });
    const { mayHear } = here.gate;
    expect(mayHear(someone('front-desk'), event('Appointment'))).toBe(true);
    expect(mayHear(someone('front-desk'), event('AllergyIntolerance'))).toBe(true);
    expect(mayHear(someone('front-desk'), event('Observation'))).toBe(false);
    expect(mayHear(someone('ma'), event('Observation'))).toBe(true);
    expect(mayHear({ ...someone('ma'), clinic: 2 }, event('Observation'))).toBe(false);
  });
});
