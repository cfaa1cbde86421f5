import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestClinic, testClinic } from '#capability/testing/clinic.ts';
import type { Role } from '#gate/principal.ts';
import { type DOCUMENT_TYPES, fileDocument } from './commands/file-document.contract.ts';
import { moveDocument } from './commands/move-document.contract.ts';
import { withdrawDocument } from './commands/withdraw-document.contract.ts';
import { documents } from './server.ts';
import { documentsView } from './views/documents.contract.ts';

type DocumentType = (typeof DOCUMENT_TYPES)[number];
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
  const uploaded = async (securityContext?: { reference: string }) => {
    const [binary] = await clinic.save({
      resourceType: 'Binary',
      contentType: 'application/pdf',
      data: btoa('%PDF-1.7'),
      ...(securityContext ? { securityContext } : {}),
    });
    return binary?.id ?? '';
  };
  const wish = (patient: string, binary: string, type: DocumentType = 'letter') => ({
    patient,
    binary,
    contentType: 'application/pdf' as const,
    type,
    title: 'Blood count',
    date: '2026-11-20',
  });
  /** For whom the file opens by its address. */
  const openFor = async (binary: string) => {
    const may = await Promise.all(
      (['front-desk', 'ma', 'nurse', 'provider', 'biller', 'manager'] as const).map(async (role) => {
        const answer = await clinic.gate
          .for(clinic.as(role).who)
          .file(binary, 'look')
          .catch(() => undefined);
        return answer ? [role] : [];
      }),
    );
    return may.flat().join(' ');
  };

  const CLINICIANS = 'ma nurse provider';
  const ROWS: readonly (readonly [DocumentType, string])[] = [
    ['result', CLINICIANS],
    ['outside-record', CLINICIANS],
    ['letter', CLINICIANS],
    ['referral', 'front-desk ma nurse provider manager'],
    ['other', 'front-desk ma nurse provider manager'],
    ['form', 'front-desk ma nurse provider biller manager'],
    ['identification', 'front-desk ma nurse provider biller manager'],
  ];
  it.each(ROWS)('[F4] a file of the kind %s opens for: %s', async (type, roles) => {
    const { id } = await clinic.aPatient();
    const binary = await uploaded();
    const { document } = await desk().done(fileDocument, wish(id, binary, type));
    expect((await clinic.read('Binary', binary)).securityContext?.reference).toBe(
      `DocumentReference/${document}`,
    );
    expect(await openFor(binary)).toBe(roles);
  });
  it('[F4] the list says to those who may not open a paper that it is there, not what it is about', async () => {
    const { id } = await clinic.aPatient();
    const binary = await uploaded();
    await desk().done(fileDocument, wish(id, binary, 'result'));
    const lineFor = async (role: Role) =>
      (await clinic.as(role).view(documentsView, { patient: id })).documents[0];
    expect(await lineFor('front-desk')).toMatchObject({ type: 'result', title: '', binary: '' });
    expect(await lineFor('biller')).toMatchObject({ type: 'result', title: '', binary: '' });
    expect(await lineFor('ma')).toMatchObject({ title: 'Blood count', binary });
  });
  it('[F4] bytes that are filed already are not filed again as something more open', async () => {
    const { id } = await clinic.aPatient();
    const binary = await uploaded();
    await desk().done(fileDocument, wish(id, binary, 'result'));
    expect(await desk().run(fileDocument, wish(id, binary, 'form'))).toMatchObject({
      refused: 'filed-already',
    });
  });
  it('[F5] what was sent while another chart was open is not filed here', async () => {
    const [hers, his] = [await clinic.aPatient(), await clinic.aPatient()];
    const binary = await uploaded({ reference: `Patient/${his.id}` });
    expect(await desk().run(fileDocument, wish(hers.id, binary))).toMatchObject({ refused: 'other-patient' });
    expect(await desk().run(fileDocument, wish(his.id, binary))).toMatchObject({ kind: 'done' });
  });
  it('[F6] looking, printing and taking along are in the audit trail, with the patient, as she is filed now', async () => {
    const { id } = await clinic.aPatient();
    const binary = await uploaded();
    const { document } = await desk().done(fileDocument, wish(id, binary));
    const nurse = clinic.gate.for(clinic.as('nurse').who);
    for (const use of ['look', 'print', 'export'] as const) await nurse.file(binary, use);
    await clinic.gate
      .for(clinic.as('biller').who)
      .file(binary, 'print')
      .catch(() => undefined);
    const right = await clinic.aPatient();
    await desk().done(moveDocument, { document, to: right.id, reason: 'same last name' });
    await nurse.file(binary, 'look');
    const { rows } = await clinic.database.pool.query(
      "select action, outcome, patients from gate.audit where type = 'Binary' and resource = $1 and operation = '' and action <> 'create' order by at, id",
      [binary],
    );
    expect(rows).toEqual([
      { action: 'read', outcome: 'success', patients: [id] },
      { action: 'print', outcome: 'success', patients: [id] },
      { action: 'export', outcome: 'success', patients: [id] },
      { action: 'print', outcome: 'refused', patients: [] },
      { action: 'read', outcome: 'success', patients: [right.id] },
    ]);
  });
});
