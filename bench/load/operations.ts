import { randomUUID } from 'node:crypto';
import type { Sent } from './client.ts';
import type { Loaded } from './fill.ts';
import { birthDateOf, familyOf, patientOf, vitalOf } from './resources.ts';

export interface Operation {
  readonly name: string;
  /** The request of turn `n`; several turns run at once. */
  readonly ask: (n: number) => Sent;
  readonly status: number;
}

/** The rows of the table to beat; what only reads comes first, on the record as it was loaded. */
export function operations({ patients, practitioner }: Loaded): readonly Operation[] {
  const some = (n: number) => patients[(n * 7919) % patients.length] ?? '';
  const post = (path: string, resource: object): Sent => ({
    method: 'POST',
    path,
    body: JSON.stringify(resource),
  });
  let updates = 0;
  const get = (path: string): Sent => ({ method: 'GET', path });
  return [
    { name: 'read Patient', status: 200, ask: (n) => get(`/Patient/${some(n)}`) },
    {
      name: 'search Patient by name and birth date',
      status: 200,
      ask: (n) => {
        const turn = (n * 7919) % patients.length;
        return get(
          `/Patient?name=${encodeURIComponent(familyOf(turn).slice(0, 5).toLowerCase())}&birthdate=${birthDateOf(turn)}`,
        );
      },
    },
    {
      name: 'search the 20 newest vitals of a patient',
      status: 200,
      ask: (n) => get(`/Observation?patient=${some(n)}&category=vital-signs&_sort=-date&_count=20`),
    },
    {
      name: 'Patient/$everything (22 resources)',
      status: 200,
      ask: (n) => get(`/Patient/${some(n)}/$everything`),
    },
    {
      name: "a day's booked Appointments with _include",
      status: 200,
      ask: (n) => {
        const day = new Date(Date.UTC(2026, 0, 5 + (n % 45))).toISOString().slice(0, 10);
        return get(`/Appointment?date=${day}&status=booked&_include=Appointment:patient&_count=100`);
      },
    },
    {
      name: 'update Patient with If-Match',
      status: 200,
      ask: () => {
        // Each patient in turn, so that the version of the next round is known.
        const turn = updates++;
        const id = patients[turn % patients.length] ?? '';
        const version = 1 + Math.floor(turn / patients.length);
        const changed = { ...patientOf(turn % patients.length), id, multipleBirthInteger: 1 + (version % 3) };
        return {
          method: 'PUT',
          path: `/Patient/${id}`,
          body: JSON.stringify(changed),
          headers: { 'if-match': `W/"${version}"` },
        };
      },
    },
    {
      name: 'visit transaction (12 resources)',
      status: 200,
      ask: (n) => post('', visitOf(n, { patient: `Patient/${some(n)}`, practitioner })),
    },
    { name: 'create Patient', status: 201, ask: (n) => post('/Patient', patientOf(1_000_000 + n)) },
    {
      name: 'create vital sign',
      status: 201,
      ask: (n) => post('/Observation', vitalOf(n, `Patient/${some(n)}`)),
    },
  ];
}

function visitOf(n: number, { patient, practitioner }: { patient: string; practitioner: string }): object {
  const visit = `urn:uuid:${randomUUID()}`;
  const encounter = { reference: visit };
  const subject = { reference: patient };
  const entry = (resource: { resourceType: string }, fullUrl = `urn:uuid:${randomUUID()}`) => ({
    fullUrl,
    resource,
    request: { method: 'POST', url: resource.resourceType },
  });
  const resources = [
    ...Array.from({ length: 8 }, (_, v) => entry(vitalOf(n + v, patient, { encounter }))),
    entry({
      resourceType: 'Condition',
      subject,
      encounter,
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I10' }] },
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
    } as { resourceType: string }),
    entry({
      resourceType: 'MedicationStatement',
      status: 'active',
      subject,
      context: encounter,
      medicationCodeableConcept: {
        coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '314076' }],
      },
    } as { resourceType: string }),
    entry({ resourceType: 'Task', status: 'requested', intent: 'order', focus: encounter, for: subject } as {
      resourceType: string;
    }),
  ];
  const first = entry(
    {
      resourceType: 'Encounter',
      status: 'in-progress',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject,
      participant: [{ individual: { reference: practitioner } }],
      period: { start: new Date(Date.UTC(2026, 1, 1 + (n % 28))).toISOString() },
    } as { resourceType: string },
    visit,
  );
  return { resourceType: 'Bundle', type: 'transaction', entry: [first, ...resources] };
}
