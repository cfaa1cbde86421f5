import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patientOfWish } from '#capability/testing/people.ts';
import { type ClinicOnScreen, clinicOnScreen, type Workstation } from '../../e2e/browser.ts';

let clinic: ClinicOnScreen;
let manager: Workstation;
beforeAll(async () => {
  clinic = await clinicOnScreen();
  manager = await clinic.open('manager');
});
afterAll(() => clinic.close());

describe('the audit trail on screen', () => {
  it('[O1] shows who did what today, and is clean for axe', async () => {
    await manager.go('/audit');
    await manager.page
      .getByRole('row', { name: /Karen Lindqvist.*Signed in/ })
      .first()
      .waitFor();
    expect(await manager.axe()).toEqual([]);
    await manager.shoot('audit');
  });
  it('says whether the chain is whole', async () => {
    await manager.page.keyboard.press('v');
    await manager.page.getByText(/whole: /).waitFor();
    expect(manager.errors).toEqual([]);
  });
  it('[O1] is closed to a medical assistant', async () => {
    const ma = await clinic.open('ma');
    await ma.page.goto('/audit');
    await ma.page.getByText('This page is for other roles').first().waitFor();
    await ma.close();
  });
});

describe('who looked at one record', () => {
  let patient: string;
  beforeAll(async () => {
    const made = patientOfWish({ id: 'looked-at', name: 'Lucía Ortega', born: '1961-02-03' });
    await clinic.server.context.store.commit({
      writes: [{ kind: 'create', resource: made, id: 'looked-at' }],
      author: 'Device/medley',
    });
    patient = 'looked-at';
    const ma = await clinic.server.signIn('ma');
    expect((await ma.view('registration/patient-banner', { patient })).statusCode).toBe(200);
  });
  it('[O4] says in plain words who did what, and is clean for axe', async () => {
    await manager.go(`/patients/${patient}/accesses`);
    await manager.page
      .getByRole('row', { name: /medical assistant.*Looked at/ })
      .first()
      .waitFor();
    await manager.page.getByLabel('What was done').selectOption('printed');
    await manager.page.getByText('Nothing recorded here').waitFor();
    await manager.page.getByLabel('What was done').selectOption('');
    expect(await manager.axe()).toEqual([]);
    await manager.shoot('accesses');
  });
  it('[O6] makes a paper of it in the patient’s language; printing it is in the trail', async () => {
    await manager.page.keyboard.press('p');
    await manager.page.getByText('Español').click();
    await manager.page.locator('canvas').first().waitFor();
    await manager.shoot('accesses-paper');
    const { rows: before } = await clinic.server.context.gate.audit.search(
      clinic.server.context.gate.system('test'),
      {
        action: 'print',
      },
    );
    const fetched = await manager.page.evaluate(async (address) => {
      const answer = await fetch(address);
      return [answer.status, answer.headers.get('content-type'), (await answer.text()).slice(0, 5)];
    }, `/api/accesses/${patient}/es/all/_?as=print`);
    expect(fetched).toEqual([200, 'application/pdf', '%PDF-']);
    const { rows } = await clinic.server.context.gate.audit.search(
      clinic.server.context.gate.system('test'),
      {
        action: 'print',
      },
    );
    expect(rows.length).toBe(before.length + 1);
    expect(rows[0]).toMatchObject({ operation: 'audit/accesses', patients: [patient] });
    expect(manager.errors).toEqual([]);
  });
  it('[O1] is closed to a medical assistant, on the screen and at its address', async () => {
    const ma = await clinic.server.signIn('ma');
    const answer = await ma.send({ method: 'GET', url: `/api/accesses/${patient}/en/all/_` });
    expect(answer.statusCode).toBe(403);
  });
});

describe('my sessions', () => {
  it('are listed, this one marked', async () => {
    await manager.go('/me/sessions');
    await manager.page.getByText('here', { exact: true }).waitFor();
    expect(await manager.axe()).toEqual([]);
  });
});
