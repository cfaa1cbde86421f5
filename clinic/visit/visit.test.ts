import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { settings } from '#clinic/settings/server.ts';
import { GateRefusal } from '#gate/refusal.ts';
import { addAddendum } from './commands/add-addendum.contract.ts';
import { addDiagnosis } from './commands/add-diagnosis.contract.ts';
import { draftOrder } from './commands/draft-order.contract.ts';
import { removeDiagnosis } from './commands/remove-diagnosis.contract.ts';
import { saveNote } from './commands/save-note.contract.ts';
import { signNote } from './commands/sign-note.contract.ts';
import { visit } from './server.ts';
import { findMedication } from './views/find-medication.contract.ts';
import { visitPage } from './views/visit-page.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [settings, visit] });
}, 60_000);
afterAll(() => clinic?.close());

const provider = () => clinic.as('provider');
async function aVisit(): Promise<string> {
  const patient = await clinic.aPatient();
  return (await clinic.anEncounter({ patient, stage: 'with-provider', reason: 'cough' })).id;
}

/** A note that may be signed, with its version. */
async function written(encounter: string): Promise<string> {
  await provider().done(saveNote, { encounter, sections: { subjective: 'Cough.', plan: 'Rest.' } });
  await provider().done(addDiagnosis, { encounter, code: 'I10', problem: true });
  const page = await provider().view(visitPage, { encounter });
  return page.note?.version ?? '';
}

describe('the note', () => {
  it('[N1] is signed by a provider, who becomes its legal attester, and by nobody else', async () => {
    const encounter = await aVisit();
    const version = await written(encounter);
    await expect(clinic.as('ma').run(signNote, { encounter, version })).rejects.toThrow(GateRefusal);
    const { composition } = await provider().done(signNote, { encounter, version });
    expect(await clinic.read('Composition', composition)).toMatchObject({
      status: 'final',
      attester: [{ mode: 'legal', party: { reference: 'Practitioner/staff-provider' } }],
    });
  });
  it('[N1] is not signed when it changed since it was shown', async () => {
    const encounter = await aVisit();
    const version = await written(encounter);
    await provider().done(saveNote, { encounter, sections: { plan: 'Rest and fluids.' } });
    expect(await provider().run(signNote, { encounter, version })).toMatchObject({ refused: 'note-changed' });
  });
  it('[N2] is closed once signed; an addendum appends to it', async () => {
    const encounter = await aVisit();
    const version = await written(encounter);
    const { composition } = await provider().done(signNote, { encounter, version });
    expect(await provider().run(saveNote, { encounter, sections: { plan: 'Other' } })).toMatchObject({
      refused: 'note-signed',
    });
    const { composition: addendum } = await provider().done(addAddendum, {
      composition,
      text: 'Culture came back negative.',
    });
    expect(await clinic.read('Composition', addendum)).toMatchObject({
      relatesTo: [{ code: 'appends', targetReference: { reference: `Composition/${composition}` } }],
    });
    expect((await provider().view(visitPage, { encounter })).addenda).toMatchObject([
      { text: 'Culture came back negative.' },
    ]);
  });
  it('said again the note keeps its version, so that it can be signed as it was read', async () => {
    const encounter = await aVisit();
    const sections = { plan: 'Rest.' };
    const first = await provider().done(saveNote, { encounter, sections });
    expect(await provider().done(saveNote, { encounter, sections })).toEqual(first);
    const { version } = await provider().done(saveNote, { encounter, sections: { plan: 'Rest, fluids.' } });
    expect(version).not.toBe(first.version);
  });
  it('[N3] names who typed it for whom', async () => {
    const encounter = await aVisit();
    const { composition } = await clinic
      .as('ma')
      .done(saveNote, { encounter, sections: { subjective: 'Cough since Monday.' } });
    const page = await provider().view(visitPage, { encounter });
    expect(page.note?.documentedBy).toEqual(['Maria Reyes']);
    const [provenance] = await clinic.find('Provenance', { target: `Composition/${composition}` });
    expect(provenance?.agent).toMatchObject([
      { who: { reference: 'Practitioner/staff-provider' } },
      {
        who: { reference: 'Practitioner/staff-ma' },
        onBehalfOf: { reference: 'Practitioner/staff-provider' },
      },
    ]);
  });
});

describe('diagnoses and orders', () => {
  it('[N4] a heading of ICD-10-CM is refused, a code that does not exist too', async () => {
    const encounter = await aVisit();
    expect(await provider().run(addDiagnosis, { encounter, code: 'E11', problem: false })).toMatchObject({
      refused: 'code-not-billable',
    });
    expect(await provider().run(addDiagnosis, { encounter, code: 'Q99.Z9', problem: false })).toMatchObject({
      refused: 'code-unknown',
    });
    expect(await provider().run(addDiagnosis, { encounter, code: 'E11.9', problem: false })).toMatchObject({
      kind: 'done',
    });
  });
  it('[N5] orders are drafts until the signature makes them active', async () => {
    const encounter = await aVisit();
    const { order } = await clinic
      .as('ma')
      .done(draftOrder, { encounter, kind: 'lab', text: 'Lipid panel', priority: 'routine' });
    expect((await clinic.read('ServiceRequest', order)).status).toBe('draft');
    expect(
      await provider().run(draftOrder, {
        encounter,
        kind: 'medication',
        text: 'lisinopril',
        priority: 'routine',
      }),
    ).toMatchObject({ refused: 'directions-missing' });
    const version = await written(encounter);
    expect(await provider().done(signNote, { encounter, version })).toMatchObject({ orders: 1 });
    expect((await clinic.read('ServiceRequest', order)).status).toBe('active');
  });
  it('[N5] a saturation target is two numbers, and holds once it is signed', async () => {
    const encounter = await aVisit();
    const target = (text: string) =>
      provider().run(draftOrder, { encounter, kind: 'oxygen-target', text, priority: 'routine' });
    expect(await target('92')).toMatchObject({ refused: 'target-unreadable', at: 'text' });
    expect(await target('92-88')).toMatchObject({ refused: 'target-unreadable' });
    const { order } = await provider().done(draftOrder, {
      encounter,
      kind: 'oxygen-target',
      text: '88-92 %',
      priority: 'routine',
    });
    const version = await written(encounter);
    await provider().done(signNote, { encounter, version });
    expect(await clinic.read('ServiceRequest', order)).toMatchObject({
      status: 'active',
      code: { coding: [{ code: '59408-5' }], text: 'SpO₂ 88–92 %' },
      quantityRange: { low: { value: 88, code: '%' }, high: { value: 92, code: '%' } },
    });
  });
  it('a prescription is found among the prescribable drugs by name and strength', async () => {
    const { found } = await provider().view(findMedication, { query: 'metformin 500' });
    expect(found[0]?.name).toMatch(/metformin.*500 MG/i);
    expect(found[0]?.rxnorm).toMatch(/^\d+$/);
  });
  it('[N8] the first diagnosis is the principal one, and the order closes up when one is taken away', async () => {
    const encounter = await aVisit();
    const first = await provider().done(addDiagnosis, { encounter, code: 'I10', problem: false });
    await provider().done(addDiagnosis, { encounter, code: 'E11.9', problem: false });
    await provider().done(removeDiagnosis, { encounter, condition: first.condition });
    const { diagnoses } = await provider().view(visitPage, { encounter });
    expect(diagnoses).toMatchObject([{ code: 'E11.9', rank: 1 }]);
    expect((await clinic.read('Condition', first.condition)).verificationStatus?.coding?.[0]?.code).toBe(
      'entered-in-error',
    );
  });
});
