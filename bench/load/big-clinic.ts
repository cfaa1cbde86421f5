/** A clinic in the middle of its day with a year behind it, in a data directory, for the real server. */
import pg from 'pg';
import { writeClinicFacts } from '#capability/clinic-facts.ts';
import { theStaff } from '#capability/testing/people.ts';
import { aBusyDay } from '#clinic/flow/testing/busy-day.ts';
import type { Resource } from '#fhir/types.ts';
import { openGate } from '#gate/open-gate.ts';
import { ROLES, type Role } from '#gate/principal.ts';
import { type OpenStore, openStore } from '#record/store.ts';
import { databaseOf, freePort, type RealServer, startReal } from '#server/testing/real-server.ts';
import { pastVisits } from './past-visit.ts';

export const PASSWORD = 'nine brown otters';
const BATCH = 250;
type Made = Resource & { id: string };

/** Fills an empty data directory and answers the running server. Everybody's name is her role. */
export async function bigClinic(data: string, patients: number): Promise<RealServer> {
  const zone = middayZone(new Date());
  const empty = await startReal({ data, port: await freePort() });
  try {
    await fill(data, { patients, zone });
  } finally {
    await empty.end('SIGTERM');
  }
  // Anew, so that it reads the facts of the clinic.
  return startReal({ data, port: await freePort() });
}

async function fill(data: string, { patients, zone }: { patients: number; zone: string }): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseOf(data), max: 4 });
  const store = await openStore({ pool, clinic: 1, zone });
  const gate = await openGate({ pool, store, clinic: 1, issuer: 'http://localhost/oauth', demo: false });
  try {
    const facts = { id: 1, name: 'Bench Clinic', zone, state: 'MA', demo: false };
    await store.commit({ writes: [], statements: [writeClinicFacts(facts)], author: 'Device/medley' });
    await put(store, [...theStaff(), ...aBusyDay(new Date())] as Made[]);
    const past = pastVisits(new Date());
    for (let at = 0; at < patients; at += BATCH)
      await put(
        store,
        Array.from({ length: Math.min(BATCH, patients - at) }, (_, one) => past(at + one)).flat(),
      );
    for (const role of ROLES)
      await gate.accounts.create(gate.system('bench'), {
        name: role,
        display: role,
        roles: [role],
        owner: role === 'manager',
        practitioner: `Practitioner/staff-${role}`,
        password: PASSWORD,
      });
  } finally {
    await gate.close();
    await store.close();
    await pool.end();
  }
}

const put = (store: OpenStore, resources: readonly Made[]) =>
  store.commit({
    writes: resources.map((resource) => ({ kind: 'create', resource, id: resource.id })),
    author: 'Device/medley',
  });

/** A zone where the morning is just over, so that a day of visits around now is one day. */
function middayZone(now: Date): string {
  const ahead = 11 - now.getUTCHours();
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

export interface Desk {
  readonly headers: Readonly<Record<string, string>>;
  post(path: string, body: unknown): Promise<{ status: number; body: string }>;
}

/** Somebody signed in, as a browser is, without one. */
export async function signIn(url: string, role: Role): Promise<Desk> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: role, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`Signing in as ${role} was answered ${answer.status}.`);
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { csrf } = (await answer.json()) as { csrf: string };
  const headers = { cookie, 'x-medley-csrf': csrf, 'content-type': 'application/json' };
  return {
    headers,
    async post(path, body) {
      const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: response.status, body: await response.text() };
    },
  };
}
