import { randomUUID } from 'node:crypto';
import type { Client } from './client.ts';
import { appointmentOf, patientOf, vitalOf } from './resources.ts';

export interface Loaded {
  readonly patients: readonly string[];
  readonly practitioner: string;
  readonly resources: number;
}

const AT_ONCE = 8;
const VITALS = 20;

/** Fills an empty record: each patient with 20 vitals and an appointment, in one transaction of 22. */
export async function load(client: Client, count: number): Promise<Loaded> {
  const made = await client.send({
    method: 'POST',
    path: '/Practitioner',
    body: JSON.stringify({ resourceType: 'Practitioner', name: [{ family: 'Chen' }] }),
  });
  if (made.status !== 201) throw new Error(`The practitioner was answered ${made.status}: ${made.body}`);
  const practitioner = `Practitioner/${(JSON.parse(made.body) as { id: string }).id}`;
  const patients: string[] = [];
  let next = 0;
  const work = async () => {
    for (let n = next++; n < count; n = next++) patients[n] = await loadOne(client, { n, practitioner });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { patients, practitioner, resources: count * (VITALS + 2) };
}

async function loadOne(
  client: Client,
  { n, practitioner }: { n: number; practitioner: string },
): Promise<string> {
  const patient = `urn:uuid:${randomUUID()}`;
  const post = (resource: { resourceType: string }, fullUrl = `urn:uuid:${randomUUID()}`) => ({
    fullUrl,
    resource,
    request: { method: 'POST', url: resource.resourceType },
  });
  const entry = [
    post(patientOf(n), patient),
    ...Array.from({ length: VITALS }, (_, v) => post(vitalOf(n * VITALS + v, patient))),
    post(appointmentOf(n, { patient, practitioner })),
  ];
  const answer = await client.send({
    method: 'POST',
    path: '',
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
    headers: { prefer: 'return=minimal' },
  });
  if (answer.status !== 200)
    throw new Error(`A transaction was answered ${answer.status}: ${answer.body.slice(0, 500)}`);
  return /\/Patient\/([^/"]+)/.exec(answer.body)?.[1] ?? '';
}
