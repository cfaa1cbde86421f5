import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import { fileDocument } from './commands/file-document.contract.ts';
import { moveDocument } from './commands/move-document.contract.ts';
import { withdrawDocument } from './commands/withdraw-document.contract.ts';
import { documents } from './server.ts';
import { documentsView } from './views/documents.contract.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await testClinic({ rooms: [documents] });
}, 60_000);
afterAll(() => clinic?.close());

const desk = () => clinic.as('front-desk');
async function filed() {
  const patient = await clinic.aPatient();
  const [binary] = await clinic.save({
    resourceType: 'Binary',
    contentType: 'application/pdf',
    data: btoa('%PDF-1.7'),
  });
  const answer = await desk().done(fileDocument, {
    patient: patient.id,
    binary: binary?.id ?? '',
    contentType: 'application/pdf',
    type: 'referral',
    title: 'Cardiology letter',
    date: '2026-11-20',
  });
  return { patient: patient.id, document: answer.document };
}

describe('documents', () => {
  it('[F1] keeps patient, kind, date, title and who filed it', async () => {
    const { patient, document } = await filed();
    expect((await desk().view(documentsView, { patient })).documents).toMatchObject([
      { id: document, title: 'Cardiology letter', type: 'referral', by: 'Dana Whitfield' },
    ]);
  });
  it('[F2] moves what was filed to the wrong patient and says why', async () => {
    const { patient, document } = await filed();
    const right = await clinic.aPatient();
    await desk().done(moveDocument, { document, to: right.id, reason: 'same last name' });
    expect((await desk().view(documentsView, { patient })).documents).toEqual([]);
    expect((await desk().view(documentsView, { patient: right.id })).documents).toHaveLength(1);
    expect((await clinic.read('DocumentReference', document)).extension).toMatchObject([
      { valueString: 'same last name' },
    ]);
  });
  it('[F3] withdraws without erasing', async () => {
    const { patient, document } = await filed();
    await desk().done(withdrawDocument, { document });
    expect((await desk().view(documentsView, { patient })).documents).toEqual([]);
    expect((await clinic.read('DocumentReference', document)).status).toBe('entered-in-error');
  });
  it('[F4] the bytes of a clinical file are as closed as the document, those of a form are not', async () => {
    const patient = await clinic.aPatient();
    const contextOf = async (type: 'result' | 'form') => {
      const [binary] = await clinic.save({
        resourceType: 'Binary',
        contentType: 'application/pdf',
        data: btoa('%PDF-1.7'),
      });
      const { document } = await desk().done(fileDocument, {
        patient: patient.id,
        binary: binary?.id ?? '',
        contentType: 'application/pdf',
        type,
        title: 'Blood count',
        date: '2026-11-20',
      });
      const { securityContext } = await clinic.read('Binary', binary?.id ?? '');
      return { document, context: securityContext?.reference };
    };
    const result = await contextOf('result');
    expect(result.context).toBe(`DocumentReference/${result.document}`);
    expect((await contextOf('form')).context).toBeUndefined();
  });
});
