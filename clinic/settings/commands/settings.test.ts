import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { defaultSettings } from '../rules/default-settings.ts';
import { settings as settingsRoom } from '../server.ts';
import { clinicSettings } from '../views/clinic-settings.contract.ts';
import { settingsPage } from '../views/settings-page.contract.ts';
import { saveRoom } from './save-room.contract.ts';
import { saveSettings } from './save-settings.contract.ts';
import { saveStaff } from './save-staff.contract.ts';
import { setUp } from './set-up.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [settingsRoom] });
});
afterAll(() => clinic.close());

const facts = {
  name: 'Harbor Street',
  zone: 'America/Chicago',
  state: 'IL',
  line: '48 Harbor St',
  city: 'Cairo',
  postalCode: '62914',
  phone: '+16185550142',
};
const owner = { prefix: '', given: 'Karen', family: 'Lindqvist', credential: '', role: 'manager' as const };

describe('an empty clinic', () => {
  it('[S9] is set up once, with its rooms and its owner', async () => {
    const manager = clinic.as('manager');
    const settings = defaultSettings(facts);
    const { rooms } = await manager.done(setUp, { settings, rooms: ['Room 1', 'Room 2'], owner });
    expect(rooms).toHaveLength(2);
    const page = await manager.view(settingsPage, {});
    expect(page).toMatchObject({
      version: 1,
      settings: { clinic: { name: 'Harbor Street', zone: 'America/Chicago' } },
    });
    expect(page.rooms.map(({ name }) => name)).toEqual(['Room 1', 'Room 2']);
    expect(page.staff).toMatchObject([{ family: 'Lindqvist', role: 'manager' }]);
    expect(await manager.run(setUp, { settings, rooms: ['Room 1'], owner })).toMatchObject({
      refused: 'already-set-up',
    });
  });
  it('[S1] is an Organization with an address', async () => {
    expect(await clinic.read('Organization', 'clinic')).toMatchObject({
      name: 'Harbor Street',
      address: [{ city: 'Cairo', state: 'IL' }],
    });
  });
});

describe('settings', () => {
  it('[S6] change on top of the newest version only, and any role reads them', async () => {
    const manager = clinic.as('manager');
    const { version, settings } = await manager.view(settingsPage, {});
    const next = { ...settings, limits: { ...settings.limits, lateMinutes: 10 } };
    await manager.done(saveSettings, { base: version, settings: next });
    expect(await manager.run(saveSettings, { base: version, settings: next })).toMatchObject({
      refused: 'changed-since',
    });
    expect((await clinic.as('ma').view(clinicSettings, {})).limits.lateMinutes).toBe(10);
  });
  it('[S4] keep every visit type that was ever booked', async () => {
    const manager = clinic.as('manager');
    const { version, settings } = await manager.view(settingsPage, {});
    const fewer = { ...settings, visitTypes: settings.visitTypes.slice(1) };
    expect(await manager.run(saveSettings, { base: version, settings: fewer })).toMatchObject({
      refused: 'code-vanished',
      at: 'visitTypes',
    });
  });
  it('[S5] keep every form that may have been signed', async () => {
    const manager = clinic.as('manager');
    const { version, settings } = await manager.view(settingsPage, {});
    const fewer = { ...settings, forms: settings.forms.slice(1) };
    expect(await manager.run(saveSettings, { base: version, settings: fewer })).toMatchObject({
      refused: 'code-vanished',
      at: 'forms',
    });
  });
  it('are closed to a medical assistant', async () => {
    await expect(clinic.as('ma').view(settingsPage, {})).rejects.toThrow();
  });
});

describe('a room', () => {
  it('[S7] is added, renamed, closed and opened; two open rooms never share a name', async () => {
    const manager = clinic.as('manager');
    const { room } = await manager.done(saveRoom, { name: 'Room 3', closed: false });
    expect(await manager.run(saveRoom, { name: 'room 3', closed: false })).toMatchObject({
      refused: 'name-taken',
      at: 'name',
    });
    await manager.done(saveRoom, { room, name: 'Procedure', closed: true });
    expect(await clinic.read('Location', room)).toMatchObject({ name: 'Procedure', status: 'inactive' });
  });
  it('[S7] with somebody in it is not closed', async () => {
    const manager = clinic.as('manager');
    const { room } = await manager.done(saveRoom, { name: 'Room 4', closed: false });
    const stored = await clinic.read('Location', room);
    await clinic.save({
      ...stored,
      id: 'busy-room',
      operationalStatus: { system: 'http://terminology.hl7.org/CodeSystem/v2-0116', code: 'O' },
    });
    expect(await manager.run(saveRoom, { room: 'busy-room', name: 'Busy', closed: true })).toMatchObject({
      refused: 'room-in-use',
    });
  });
});

describe('a staff member', () => {
  const person = {
    prefix: 'Dr.',
    given: 'Emily',
    family: 'Chen',
    credential: 'MD',
    role: 'provider' as const,
    active: true,
  };
  it('[S8] is added with a role and kept when she leaves', async () => {
    const manager = clinic.as('manager');
    const { practitioner } = await manager.done(saveStaff, person);
    await manager.done(saveStaff, { ...person, practitioner, active: false });
    expect(await clinic.read('Practitioner', practitioner)).toMatchObject({
      active: false,
      name: [{ text: 'Dr. Emily Chen, MD' }],
    });
    expect(
      await clinic.find('PractitionerRole', { practitioner: `Practitioner/${practitioner}` }),
    ).toHaveLength(1);
  });
  it('[S8] does not end herself', async () => {
    const manager = clinic.as('manager');
    const self = { ...person, practitioner: 'staff-manager', active: false };
    expect(await manager.run(saveStaff, self)).toMatchObject({ refused: 'last-of-clinic' });
  });
});
