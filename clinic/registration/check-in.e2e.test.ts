import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Appointment, Consent, Coverage, DocumentReference, Encounter, Patient } from '#fhir/types.ts';
import { type ClinicOnScreen, clinicOnScreen, PASSWORD, PIN, type Workstation } from '../../e2e/browser.ts';
import { stageOf } from '../flow/rules/stage.ts';
import { confirmations } from './rules/fields.ts';
import { allOf, aVisitAtTheDesk, type DeskVisit, stored } from './testing/visit-to-check-in.ts';

let clinic: ClinicOnScreen;
let desk: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  desk = await clinic.open('front-desk');
}, 300_000);
afterAll(() => clinic?.close());
afterEach(() => {
  expect(desk.errors).toEqual([]);
});

const button = (at: Workstation, name: string | RegExp) => at.page.getByRole('button', { name });
const openCheckIn = async (at: Workstation, { encounter }: DeskVisit) => {
  await at.go(`/visits/${encounter}/check-in`);
  await button(at, /Name, as the patient/).waitFor();
};
const until = (check: () => Promise<unknown>) =>
  expect
    .poll(() =>
      check().then(
        () => 'holds',
        (error: unknown) => String(error),
      ),
    )
    .toBe('holds');
const checkedIn = (visit: DeskVisit) =>
  until(async () => {
    expect(stageOf(await stored<Encounter>(clinic, 'Encounter', visit.encounter))).toBe('checked-in');
    expect((await stored<Appointment>(clinic, 'Appointment', visit.appointment)).status).toBe('checked-in');
  }).then(() => desk.page.waitForURL(/\/(day|board)$/));
/** The visit of who had only booked, once she is here. */
const arrived = async (visit: DeskVisit): Promise<DeskVisit> => {
  const [encounter] = await allOf<Encounter>(clinic, 'Encounter', visit.patient);
  return { ...visit, encounter: encounter?.id ?? '' };
};
const confirmedToday = async ({ patient }: DeskVisit) => {
  const found = confirmations(await stored<Patient>(clinic, 'Patient', patient));
  return [...found].filter(([, { on }]) => Date.now() - Date.parse(on) < 600_000).map(([field]) => field);
};
const signWithMouse = async (at: Workstation) => {
  const pad = at.page.getByRole('img', { name: /^Signature of|^Firma de/ });
  await pad.waitFor();
  const box = await pad.boundingBox();
  if (!box) throw new Error('There is no pad.');
  // The pad is inked as soon as its code is there.
  await expect
    .poll(async () => {
      await at.page.mouse.move(box.x + 40, box.y + 110);
      await at.page.mouse.down();
      for (let step = 1; step <= 12; step += 1)
        await at.page.mouse.move(box.x + 40 + step * 22, box.y + 110 + (step % 2 ? -40 : 30));
      await at.page.mouse.up();
      return button(at, /^(Sign|Firmar)$/).getAttribute('aria-disabled');
    })
    .toBeNull();
};
const csrfOf = async ({ context }: Workstation) => {
  const session = (await (await context.request.get('/api/session')).json()) as { csrf: string };
  return { 'x-medley-csrf': session.csrf };
};
const enterPin = async (at: Workstation) => {
  await at.page.getByLabel('PIN').fill(PIN);
  await at.page.keyboard.press('Enter');
};

describe('an existing patient without changes', () => {
  test('is checked in with 5 clicks from her card on the board, everything confirmed', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Carla Mendes', confirmedDaysAgo: 200 });
    await desk.go('/board');
    await button(desk, 'Check in: Carla Mendes').waitFor();
    await desk.effort();
    await button(desk, 'Check in: Carla Mendes').click();
    await button(desk, /Name, as the patient/).click();
    await button(desk, /Birth date, as the patient/).click();
    await button(desk, 'All unchanged').first().click();
    await button(desk, 'Check in').last().click();
    await checkedIn(visit);
    const effort = await desk.effort();
    console.info(`Check-in from the board: ${effort.clicks} clicks, ${effort.keys} keys.`);
    expect(effort).toEqual({ clicks: 5, keys: 0 });
    expect(await confirmedToday(visit)).toEqual(['name', 'birth-date', 'address', 'phone', 'coverage']);
  });

  test('is checked in with 5 clicks from the list of the day', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Bruno Castell', confirmedDaysAgo: 200 });
    await desk.go('/day?as=list');
    const row = desk.page.getByRole('row', { name: /Bruno Castell/ });
    await row.waitFor();
    await desk.effort();
    await row.click();
    await button(desk, /^Check in/).click();
    await button(desk, /Name, as the patient/).click();
    await button(desk, /Birth date, as the patient/).click();
    await button(desk, 'All unchanged, check in').click();
    await checkedIn(visit);
    const effort = await desk.effort();
    console.info(`Check-in from the day: ${effort.clicks} clicks, ${effort.keys} keys.`);
    expect(effort.clicks).toBeLessThanOrEqual(5);
    expect(await confirmedToday(visit)).toHaveLength(5);
  });

  test('who has only booked is checked in with 5 clicks at most: from the list of the day and from the board', async () => {
    const early = await aVisitAtTheDesk(clinic, {
      name: 'Edda Sorensen',
      confirmedDaysAgo: 200,
      stillToCome: true,
    });
    await desk.go('/day?as=list');
    const row = desk.page.getByRole('row', { name: /Edda Sorensen/ });
    await row.waitFor();
    await desk.effort();
    await row.click();
    await button(desk, /^Check in/).click();
    await button(desk, /Name, as the patient/).click();
    await button(desk, /Birth date, as the patient/).click();
    await button(desk, 'All unchanged, check in').click();
    await checkedIn(await arrived(early));
    expect((await desk.effort()).clicks).toBeLessThanOrEqual(5);
    const next = await aVisitAtTheDesk(clinic, {
      name: 'Fausto Marin',
      confirmedDaysAgo: 200,
      stillToCome: true,
    });
    await desk.go('/board');
    await button(desk, /^Check in ?: Fausto Marin/).waitFor();
    await desk.effort();
    await button(desk, /^Check in ?: Fausto Marin/).click();
    await button(desk, /Name, as the patient/).click();
    await button(desk, /Birth date, as the patient/).click();
    await button(desk, 'All unchanged, check in').click();
    await checkedIn(await arrived(next));
    expect((await desk.effort()).clicks).toBeLessThanOrEqual(5);
  });

  test('is checked in without a mouse, copay and all', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Dora Quill', confirmedDaysAgo: 40 });
    await desk.go('/board');
    await button(desk, 'Check in: Dora Quill').focus();
    await desk.effort();
    await desk.page.keyboard.press('Enter');
    await button(desk, /Name, as the patient/).waitFor();
    await desk.page.keyboard.press('1');
    await desk.page.keyboard.press('2');
    await desk.page.keyboard.press('u');
    await desk.page.keyboard.press('c');
    await desk.page.keyboard.type('25,50');
    await desk.page.keyboard.press('Control+Enter');
    await checkedIn(visit);
    expect((await desk.effort()).clicks).toBe(0);
    const encounter = await stored<Encounter>(clinic, 'Encounter', visit.encounter);
    expect(encounter.extension?.find(({ url }) => url.endsWith('copay-cents'))?.valueInteger).toBe(2550);
  });

  test('[R23] what nobody has confirmed for a year is asked by itself, "all unchanged" passes it by', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Otto Lang', confirmedDaysAgo: 500 });
    await openCheckIn(desk, visit);
    await desk.page.getByText('ask: not confirmed for more than a year').first().waitFor();
    await desk.page.keyboard.press('1');
    await desk.page.keyboard.press('2');
    await desk.page.keyboard.press('u');
    await desk.page.keyboard.press('3');
    await desk.page.getByText('Not confirmed: phone, insurance.').waitFor();
    await desk.page.keyboard.press('Control+Enter');
    await checkedIn(visit);
    expect((await confirmedToday(visit)).sort()).toEqual(['address', 'birth-date', 'name']);
  });
});

describe('the copay', () => {
  test('[R21] what is no amount is refused at its field and stays there', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Nina Frost', confirmedDaysAgo: 10 });
    await openCheckIn(desk, visit);
    await desk.page.keyboard.press('1');
    await desk.page.keyboard.press('2');
    await desk.page.keyboard.press('c');
    await desk.page.keyboard.type('25.5o');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.getByText(/no amount that can be read in one way/).waitFor();
    const box = desk.page.getByRole('textbox', { name: 'Copay' });
    expect(await box.inputValue()).toBe('25.5o');
    expect(stageOf(await stored<Encounter>(clinic, 'Encounter', visit.encounter))).toBe('arrived');
    expect(await desk.axe()).toEqual([]);
    await box.fill('1,250.00');
    await desk.page.keyboard.press('Control+Enter');
    await checkedIn(visit);
    const encounter = await stored<Encounter>(clinic, 'Encounter', visit.encounter);
    expect(encounter.extension?.find(({ url }) => url.endsWith('copay-cents'))?.valueInteger).toBe(125_000);
  });
});

describe('what was ticked and typed', () => {
  test('survives a reload, and another workstation shows it', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Paul Ritter', confirmedDaysAgo: 10 });
    await openCheckIn(desk, visit);
    await desk.page.keyboard.press('1');
    await desk.page.keyboard.press('c');
    await desk.page.keyboard.type('30');
    await button(desk, 'Add insurance').click();
    await desk.page.getByLabel('Payer').fill('Second Mutual');
    await desk.page.reload();
    await button(desk, /Name, as the patient/).waitFor();
    const isKept = async (at: Workstation) => {
      await expect.poll(() => button(at, /Name, as the patient/).getAttribute('aria-pressed')).toBe('true');
      await expect.poll(() => at.page.getByRole('textbox', { name: 'Copay' }).inputValue()).toBe('30');
      await expect.poll(() => at.page.getByLabel('Payer').inputValue()).toBe('Second Mutual');
    };
    await isKept(desk);
    const lead = await clinic.open('lead-ma');
    await openCheckIn(lead, visit);
    await isKept(lead);
    await lead.close();
    // Check-in ends the draft: what is still open in it is not swallowed.
    await desk.page.getByRole('heading', { level: 1 }).focus();
    await desk.page.keyboard.press('2');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.getByText('The insurance form is open.', { exact: false }).waitFor();
    expect(stageOf(await stored<Encounter>(clinic, 'Encounter', visit.encounter))).toBe('arrived');
    await button(desk, /^Cancel$/).click();
    await desk.page.keyboard.press('Control+Enter');
    await checkedIn(visit);
  });

  test('is not lost when the network is cut in the middle, and is sent when it is back', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Sara Holm', confirmedDaysAgo: 10 });
    await openCheckIn(desk, visit);
    await desk.network(false);
    await desk.page.keyboard.press('1');
    await desk.page.keyboard.press('2');
    await desk.page.keyboard.press('c');
    await desk.page.keyboard.type('15');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.getByText(/Not saved yet: no connection/).waitFor();
    await desk.page.keyboard.press('Control+Enter');
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('check-in-offline');
    await desk.network(true);
    await checkedIn(visit);
    await desk.page.waitForURL(/\/(day|board)$/);
    const encounter = await stored<Encounter>(clinic, 'Encounter', visit.encounter);
    expect(encounter.extension?.find(({ url }) => url.endsWith('copay-cents'))?.valueInteger).toBe(1500);
  });
});

describe('insurance', () => {
  test('a card is photographed; a picture that did not arrive is sent again, not taken again', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Ida Norell', confirmedDaysAgo: 10 });
    await openCheckIn(desk, visit);
    await button(desk, /^Change Harbor/).click();
    const form = desk.page.getByRole('region', { name: 'Change Harbor Care Alliance' });
    await form.getByRole('button', { name: 'Use the camera' }).first().click();
    await form.getByRole('button', { name: 'Take picture' }).waitFor();
    expect(await desk.axe()).toEqual([]);
    await desk.network(false);
    await desk.page.waitForTimeout(300);
    await desk.page.keyboard.press('Space');
    await form.getByText(/did not reach the server/).waitFor();
    await form.getByRole('img', { name: 'Front of the card' }).waitFor();
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('check-in-card-failed');
    await desk.network(true);
    await form.getByText('Picture kept').waitFor();
    await form
      .locator('input[type=file]')
      .last()
      .setInputFiles({ name: 'back.png', mimeType: 'image/png', buffer: PICTURE });
    await expect.poll(() => form.getByText('Picture kept').count()).toBe(2);
    await desk.shoot('check-in-coverage');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });
    const cards = await allOf<DocumentReference>(clinic, 'DocumentReference', visit.patient);
    expect(cards.map(({ description }) => description).sort()).toEqual(['card-back', 'card-front']);
    expect(cards.map(({ content }) => content[0]?.attachment.contentType).sort()).toEqual([
      'image/jpeg',
      'image/png',
    ]);
    const [coverage] = await allOf<Coverage>(clinic, 'Coverage', visit.patient);
    expect(coverage).toMatchObject({ subscriberId: 'MB830412', order: 1 });
    expect(coverage?.payor[0]?.reference).toMatch(/^Organization\//);
  });

  test('of somebody else’s policy the holder is asked; the new one is secondary', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Leo Brandt', confirmedDaysAgo: 10 });
    await openCheckIn(desk, visit);
    await button(desk, 'Add insurance').click();
    const form = desk.page.getByRole('region', { name: 'New insurance' });
    await form.getByLabel('Payer').fill('Medicare');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Write it as the card shows it.').waitFor();
    await form.getByLabel('Member number').fill('1SG4-TE5-MK73');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText(/Medicare number has 11 characters/).waitFor();
    await form.getByLabel('Member number').fill('1EG4-TE5-MK73');
    await form.getByText("Spouse's").click();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText(/Write name and birth date/).waitFor();
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('check-in-holder');
    await form.getByLabel('Name of the policy holder').fill('Marta Brandt');
    await form.getByLabel('Birth date of the policy holder').fill('1950-02-01');
    await form.getByLabel('Name of the policy holder').press('Enter');
    await form.waitFor({ state: 'hidden' });
    await desk.page.getByText(/Policy of Marta Brandt/).waitFor();
    const coverages = await allOf<Coverage>(clinic, 'Coverage', visit.patient);
    expect(coverages.map(({ order }) => order).sort()).toEqual([1, 2]);
    const medicare = coverages.find(({ order }) => order === 2);
    expect(medicare).toMatchObject({ subscriberId: '1EG4TE5MK73', subscriber: { display: 'Marta Brandt' } });
    await desk.shoot('check-in-two-coverages');
  });

  test('of two open cameras only the focused one answers the space bar', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Uma Field', confirmedDaysAgo: 10 });
    await openCheckIn(desk, visit);
    await button(desk, /^Change Harbor/).click();
    await button(desk, 'Add insurance').click();
    const [first, second] = [
      desk.page.getByRole('region', { name: 'Change Harbor Care Alliance' }),
      desk.page.getByRole('region', { name: 'New insurance' }),
    ];
    for (const form of [first, second]) {
      await form.getByRole('button', { name: 'Use the camera' }).first().click();
      await form.getByRole('button', { name: 'Take picture' }).waitFor();
    }
    await desk.page.waitForTimeout(300);
    await first.getByRole('button', { name: 'Take picture' }).focus();
    await desk.page.keyboard.press('Space');
    await first.getByText('Picture kept').waitFor();
    expect(await second.getByRole('button', { name: 'Take picture' }).count()).toBe(1);
    expect(await second.getByText('Picture kept').count()).toBe(0);
  });
});

describe('the screen turned to the patient', () => {
  /** Everything that is in the document of the page, titles and attributes too. */
  const documentOf = (at: Workstation) =>
    at.page.evaluate(() => `${document.title} ${document.documentElement.outerHTML}`);
  const turn = async (at: Workstation) => {
    await button(at, /^Turn the screen to sign/).click();
    await at.page.getByRole('heading', { level: 1, name: 'Notice of privacy practices' }).waitFor();
  };

  test('shows the form and her first name; neither Esc, nor back, nor a reload leads to the clinic, the PIN does', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Rosalind Zephyrine', confirmedDaysAgo: 10 });
    await openCheckIn(desk, visit);
    await desk.page.keyboard.press('1');
    await desk.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { medleySeen: seen });
    });
    await turn(desk);
    const nothingOfTheClinic = async () => {
      const html = await documentOf(desk);
      for (const word of ['Zephyrine', 'MB830412', 'Dock Street', '1972', 'Dana Whitfield'])
        expect(html, word).not.toContain(word);
      expect(await desk.page.getByRole('navigation').count()).toBe(0);
    };
    await nothingOfTheClinic();
    expect(await desk.page.getByText('Rosalind, please read and sign.').count()).toBe(1);
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('check-in-sign');
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('Control+k');
    await desk.page.keyboard.press('g');
    await desk.page.keyboard.press('b');
    await nothingOfTheClinic();
    await desk.page.goBack();
    await desk.page.waitForTimeout(400);
    await nothingOfTheClinic();
    expect(await desk.page.getByRole('heading', { level: 1 }).textContent()).toBe(
      'Notice of privacy practices',
    );
    await desk.page.goto('/patients');
    await desk.page.getByRole('heading', { level: 1, name: 'Notice of privacy practices' }).waitFor();
    await nothingOfTheClinic();
    // The cookie taken to another browser opens nothing either.
    const elsewhere = { headers: await csrfOf(desk), data: { input: {} } };
    for (const view of ['flow/board', 'registration/find-patients'])
      expect((await desk.context.request.post(`/api/view/${view}`, elsewhere)).status()).toBe(423);
    expect((await desk.context.request.get(`/fhir/Patient/${visit.patient}`)).status()).toBe(423);
    await button(desk, 'Give it back to the staff').click();
    await desk.page.getByLabel('PIN').waitFor();
    expect(await documentOf(desk)).not.toContain('Zephyrine');
    await desk.page.reload();
    await desk.page.getByLabel('PIN').waitFor();
    expect(await documentOf(desk)).not.toContain('Zephyrine');
    await enterPin(desk);
    await button(desk, /Name, as the patient/).waitFor();
    await expect.poll(() => button(desk, /Name, as the patient/).getAttribute('aria-pressed')).toBe('true');
    expect(await allOf<Consent>(clinic, 'Consent', visit.patient)).toEqual([]);
  });

  test('signed with the mouse, refused with a reason, one form after the other; each is its own policy', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Tilda Vesper', confirmedDaysAgo: 10 });
    await openCheckIn(desk, visit);
    await turn(desk);
    await signWithMouse(desk);
    await desk.shoot('check-in-signed');
    await button(desk, /^Sign$/).click();
    await desk.page.getByRole('heading', { level: 1, name: 'Consent to treatment' }).waitFor();
    await button(desk, 'Type the name instead').click();
    await desk.page.getByLabel('Type the full name to sign').fill('Tilda Vesper');
    await button(desk, /^Sign$/).click();
    await desk.page.getByRole('heading', { level: 1, name: 'Financial responsibility' }).waitFor();
    await button(desk, 'I do not want to sign').click();
    await desk.page.getByLabel(/Why not/).fill('I want to read it at home');
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('check-in-refuse');
    await button(desk, 'Do not sign').click();
    await desk.page.getByRole('heading', { level: 1, name: 'Text messages' }).waitFor();
    await signWithMouse(desk);
    await desk.network(false);
    await button(desk, /^Sign$/).click();
    await desk.page.getByText(/Your signature is kept here/).waitFor();
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('check-in-sign-offline');
    await desk.network(true);
    await desk.page.waitForTimeout(300);
    await button(desk, /^(Send again|Sign)$/)
      .first()
      .click();
    await desk.page.getByRole('heading', { level: 1, name: 'Thank you, Tilda.' }).waitFor();
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('check-in-thanks');
    await button(desk, 'Staff: open with PIN').click();
    await enterPin(desk);
    await desk.page.getByText(/^received /).waitFor();
    const consents = await allOf<Consent>(clinic, 'Consent', visit.patient);
    const byForm = new Map(consents.map((one) => [one.policyRule?.coding?.at(-1)?.code, one]));
    expect(byForm.get('privacy-notice')).toMatchObject({
      status: 'active',
      sourceAttachment: { contentType: 'image/png' },
    });
    expect(JSON.stringify(byForm.get('treatment')?.extension)).toContain('Tilda Vesper');
    expect(byForm.get('financial')).toMatchObject({ status: 'rejected' });
    expect(JSON.stringify(byForm.get('financial')?.extension)).toContain('I want to read it at home');
    expect(byForm.get('text-messages')?.status).toBe('active');
    expect(new Set(consents.map(({ policy }) => policy?.[0]?.uri)).size).toBe(4);
    await desk.shoot('check-in-forms');
  });

  test('[R24] a minor’s forms ask who signs; a patient who speaks Spanish reads Spanish', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Nico Alba', born: '2018-11-20', language: 'es' });
    await openCheckIn(desk, visit);
    await button(desk, /^Turn to sign.*Consent to treatment/).click();
    await desk.page.getByRole('heading', { level: 1, name: 'Consentimiento de tratamiento' }).waitFor();
    await signWithMouse(desk);
    await button(desk, /^Firmar$/).click();
    await desk.page.getByText('Escriba su nombre y diga quién es.').waitFor();
    await desk.page.getByLabel('Su nombre').fill('Ana Alba');
    await desk.page.getByText('Madre o padre').click();
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('check-in-sign-minor');
    await button(desk, /^Firmar$/).click();
    await desk.page.getByRole('heading', { level: 1, name: 'Gracias, Nico.' }).waitFor();
    await button(desk, 'Personal: abrir con PIN').click();
    await enterPin(desk);
    await desk.page.getByText(/^signed .* by Ana Alba/).waitFor();
    const [consent] = await allOf<Consent>(clinic, 'Consent', visit.patient);
    expect(consent).toMatchObject({ performer: [{ display: 'Ana Alba' }] });
    expect(consent?.text?.div).toContain('Acepto que el personal');
  });
});

describe('the page', () => {
  test('is readable for everybody, empty, ticked and after check-in, on desk and tablet, in both languages', async () => {
    const visit = await aVisitAtTheDesk(clinic, { name: 'Vera Lindholm', confirmedDaysAgo: 400 });
    for (const [size, language] of [
      ['desktop', 'en'],
      ['upright', 'es'],
    ] as const) {
      const station = await clinic.visitor({ size });
      if (language === 'es') await station.page.getByRole('button', { name: 'Español' }).click();
      await station.signIn('front-desk', PASSWORD);
      await station.go(`/visits/${visit.encounter}/check-in`);
      await station.page.getByRole('button', { name: language === 'es' ? /: Nombre/ : /: Name/ }).waitFor();
      expect(await station.axe()).toEqual([]);
      await station.shoot('check-in');
      if (language === 'en') for (const key of ['1', '2', '3']) await station.page.keyboard.press(key);
      await station.page.waitForTimeout(500);
      await station.shoot('check-in-ticked');
      expect(await station.axe()).toEqual([]);
      await station.page.getByRole('button', { name: /^(Add insurance|Agregar seguro)/ }).click();
      await station.page.getByLabel(/^(Payer|Aseguradora)/).waitFor();
      expect(await station.axe()).toEqual([]);
      await station.page.getByRole('button', { name: /^(Cancel|Cancelar)$/ }).click();
      await station.page.waitForTimeout(500);
      expect(station.errors).toEqual([]);
      // The language is kept with the account: hers is English again.
      await station.context.request.put('/api/session/language', {
        data: { language: 'en' },
        headers: await csrfOf(station),
      });
      await station.close();
    }
    await openCheckIn(desk, visit);
    await desk.page.keyboard.press('Control+Enter');
    await checkedIn(visit);
    await desk.go(`/visits/${visit.encounter}/check-in`);
    await desk.page.getByText('This patient is checked in.').waitFor();
    expect(await desk.axe()).toEqual([]);
    await desk.shoot('check-in-already');
  });
});

/** A red picture of 8 by 5 pixels. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAFCAIAAAD38zoCAAAAFklEQVR4nGP8z4APMOGVHQXpoSSGAABzJAEJrL3n8QAAAABJRU5ErkJggg==',
  'base64',
);
