/**
 * A clinic with real browsers before it: one server on a port, one Chromium, a workstation for each person. Used by
 * every `<room>.e2e.test.ts`:
 *
 *     const clinic = await clinicOnScreen();
 *     const ma = await clinic.open('ma');
 *     await ma.go('/board');
 *     await ma.page.getByRole('button', { name: 'Room in 2' }).click();
 *     expect(await ma.axe()).toEqual([]);
 *     await clinic.close();
 */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import type { Room } from '#capability/room.ts';
import type { Role } from '#gate/principal.ts';
import { ROOMS } from '#server/rooms.ts';
import { type TestServer, testServer } from '#server/testing/test-server.ts';
import { builtScreens } from './built-screens.ts';
import { openWorkstation, type Workstation, type WorkstationWish } from './workstation.ts';

export { SIZES, type Workstation } from './workstation.ts';

export const PASSWORD = 'nine brown otters';
export const PIN = '5283';

export interface ClinicOnScreen {
  readonly url: string;
  readonly server: TestServer;
  readonly browser: Browser;
  /** Signs somebody of this role in at a browser of her own; she stands on her start page. */
  open(role: Role, wish?: WorkstationWish): Promise<Workstation>;
  /** A browser where nobody is signed in. */
  visitor(wish?: WorkstationWish): Promise<Workstation>;
  close(): Promise<void>;
}

/** Opens the clinic with these rooms, all unless said. Close it in `afterAll`. */
export async function clinicOnScreen(options: { rooms?: readonly Room[] } = {}): Promise<ClinicOnScreen> {
  const web = await builtScreens();
  const server = await testServer({
    rooms: options.rooms ?? ROOMS,
    config: { web },
    zone: middayZone(new Date()),
  });
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await launch();
  const visitor = (wish: WorkstationWish = {}) => openWorkstation({ browser, url, wish });
  return {
    url,
    server,
    browser,
    visitor,
    async open(role, wish) {
      await haveAccount(server, role);
      const station = await visitor(wish);
      await station.signIn(role, PASSWORD);
      return station;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** A zone where the morning is just over: a day of visits around now fits on the page, whenever the tests run. */
function middayZone(now: Date): string {
  const ahead = 11 - now.getUTCHours();
  // The sign of these zones is the other way round than everybody expects.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

/** An account for a role, of the staff member `staff-<role>`; its name is the role. */
async function haveAccount({ context: { gate } }: TestServer, role: Role): Promise<void> {
  if (await gate.accounts.byName(role)) return;
  await gate.accounts.create(gate.system('test'), {
    name: role,
    display: DISPLAYS[role],
    roles: [role],
    owner: role === 'manager',
    practitioner: `Practitioner/staff-${role}`,
    password: PASSWORD,
    pin: PIN,
  });
}

// As `capability/testing/people.ts` names the staff.
const DISPLAYS: Readonly<Record<Role, string>> = {
  'front-desk': 'Dana Whitfield',
  ma: 'Maria Reyes',
  'lead-ma': 'Tanya Brooks',
  nurse: 'Joan Park',
  provider: 'Emily Chen',
  biller: 'Luis Ortega',
  manager: 'Karen Lindqvist',
};

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Chromium without anything of its own that talks to the network. */
export function launch(): Promise<Browser> {
  const executablePath = PLACES.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('There is no Chromium: set CHROMIUM_PATH, or run `npm test` once.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
    ],
  });
}
