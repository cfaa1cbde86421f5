/** A whole day of one patient by three people, without a mouse: from the booked slot to the summary in her hand. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aClinicToRoomIn } from '#clinic/flow/testing/rooms-and-staff.ts';
import {
  allOf,
  aVisitAtTheDesk,
  type DeskVisit,
  stored,
} from '#clinic/registration/testing/visit-to-check-in.ts';
import type {
  Appointment,
  Binary,
  Composition,
  Condition,
  DocumentReference,
  Encounter,
  Observation,
  Resource,
  ServiceRequest,
} from '#fhir/types.ts';
import { type ClinicOnScreen, clinicOnScreen, type Workstation } from './browser.ts';

let clinic: ClinicOnScreen;
let desk: Workstation;
let ma: Workstation;
let provider: Workstation;
let visit: DeskVisit;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  await clinic.server.context.store.commit({
    writes: (aClinicToRoomIn(3) as (Resource & { id: string })[]).map((resource) => ({
      kind: 'create',
      resource,
      id: resource.id,
    })),
    author: 'Device/medley',
  });
  visit = await aVisitAtTheDesk(clinic, {
    name: 'Rosa Delgado',
    confirmedDaysAgo: 90,
    stillToCome: true,
    language: 'es',
  });
  [desk, ma, provider] = [
    await clinic.open('front-desk'),
    await clinic.open('ma'),
    await clinic.open('provider'),
  ];
}, 300_000);
afterAll(() => clinic?.close());

const NAME = 'Rosa Delgado';
const key = async (at: Workstation, ...keys: string[]): Promise<void> => {
  for (const one of keys) await at.page.keyboard.press(one);
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
const encounterNow = async (): Promise<Encounter> => {
  const [found] = await allOf<Encounter>(clinic, 'Encounter', visit.patient);
  if (!found) throw new Error('There is no visit yet.');
  return found;
};
const stageNow = async () =>
  (await encounterNow()).extension?.find(({ url }) => url.endsWith('/encounter-stage'))?.valueCode;
/** The next step of her card, by the words on it. */
const card = (at: Workstation, step: string) => at.page.getByRole('button', { name: `${step}: ${NAME}` });
const box = (at: Workstation, label: string) => at.page.getByLabel(label, { exact: true });
/** A command as a program with her cookie would send it, past the screen. */
const send = async ({ context }: Workstation, name: string, input: object) => {
  const { csrf } = (await (await context.request.get('/api/session')).json()) as { csrf: string };
  const answer = await context.request.post(`/api/command/${name}`, {
    headers: { 'x-medley-csrf': csrf },
    data: { key: crypto.randomUUID(), input },
  });
  return { status: answer.status(), body: (await answer.json()) as object };
};

describe('a whole day', () => {
  test('the front desk marks her as here and checks her in', async () => {
    await desk.go('/day');
    await desk.page.getByRole('button', { name: new RegExp(NAME) }).focus();
    await key(desk, 'Enter');
    await until(async () => expect(await stageNow()).toBe('arrived'));
    await desk.page.getByRole('button', { name: /Name, as the patient/ }).waitFor();
    await key(desk, '1', '2', 'u', 'Control+Enter');
    await until(async () => expect(await stageNow()).toBe('checked-in'));
    expect((await stored<Appointment>(clinic, 'Appointment', visit.appointment)).status).toBe('checked-in');
  });

  test('the assistant takes her to a room, measures, and hands over', async () => {
    await ma.go('/board');
    await ma.page.getByRole('button', { name: new RegExp(`^Take to Room .*${NAME}`) }).focus();
    await key(ma, 'Enter');
    await card(ma, 'Continue rooming').waitFor();
    await card(ma, 'Continue rooming').press('Enter');
    await box(ma, 'Weight').waitFor();
    expect(await ma.page.title()).toContain(NAME);
    for (const [label, typed] of [
      ['Weight', '182'],
      ['Temp', '98.4'],
      ['BP', '128/82'],
      ['Pulse', '72'],
    ] as const) {
      await box(ma, label).focus();
      await ma.page.keyboard.type(typed);
      await key(ma, 'Enter');
    }
    const { id = '' } = await encounterNow();
    await until(async () =>
      expect((await stored<Observation>(clinic, 'Observation', `pulse-${id}`)).valueQuantity?.value).toBe(72),
    );
    // The provider has her board open meanwhile, and does nothing.
    await provider.go('/board?of=me');
    await card(provider, 'Open rooming').or(card(provider, 'Continue rooming')).waitFor();
    await key(ma, 'Control+Enter');
    await ma.page.getByText('Once more hands over as it is.').waitFor();
    await key(ma, 'Control+Enter');
    await card(provider, 'See the patient').waitFor();
    await until(async () => expect(await stageNow()).toBe('ready'));
  });

  test('the provider sees "ready" on her board at once and opens the hand-off', async () => {
    await card(provider, 'See the patient').press('Enter');
    const handOff = provider.page.getByRole('region', { name: 'Hand-off' });
    await handOff.getByText(/^Ready since .*, by Maria Reyes$/).waitFor();
    await until(async () => expect(await stageNow()).toBe('with-provider'));
    for (const value of ['128/82', '72', '182', '98.4'])
      await handOff.getByText(value, { exact: true }).waitFor();
    expect(await provider.page.title()).toContain(NAME);
  });

  test('two write in one note: the assistant for the provider, each sees the other’s words', async () => {
    const { id = '' } = await encounterNow();
    await ma.go(`/visits/${id}/visit`);
    await box(ma, 'Subjective').focus();
    await ma.page.keyboard.type('Tired for two weeks, sleeps badly.');
    await key(ma, 'Tab');
    await expect.poll(() => box(provider, 'Subjective').inputValue()).toContain('Tired for two weeks');
    await box(provider, 'Plan').focus();
    await provider.page.keyboard.type('Sleep diary; come back in four weeks.');
    await expect.poll(() => box(ma, 'Plan').inputValue()).toContain('Sleep diary');
    // The assistant may write and may not sign.
    await ma.page.getByText('Only the provider can sign.').first().waitFor();
    expect(await ma.page.getByRole('button', { name: /Review and sign/ }).count()).toBe(0);
    expect(await send(ma, 'visit/sign-note', { encounter: id, version: '1' })).toMatchObject({ status: 403 });
    expect(await ma.axe()).toEqual([]);
  });

  test('a lost network and a reload lose nothing of the note', async () => {
    await provider.network(false);
    await box(provider, 'Assessment').focus();
    await provider.page.keyboard.type('Insomnia, stress related.');
    await provider.network(true);
    await expect.poll(() => box(ma, 'Assessment').inputValue()).toContain('Insomnia');
    await provider.page.reload();
    await box(provider, 'Assessment').waitFor();
    await expect.poll(() => box(provider, 'Assessment').inputValue()).toBe('Insomnia, stress related.');
    expect(await box(provider, 'Plan').inputValue()).toContain('Sleep diary');
  });

  test('a diagnosis by words with a slip, and two draft orders', async () => {
    await key(provider, 'd');
    await provider.page.keyboard.type('insomina');
    await provider.page
      .getByRole('option', { name: /nsomnia/ })
      .first()
      .waitFor();
    await key(provider, 'Enter');
    const diagnoses = provider.page.getByRole('region', { name: 'Diagnoses' });
    await diagnoses.getByText('principal').waitFor();
    // Esc leaves the box; letters are keys again.
    await key(provider, 'Escape', 'o');
    await box(provider, 'What').fill('TSH');
    await key(provider, 'Enter');
    const orders = provider.page.getByRole('region', { name: 'Orders' });
    await orders.getByText('TSH').waitFor();
    await orders.getByText('draft', { exact: true }).waitFor();
    expect(await provider.axe()).toEqual([]);
    await provider.shoot('visit');
    const [condition] = await allOf<Condition>(clinic, 'Condition', visit.patient);
    expect(condition?.code?.coding?.[0]?.code).toMatch(/^(G47|F51)/);
  });

  test('the provider reads what she signs, signs, and the orders are orders', async () => {
    await key(provider, 'Control+Enter');
    const dialog = provider.page.getByRole('dialog');
    await dialog.getByText('Insomnia, stress related.').waitFor();
    await provider.shoot('visit-sign');
    expect(await provider.axe()).toEqual([]);
    await key(provider, 'Control+Enter');
    await provider.page.getByText(/^Signed by/).waitFor();
    const [note] = await allOf<Composition>(clinic, 'Composition', visit.patient);
    expect(note).toMatchObject({ status: 'final' });
    expect(note?.attester?.[0]?.mode).toBe('legal');
    await until(async () => {
      const orders = await allOf<ServiceRequest>(clinic, 'ServiceRequest', visit.patient);
      expect(orders.map(({ status }) => status)).toEqual(['active']);
    });
    await provider.page.getByText('Documented by Maria Reyes on behalf of Emily Chen').first().waitFor();
    const { id = '' } = await encounterNow();
    const sections = { plan: 'Something else.' };
    expect(await send(provider, 'visit/save-note', { encounter: id, sections })).toMatchObject({
      status: 422,
      body: { refused: 'note-signed' },
    });
  });

  test('what comes to mind later is an addendum; the signed note stays as it was', async () => {
    await provider.page.getByRole('button', { name: 'Add an addendum' }).focus();
    await key(provider, 'Enter');
    await box(provider, 'What is added').focus();
    await provider.page.keyboard.type('She also asked about melatonin.');
    // She is called away, and finds it again.
    await provider.page.reload();
    await expect.poll(() => box(provider, 'What is added').inputValue()).toContain('melatonin');
    await provider.page.getByRole('button', { name: 'Sign the addendum' }).focus();
    await key(provider, 'Enter');
    await provider.page.getByText(/^Addendum by/).waitFor();
    await until(async () => {
      const all = await allOf<Composition>(clinic, 'Composition', visit.patient);
      expect(all.filter(({ relatesTo }) => relatesTo?.some(({ code }) => code === 'appends'))).toHaveLength(
        1,
      );
    });
    await provider.shoot('visit-signed');
    await provider.page.getByRole('button', { name: 'Done, to check-out' }).focus();
    await key(provider, 'Enter');
    await until(async () => expect(await stageNow()).toBe('discharge-ready'));
  });

  test('check-out: a follow-up, the summary in Spanish as PDF, goodbye', async () => {
    await ma.go('/board');
    await card(ma, 'Check out').press('Enter');
    await ma.page.getByRole('button', { name: '1 mo' }).focus();
    await key(ma, 'Enter');
    await ma.page.getByText('Follow-up asked for.').waitFor();
    expect(await ma.axe()).toEqual([]);
    await ma.shoot('check-out');
    await key(ma, 's');
    const dialog = ma.page.getByRole('dialog');
    await dialog.waitFor();
    await dialog.locator('canvas').first().waitFor();
    await ma.shoot('check-out-summary');
    await key(ma, 'Escape');
    await dialog.waitFor({ state: 'hidden' });
    const summaries = (await allOf<DocumentReference>(clinic, 'DocumentReference', visit.patient)).filter(
      ({ content }) => content[0]?.attachment.contentType === 'application/pdf',
    );
    expect(summaries).toHaveLength(1);
    expect(summaries[0]?.content[0]?.attachment.language).toMatch(/^es/);
    const binary = summaries[0]?.content[0]?.attachment.url?.split('/').at(-1) ?? '';
    const { data = '' } = await stored<Binary>(clinic, 'Binary', binary);
    expect(Buffer.from(data, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    await key(ma, 'Control+Enter');
    await until(async () => expect(await stageNow()).toBe('checked-out'));
    expect((await encounterNow()).status).toBe('finished');
    expect((await stored<Appointment>(clinic, 'Appointment', visit.appointment)).status).toBe('fulfilled');
  });

  test('every step is in the audit trail, each by who did it', async () => {
    const { gate } = clinic.server.context;
    const manager = {
      ...gate.system('test'),
      kind: 'person' as const,
      roles: ['manager' as const],
      owner: true,
    };
    const { rows } = await gate.audit.search(manager, { patient: visit.patient, count: 500 });
    const done = new Set(rows.filter(({ action }) => action === 'command').map(({ operation }) => operation));
    expect([...done].sort()).toEqual(
      expect.arrayContaining([
        'checkout/request-follow-up',
        'checkout/write-summary',
        'flow/arrive',
        'flow/move-to-stage',
        'flow/put-in-room',
        'registration/check-in',
        'rooming/hand-over',
        'rooming/record-vital',
        'visit/add-addendum',
        'visit/add-diagnosis',
        'visit/draft-order',
        'visit/save-note',
        'visit/sign-note',
      ]),
    );
    for (const { errors } of [desk, ma, provider]) expect(errors).toEqual([]);
  });
});
