import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { settings } from '#clinic/settings/server.ts';
import { arrive } from '../flow/commands/arrive.contract.ts';
import { flow } from '../flow/server.ts';
import { bookVisit } from './commands/book-visit.contract.ts';
import { cancelVisit } from './commands/cancel-visit.contract.ts';
import { moveVisit } from './commands/move-visit.contract.ts';
import { scheduling } from './server.ts';
import { dayView } from './views/day.contract.ts';
import { nextVisits } from './views/next-visit.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [settings, flow, scheduling] });
}, 60_000);
afterAll(() => clinic?.close());

const desk = () => clinic.as('front-desk');
async function wish(time: string, also: { double?: string; patient?: string; day?: string } = {}) {
  const patient = also.patient ?? (await clinic.aPatient()).id;
  return {
    patient,
    provider: 'staff-provider',
    visitType: 'established',
    day: also.day ?? '2026-11-24',
    time,
    reason: '',
    ...(also.double ? { double: also.double } : {}),
  };
}
const claims = async () =>
  (await clinic.database.pool.query('select count(*)::int as n from room_scheduling.claim')).rows[0].n;

describe('booking', () => {
  it('[D4] takes the minutes of the visit type, at the clinic’s clock', async () => {
    const done = await desk().done(bookVisit, await wish('08:00'));
    const booked = await clinic.read('Appointment', done.appointment);
    expect(booked.start).toBe('2026-11-24T13:00:00.000Z');
    expect(booked.minutesDuration).toBe(20);
  });
  it('[D1] refuses a time the provider has, unless someone says why', async () => {
    await desk().done(bookVisit, await wish('09:00'));
    expect(await desk().run(bookVisit, await wish('09:10'))).toMatchObject({ refused: 'slot-taken' });
    expect(await desk().run(bookVisit, await wish('09:10', { double: 'same family' }))).toMatchObject({
      kind: 'done',
    });
    expect(await desk().run(bookVisit, await wish('09:30'))).toMatchObject({ kind: 'done' });
  });
  it('[D2] of two who book one time at the same moment exactly one gets it', async () => {
    const wishes = await Promise.all(Array.from({ length: 6 }, () => wish('10:00')));
    const answers = await Promise.all(wishes.map((one) => desk().run(bookVisit, one)));
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    for (const answer of answers)
      if (answer.kind !== 'done') expect(answer).toMatchObject({ refused: 'slot-taken' });
  });
  it('[D7] refuses a second visit of the same patient at the same time', async () => {
    const first = await wish('11:00');
    await desk().done(bookVisit, first);
    const second = { ...first, provider: 'staff-nurse' };
    expect(await desk().run(bookVisit, second)).toMatchObject({ refused: 'patient-busy' });
  });
  it('[D5] refuses yesterday', async () => {
    expect(await desk().run(bookVisit, { ...(await wish('09:00')), day: '2026-11-22' })).toMatchObject({
      refused: 'in-the-past',
    });
  });
});

describe('moving and cancelling', () => {
  it('[D3] a cancelled visit leaves its time to another', async () => {
    const { appointment } = await desk().done(bookVisit, await wish('13:00'));
    await desk().done(cancelVisit, { appointment, as: 'cancelled', reason: 'car trouble' });
    expect(await desk().run(bookVisit, await wish('13:00'))).toMatchObject({ kind: 'done' });
  });
  it('[D6] who has arrived is neither moved nor cancelled here', async () => {
    const { appointment } = await desk().done(bookVisit, await wish('16:20'));
    await desk().done(arrive, { appointment });
    const to = { appointment, provider: 'staff-provider', day: '2026-11-24', time: '16:40' };
    expect(await desk().run(moveVisit, to)).toMatchObject({ refused: 'already-here' });
    expect(await desk().run(cancelVisit, { appointment, as: 'cancelled', reason: '' })).toMatchObject({
      refused: 'already-here',
    });
  });
  it('a moved visit frees its old time and holds the new one', async () => {
    const { appointment } = await desk().done(bookVisit, await wish('14:00'));
    await desk().done(moveVisit, {
      appointment,
      provider: 'staff-provider',
      day: '2026-11-24',
      time: '14:10',
    });
    expect(await desk().run(bookVisit, await wish('14:15'))).toMatchObject({ refused: 'slot-taken' });
    expect(await desk().run(bookVisit, { ...(await wish('14:00')), minutes: 10 })).toMatchObject({
      kind: 'done',
    });
  });
  it('[D8] undo of a booking frees its time, with nothing left over', async () => {
    const before = await claims();
    const hand = desk();
    const booked = await hand.run(bookVisit, await wish('15:00'));
    if (booked.kind === 'done') expect(await hand.undo(booked.undo ?? '')).toMatchObject({ kind: 'done' });
    expect(await claims()).toBe(before);
    expect(await desk().run(bookVisit, await wish('15:00'))).toMatchObject({ kind: 'done' });
  });
  it('[D8] undo of a cancellation claims the time again, or is told that it is gone', async () => {
    const hand = desk();
    const first = await hand.done(bookVisit, await wish('16:00'));
    const gone = await hand.run(cancelVisit, { appointment: first.appointment, as: 'cancelled', reason: '' });
    if (gone.kind === 'done') expect(await hand.undo(gone.undo ?? '')).toMatchObject({ kind: 'done' });
    expect(await desk().run(bookVisit, await wish('16:00'))).toMatchObject({ refused: 'slot-taken' });
    const again = await hand.run(cancelVisit, {
      appointment: first.appointment,
      as: 'cancelled',
      reason: '',
    });
    await desk().done(bookVisit, await wish('16:00'));
    if (again.kind === 'done') expect(await hand.undo(again.undo ?? '')).toMatchObject({ kind: 'refused' });
    expect((await clinic.read('Appointment', first.appointment)).status).toBe('cancelled');
  });
  it('[D8] a claim that no appointment stands for makes way', async () => {
    const { appointment } = await desk().done(bookVisit, await wish('17:00'));
    await clinic.database.store.commit({
      writes: [{ kind: 'delete', type: 'Appointment', id: appointment }],
      author: 'Device/medley',
    });
    expect(await desk().run(bookVisit, await wish('17:00'))).toMatchObject({ kind: 'done' });
  });
});

describe('looking', () => {
  it('shows the day, and when she comes next', async () => {
    const patient = await clinic.aPatient({ name: 'Ximena Quiroga' });
    await desk().done(bookVisit, await wish('12:00', { patient: patient.id }));
    const day = await desk().view(dayView, { day: '2026-11-24' });
    expect(day.visits.map(({ name }) => name)).toContain('Ximena Quiroga');
    expect(await desk().view(nextVisits, { patient: patient.id })).toHaveLength(1);
  });
  it('[R8] marks two of one day whose names are easily taken for each other, and nobody else', async () => {
    const named = async (name: string, time: string) =>
      desk().done(
        bookVisit,
        await wish(time, { day: '2026-11-25', patient: (await clinic.aPatient({ name })).id }),
      );
    await named('Marisol Ferrante', '13:00');
    await named('Maresol Ferrante', '14:00');
    await named('Otto Ferrante', '15:00');
    const day = await desk().view(dayView, { day: '2026-11-25' });
    expect(day.visits.filter(({ similar }) => similar).map(({ name }) => name)).toEqual([
      'Marisol Ferrante',
      'Maresol Ferrante',
    ]);
  });
});
