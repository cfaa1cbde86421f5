import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { settings } from '#clinic/settings/server.ts';
import type { Location } from '#fhir/types.ts';
import { arrive } from './commands/arrive.contract.ts';
import { closeVisit } from './commands/close-visit.contract.ts';
import { moveToStage } from './commands/move-to-stage.contract.ts';
import { putInRoom } from './commands/put-in-room.contract.ts';
import { setPresence } from './commands/set-presence.contract.ts';
import { setRoom } from './commands/set-room.contract.ts';
import { takeVisit } from './commands/take-visit.contract.ts';
import { walkIn } from './commands/walk-in.contract.ts';
import { flow } from './server.ts';
import { aClinicToRoomIn } from './testing/rooms-and-staff.ts';
import { boardView } from './views/board.contract.ts';
import { displayView } from './views/display.contract.ts';
import { onSiteView } from './views/on-site.contract.ts';
import { stageReport } from './views/stage-report.contract.ts';
import { sweepView } from './views/sweep.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [settings, flow] });
  await clinic.save(...aClinicToRoomIn(5));
}, 60_000);
afterAll(() => clinic?.close());

async function arrived(): Promise<string> {
  const patient = await clinic.aPatient();
  const answer = await clinic.as('front-desk').done(walkIn, {
    patient: patient.id,
    provider: 'staff-provider',
    visitType: 'urgent',
    reason: 'sore throat',
  });
  return answer.encounter;
}
const ma = () => clinic.as('ma');
const move = (
  encounter: string,
  to: 'checked-in' | 'ready' | 'with-provider' | 'discharge-ready' | 'checked-out',
) => ma().done(moveToStage, { encounter, to });
const state = async (room: string) =>
  ((await clinic.read('Location', room)) as Location).operationalStatus?.code;

describe('a visit', () => {
  it('[B1] goes from the door to the door, its appointment and its room with it', async () => {
    const patient = await clinic.aPatient();
    const appointment = await clinic.anAppointment({ patient, start: clinic.now() });
    const { encounter } = await clinic.as('front-desk').done(arrive, { appointment: appointment.id });
    await move(encounter, 'checked-in');
    expect((await clinic.read('Appointment', appointment.id)).status).toBe('checked-in');
    clinic.pass({ minutes: 4 });
    await ma().done(putInRoom, { encounter, room: 'room-1' });
    expect(await state('room-1')).toBe('O');
    clinic.pass({ minutes: 9 });
    await move(encounter, 'ready');
    await clinic.as('provider').done(moveToStage, { encounter, to: 'with-provider' });
    clinic.pass({ minutes: 12 });
    await move(encounter, 'discharge-ready');
    await move(encounter, 'checked-out');
    const over = await clinic.read('Encounter', encounter);
    expect(over.status).toBe('finished');
    expect(over.location?.[0]?.status).toBe('completed');
    expect((await clinic.read('Appointment', appointment.id)).status).toBe('fulfilled');
    expect(await state('room-1')).toBe('K');
    await ma().done(setRoom, { room: 'room-1', as: 'U' });
    const report = await clinic.as('manager').view(stageReport, { days: 1, by: 'provider' });
    expect(report.all.measures['door-to-room']).toEqual({ median: 4, p90: 4 });
    expect(report.all.measures.provider).toEqual({ median: 12, p90: 12 });
  });
  it('[B2] does not jump', async () => {
    const encounter = await arrived();
    expect(await ma().run(moveToStage, { encounter, to: 'checked-out' })).toMatchObject({
      refused: 'no-such-move',
    });
  });
  it('is arrived once', async () => {
    const patient = await clinic.aPatient();
    const appointment = await clinic.anAppointment({ patient, start: clinic.now() });
    const desk = clinic.as('front-desk');
    const answers = await Promise.all([
      desk.run(arrive, { appointment: appointment.id }),
      desk.run(arrive, { appointment: appointment.id }),
    ]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
  });
  it('is put back where it was by undo, the room too', async () => {
    const encounter = await arrived();
    const hand = ma();
    const roomed = await hand.run(putInRoom, { encounter, room: 'room-2' });
    if (roomed.kind === 'done') await hand.undo(roomed.undo ?? '');
    expect(await state('room-2')).toBe('U');
    const board = await hand.view(boardView, {});
    expect(board.cards.find((card) => card.encounter === encounter)).toMatchObject({
      stage: 'arrived',
      room: '',
    });
  });
});

describe('rooms', () => {
  it('[B6] of two assistants who room into the same room at once one wins, the other is told', async () => {
    const [one, other] = [await arrived(), await arrived()];
    const answers = await Promise.all([
      clinic.as('ma').run(putInRoom, { encounter: one, room: 'room-3' }),
      clinic.as('lead-ma').run(putInRoom, { encounter: other, room: 'room-3' }),
    ]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({ refused: 'room-taken' });
  });
});

describe('the state of a room', () => {
  it('[B7] is not changed while somebody is in it, and can be set right when nobody is', async () => {
    const encounter = await arrived();
    await ma().done(putInRoom, { encounter, room: 'room-5' });
    expect(await ma().run(setRoom, { room: 'room-5', as: 'U' })).toMatchObject({ refused: 'room-taken' });
    await ma().done(moveToStage, { encounter, to: 'left-without-being-seen' });
    expect(await state('room-5')).toBe('K');
    const room = await clinic.read('Location', 'room-5');
    await clinic.database.store.commit({
      writes: [{ kind: 'update', resource: { ...room, operationalStatus: { code: 'O' } } }],
      author: 'Device/medley',
    });
    await ma().done(setRoom, { room: 'room-5', as: 'U' });
    expect(await state('room-5')).toBe('U');
  });
});

describe('the board', () => {
  it('shows who is here, with provider, assistant and room', async () => {
    const encounter = await arrived();
    await ma().done(takeVisit, { encounter });
    await ma().done(putInRoom, { encounter, room: 'room-4' });
    const board = await clinic.as('provider').view(boardView, {});
    expect(board.cards.find((card) => card.encounter === encounter)).toMatchObject({
      stage: 'roomed',
      room: 'room-4',
      assistant: 'staff-ma',
      provider: 'staff-provider',
      reason: 'sore throat',
    });
    expect(board.rooms.find(({ id }) => id === 'room-4')?.encounter).toBe(encounter);
  });
  it('[B10] tells the waiting room no name', async () => {
    await arrived();
    const shown = JSON.stringify(await clinic.as('front-desk').view(displayView, {}));
    expect(shown).not.toMatch(/Delgado|throat|Rosa/);
    expect(shown).toMatch(/[A-Z]\d\d/);
  });
  it('[B9] knows who is on site, and who said so', async () => {
    await clinic.as('provider').done(setPresence, { practitioner: 'staff-provider', onSite: true });
    const now = await ma().view(onSiteView, {});
    expect(now.people.find(({ id }) => id === 'staff-provider')).toMatchObject({
      onSite: true,
      supervising: true,
    });
    expect(now.history[0]).toMatchObject({ practitioner: 'Emily Chen', by: 'Emily Chen', onSite: true });
  });
  it('[B12] lists what was forgotten yesterday until somebody ends it', async () => {
    const encounter = await arrived();
    clinic.pass({ days: 1 });
    const stuck = await ma().view(sweepView, {});
    expect(stuck.find((one) => one.encounter === encounter)).toMatchObject({ seen: false });
    await ma().done(closeVisit, { encounter });
    expect((await clinic.read('Encounter', encounter)).status).toBe('cancelled');
  });
});
