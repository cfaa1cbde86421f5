import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GateRefusal } from '#gate/refusal.ts';
import { startJobs } from '../jobs.ts';
import { room } from '../room.ts';
import { rooms } from '../runtime.ts';
import { type TestClinic, testClinic } from './clinic.ts';
import { flagsOf, notes, raiseFlag, renameFlag, signOff } from './notes-room.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [notes] });
});
afterAll(() => clinic.close());

describe('a test clinic', () => {
  it('has patients, visits and appointments that would pass as real ones', async () => {
    const patient = await clinic.aPatient({ born: '2019-03-02', name: 'Ana Ruiz' });
    const visit = await clinic.anEncounter({ patient, stage: 'roomed', reason: 'cough' });
    await clinic.anAppointment({ patient, start: clinic.now() });
    expect(patient).toMatchObject({ birthDate: '2019-03-02', name: [{ family: 'Ruiz', given: ['Ana'] }] });
    expect(visit.subject?.reference).toBe(`Patient/${patient.id}`);
    expect(await clinic.find('Appointment', { patient: patient.id })).toHaveLength(1);
  });

  it('does what a hand does, as the one who does it', async () => {
    const patient = await clinic.aPatient();
    const { flag } = await clinic.as('ma').done(raiseFlag, { patient: patient.id, words: 'latex' });
    expect((await clinic.read('Flag', flag)).code.text).toBe('latex');
    expect(await clinic.as('ma').view(flagsOf, { patient: patient.id })).toEqual({ words: ['latex'] });
    await expect(clinic.as('ma').run(signOff, { patient: patient.id })).rejects.toBeInstanceOf(GateRefusal);
  });
});

describe('undo', () => {
  it('[K4] is possible for ten minutes and no longer', async () => {
    const patient = await clinic.aPatient();
    const [early, late] = [randomUUID(), randomUUID()];
    await clinic.as('ma').run(raiseFlag, { patient: patient.id, words: 'a' }, early);
    await clinic.as('ma').run(raiseFlag, { patient: patient.id, words: 'b' }, late);
    clinic.pass({ minutes: 9 });
    expect((await clinic.as('ma').undo(early)).kind).toBe('done');
    clinic.pass({ minutes: 2 });
    expect(await clinic.as('ma').undo(late)).toMatchObject({ kind: 'refused', refused: 'undo-expired' });
  });

  it('of a changed thing writes the former content as a new version', async () => {
    const patient = await clinic.aPatient();
    const { flag } = await clinic.as('ma').done(raiseFlag, { patient: patient.id, words: 'before' });
    const key = randomUUID();
    await clinic.as('ma').run(renameFlag, { flag, words: 'after' }, key);
    await clinic.as('ma').undo(key);
    expect(await clinic.read('Flag', flag)).toMatchObject({
      code: { text: 'before' },
      meta: { versionId: '3' },
    });
  });
});

describe('the audit trail of a command', () => {
  it('tells the act and each write, with the patient', async () => {
    const patient = await clinic.aPatient();
    await clinic.as('ma').done(raiseFlag, { patient: patient.id, words: 'audited' });
    const { rows } = await clinic.gate.audit.search(clinic.gate.system('test'), { patient: patient.id });
    expect(rows.map(({ action, operation }) => `${action} ${operation}`)).toEqual(
      expect.arrayContaining(['command notes/raise-flag', 'create notes/raise-flag']),
    );
  });

  it('tells a refusal with its code', async () => {
    const patient = await clinic.aPatient({ also: { deceasedBoolean: true } });
    await clinic.as('ma').run(raiseFlag, { patient: patient.id, words: 'x' });
    const { rows } = await clinic.gate.audit.search(clinic.gate.system('test'), { patient: patient.id });
    expect(rows[0]).toMatchObject({ outcome: 'refused', reason: 'patient-deceased' });
  });
});

describe('work on a clock', () => {
  it('is done by one server of several, and taken over when that one goes', async () => {
    const patient = await clinic.aPatient();
    const input = { patient: patient.id, words: 'by the clock' };
    const clocked = room({
      ...notes,
      jobs: [{ name: 'notes/tick', everySeconds: 0.05, command: 'notes/raise-flag', input }],
    });
    const runtime = { ...clinic.runtime, rooms: rooms([clocked]) };
    const failures: unknown[] = [];
    const start = () => startJobs(runtime, { onFailure: (_job, error) => failures.push(error), everyMs: 20 });
    const flags = async () => (await clinic.find('Flag', { patient: patient.id, _count: '1000' })).length;
    const [one, two] = [start(), start()];
    await expect.poll(flags).toBeGreaterThan(2);
    await one.stop();
    const soFar = await flags();
    await expect.poll(flags).toBeGreaterThan(soFar);
    await two.stop();
    expect(failures).toEqual([]);
  });
});
