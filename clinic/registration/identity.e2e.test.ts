import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { appointmentOfWish, encounterOfWish, patientOfWish } from '#capability/testing/people.ts';
import { NS } from '#fhir/medley.ts';
import type { Patient } from '#fhir/types.ts';
import { parseEntry } from '#record/record.ts';
import { type ClinicOnScreen, clinicOnScreen, PASSWORD, SIZES, type Workstation } from '../../e2e/browser.ts';

let clinic: ClinicOnScreen;
let desk: Workstation;
let lead: Workstation;
let ma: Workstation;

const home = [
  { use: 'home' as const, line: ['4 Twin Oaks'], city: 'Lowell', state: 'MA', postalCode: '01852' },
];
const PEOPLE: readonly { id: string; name: string; born: string; also?: Partial<Patient> }[] = [
  {
    id: 'rosa',
    name: 'Rosa Delgado',
    born: '1972-03-12',
    also: {
      telecom: [{ system: 'phone', value: '+16175550142', use: 'mobile' }],
      address: home,
      identifier: [{ system: NS.mrn, value: '004511' }],
    },
  },
  { id: 'rosa-two', name: 'Rosa Delgada', born: '1991-07-30' },
  { id: 'twin-a', name: 'Ada Castellano', born: '2015-02-02', also: { address: home } },
  { id: 'twin-b', name: 'Leonor Castellano', born: '2015-02-02', also: { address: home } },
  { id: 'walter', name: 'Walter Hughes', born: '1949-09-09' },
];

beforeAll(async () => {
  clinic = await clinicOnScreen();
  await clinic.server.context.store.commit({
    writes: PEOPLE.map((wish) => {
      const resource = patientOfWish(wish);
      return { kind: 'create', resource, id: wish.id };
    }),
    author: 'Device/medley',
  });
  const patient = { id: 'rosa' };
  const day = 86_400_000;
  const { id: _, ...seen } = encounterOfWish(
    { patient, stage: 'checked-out' },
    new Date(Date.now() - 40 * day),
  );
  const coming = appointmentOfWish({
    patient,
    start: new Date(Date.now() + 9 * day),
  });
  await clinic.server.context.store.commit({
    writes: [
      { kind: 'create', resource: seen, id: 'rosa-was-here' },
      { kind: 'create', resource: coming, id: 'rosa-comes' },
    ],
    author: 'Device/medley',
  });
  [desk, lead, ma] = [await clinic.open('front-desk'), await clinic.open('lead-ma'), await clinic.open('ma')];
}, 300_000);
afterAll(() => clinic?.close());
afterEach(() => {
  for (const { errors } of [desk, lead, ma]) expect(errors).toEqual([]);
});

/** What axe finds on the page at the sizes that matter here. */
async function axeAt(at: Workstation): Promise<string[]> {
  const found: string[] = [];
  for (const size of ['desktop', 'upright'] as const) {
    await at.page.setViewportSize(SIZES[size]);
    found.push(...(await at.axe()).map((one) => `${size}: ${one}`));
  }
  await at.page.setViewportSize(SIZES.desktop);
  return found;
}
const stored = async (id: string): Promise<Patient> => {
  const entry = await clinic.server.context.store.read('Patient', id);
  if (!entry) throw new Error(`There is no ${id}.`);
  return parseEntry<Patient>(entry);
};
const box = (at: Workstation, name: string) => at.page.getByLabel(new RegExp(`^${name}( \\*)?$`)).first();
const openProfile = async (at: Workstation, id: string) => {
  await at.go(`/patients/${id}/profile`);
  await box(at, 'City').waitFor();
};
const until = <T>(ask: () => Promise<T>) => expect.poll(ask);
const save = (at: Workstation) => at.page.keyboard.press('Control+Enter');

describe('finding', () => {
  test('a mistyped name finds her, her namesake is marked, and Enter opens her', async () => {
    await desk.go('/patients');
    await box(desk, 'Find a patient').fill('rsoa delgdao');
    const rows = desk.page.getByRole('row');
    await rows.filter({ hasText: 'Rosa Delgado' }).waitFor();
    await until(() => rows.nth(1).textContent()).toContain('Rosa Delgado');
    const first = (await rows.nth(1).textContent()) ?? '';
    for (const told of ['Mar', '1972', '54', 'Female', '004511', '0142', 'similar name', 'next', 'last'])
      expect(first).toContain(told);
    expect(await axeAt(desk)).toEqual([]);
    await desk.shoot('find-patient');
    // Two answer: Enter goes into the list and opens nobody; a second one opens who stands there.
    await box(desk, 'Find a patient').press('Enter');
    expect(await rows.nth(1).evaluate((row) => row === document.activeElement)).toBe(true);
    await desk.page.keyboard.press('Enter');
    await desk.page.waitForURL('**/patients/rosa/**');
    await until(() => desk.page.title()).toMatch(/^Rosa Delgado · /);
  });
  test('the only one who answers is opened by Enter: a scanned label needs no more', async () => {
    await desk.go('/patients');
    await box(desk, 'Find a patient').fill('MEDLEY:P:walter');
    await desk.page.getByRole('row').filter({ hasText: 'Walter Hughes' }).waitFor();
    await box(desk, 'Find a patient').press('Enter');
    await desk.page.waitForURL('**/patients/walter/**');
  });
  test('nobody of this name: one key begins the new patient with what was typed', async () => {
    await desk.go('/patients');
    await box(desk, 'Find a patient').fill('fiona brightwater 4/5/1988');
    await desk.page.getByText('Nobody answers to this.').waitFor();
    await desk.page.keyboard.press('Alt+n');
    await box(desk, 'First and middle name').waitFor();
    await until(() => box(desk, 'First and middle name').inputValue()).toBe('Fiona');
    expect(await box(desk, 'Last name').inputValue()).toBe('Brightwater');
    expect(await desk.page.getByLabel(/^Birth date/).inputValue()).toBe('1988-04-05');
    await desk.page.getByRole('button', { name: 'Start over' }).click();
  });
});

describe('a new patient', () => {
  test('who is here already is shown while typing, stops the saving, and a lead says why this is another', async () => {
    await lead.go('/patients?new=1');
    await box(lead, 'First and middle name').fill("Siobhan O'Brien <b>");
    await box(lead, 'Last name').fill('Delgado');
    await lead.page.getByLabel(/^Birth date/).fill('1972-03-12');
    await lead.page.getByText('Already here? Look before you add:').waitFor();
    await lead.page.getByRole('link', { name: 'Rosa Delgado' }).waitFor();
    expect(await axeAt(lead)).toEqual([]);
    await lead.shoot('new-patient');
    await save(lead);
    await lead.page.getByText(/Rosa Delgado is here already/).waitFor();
    await until(() => box(lead, 'Last name').evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    await box(lead, 'Why this is somebody else').fill('sister-in-law, showed her passport');
    await lead.shoot('new-patient-duplicate');
    expect(await axeAt(lead)).toEqual([]);
    await save(lead);
    await lead.page.waitForURL(/\/patients\/[0-9a-f-]{36}\/profile/);
    await until(() => lead.page.title()).toMatch(/^Siobhan Delgado · /);
    await lead.page.getByText("legally Siobhan O'Brien <b> Delgado").waitFor();
    expect(await lead.page.locator('section b').count()).toBe(0);
    const id = /patients\/([^/]+)/.exec(lead.page.url())?.[1] ?? '';
    expect((await stored(id)).name?.[0]?.given).toEqual(['Siobhan', "O'Brien", '<b>']);
    const [why] = (
      await clinic.server.context.pool.query<{ content: string }>(
        "select content from record.current where type = 'Provenance' and patient = $1",
        [id],
      )
    ).rows;
    expect(why?.content).toContain('showed her passport');
  });
  test('what was begun is there after the page was left; an error stands at its field', async () => {
    await ma.go('/patients?new=1');
    await box(ma, 'First and middle name').fill('Nadia');
    await box(ma, 'Last name').fill('Verhoeven');
    await ma.page.getByLabel(/^Birth date/).fill('2031-01-01');
    await box(ma, 'Phone').fill('12');
    await ma.page.waitForTimeout(600);
    await ma.go('/board');
    await ma.page.reload();
    await ma.page.getByRole('navigation').first().waitFor();
    await ma.go('/patients?new=1');
    await until(() => box(ma, 'Last name').inputValue()).toBe('Verhoeven');
    await save(ma);
    await ma.page.getByRole('alert').filter({ hasText: 'in the future' }).first().waitFor();
    expect(await ma.page.getByLabel(/^Birth date/).getAttribute('aria-invalid')).toBe('true');
    await ma.page.getByLabel(/^Birth date/).fill('1961-01-01');
    await save(ma);
    await ma.page.getByRole('alert').filter({ hasText: 'no phone number' }).first().waitFor();
    await box(ma, 'Phone').fill('617 555 0188');
    await box(ma, 'Last name').fill('');
    await box(ma, 'E-mail').fill('nadia@');
    await save(ma);
    await ma.page.getByText('This is needed.').waitFor();
    await ma.page.getByText('This is no e-mail address, like name@example.org.').waitFor();
    await until(() => box(ma, 'Last name').evaluate((field) => field === document.activeElement)).toBe(true);
    await box(ma, 'Last name').fill('Verhoeven');
    await box(ma, 'E-mail').fill('nadia@example.org');
    await save(ma);
    await ma.page.waitForURL(/\/patients\/[0-9a-f-]{36}\/profile/);
    await ma.go('/patients?new=1');
    await until(() => box(ma, 'Last name').inputValue()).toBe('');
  });
});

describe('two workstations change one patient', () => {
  test('fields of one merge, a field of both is settled beside what the other put there', async () => {
    await openProfile(desk, 'rosa');
    await openProfile(ma, 'rosa');
    await box(desk, 'City').fill('Boston');
    await box(ma, 'City').fill('Salem');
    await box(ma, 'E-mail').fill('rosa@example.org');
    await save(desk);
    await until(async () => (await stored('rosa')).address?.[0]?.city).toBe('Boston');
    await ma.page.getByText(/Dana Whitfield changed this/).waitFor();
    await ma.page.getByText('Boston', { exact: true }).waitFor();
    await ma.page.getByText('Dana Whitfield').first().waitFor();
    expect(await box(ma, 'City').inputValue()).toBe('Salem');
    expect(await axeAt(ma)).toEqual([]);
    await ma.page.getByRole('button', { name: 'Show it' }).click();
    await ma.shoot('profile-conflict');
    await save(ma);
    expect((await stored('rosa')).address?.[0]?.city).toBe('Boston');
    await ma.page.getByRole('button', { name: /mine/i }).click();
    await save(ma);
    await until(async () => (await stored('rosa')).address?.[0]?.city).toBe('Salem');
    const after = await stored('rosa');
    expect(after.telecom).toMatchObject([{ value: '+16175550142' }, { value: 'rosa@example.org' }]);
    await until(() => box(desk, 'City').inputValue()).toBe('Salem');
    expect(await box(desk, 'E-mail').inputValue()).toBe('rosa@example.org');
  });
  test('what was typed and not saved is there again on another workstation of the same person', async () => {
    await openProfile(ma, 'walter');
    await box(ma, 'Wants to be called').fill('Wally');
    await ma.page.getByText(/One change, kept as you type/).waitFor();
    await ma.page.waitForTimeout(600);
    const other = await clinic.open('ma');
    await openProfile(other, 'walter');
    await until(() => box(other, 'Wants to be called').inputValue()).toBe('Wally');
    await save(other);
    await until(async () => (await stored('walter')).name?.[1]?.given?.[0]).toBe('Wally');
    await until(() => other.page.title()).toMatch(/^Wally Hughes · /);
    await other.close();
  });
});

describe('never two charts mistakable', () => {
  test('a twin is announced in the banner, the tab says who is open', async () => {
    await openProfile(desk, 'twin-a');
    await desk.page.getByText(/twin\? Leonor Castellano/).waitFor();
    expect(await desk.page.title()).toMatch(/^Ada Castellano · /);
    await desk.page.getByText(/This is a child/).waitFor();
    expect(await axeAt(desk)).toEqual([]);
    await desk.shoot('profile');
  });
  test('a photo from the camera goes with the name', async () => {
    await desk.page.getByRole('button', { name: 'Take a photo' }).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Take picture' }).click();
    await desk.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await desk.page.getByRole('button', { name: 'New photo' }).waitFor();
    await save(desk);
    await until(async () => (await stored('twin-a')).photo?.[0]?.url).toMatch(/^Binary\//);
  });
});

describe('in Spanish', () => {
  test('the same screens, clean too', async () => {
    await (await clinic.open('nurse')).close();
    const nurse = await clinic.visitor({ language: 'es' });
    await nurse.page.getByLabel(/^(Name|Nombre)$/).waitFor();
    const spanish = nurse.page.getByRole('button', { name: 'Español' });
    if (await spanish.isVisible()) await spanish.click();
    await nurse.signIn('nurse', PASSWORD);
    await nurse.page.waitForURL(/\/(board|day)/);
    await nurse.go('/patients');
    await box(nurse, 'Buscar un paciente').fill('12 de marzo de 1972');
    await nurse.page.getByRole('row').filter({ hasText: 'Rosa Delgado' }).waitFor();
    expect(await axeAt(nurse)).toEqual([]);
    await nurse.shoot('find-patient');
    await nurse.go('/patients?new=1');
    await box(nurse, 'Apellido').waitFor();
    expect(await axeAt(nurse)).toEqual([]);
    await nurse.shoot('new-patient');
    await nurse.go('/patients/twin-b/profile');
    await nurse.page.getByText(/gemelo/).waitFor();
    expect(await axeAt(nurse)).toEqual([]);
    await nurse.shoot('profile');
    expect(nurse.errors).toEqual([]);
    await nurse.close();
  });
});
