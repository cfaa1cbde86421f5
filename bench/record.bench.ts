/**
 * The record alone: store and PostgreSQL in one process, without HTTP, sign-in, validation and audit. Its own cluster in
 * a temporary directory, durable as in a clinic. `MEDLEY_BENCH_SECONDS` per row (3), `MEDLEY_BENCH_PATIENTS` (2000).
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Resource } from '#fhir/types.ts';
import { migrate } from '#record/migrate.ts';
import { openDatabase } from '#record/open-database.ts';
import type { RecordStore, Write } from '#record/record.ts';
import { openStore } from '#record/store.ts';
import { appointmentOf, birthDateOf, familyOf, patientOf, vitalOf } from './load/resources.ts';

const seconds = Number(process.env.MEDLEY_BENCH_SECONDS ?? 3);
const count = Number(process.env.MEDLEY_BENCH_PATIENTS ?? 2_000);
const only = process.env.MEDLEY_BENCH_ONLY;
const zone = 'America/New_York';
const author = 'Practitioner/chen';
const VITALS = 20;

const create = (resource: Resource, id: string = randomUUID()): Write => ({ kind: 'create', id, resource });
const asked = (type: string, query: string) =>
  parseSearch(type, new URLSearchParams(query), { handling: 'strict', zone });

const dataDir = mkdtempSync(join(tmpdir(), 'medley-bench-'));
const database = await openDatabase({ dataDir });
await migrate(database.pool);
const store = await openStore({ pool: database.pool, clinic: 1, zone });
try {
  const patients = await load(store);
  const client = await database.pool.connect();
  await client.query('set statement_timeout = 0');
  await client.query('vacuum analyze');
  client.release(true);
  process.stdout.write(`${await size()}\n`);
  process.stdout.write(
    '\n| operation | clients | a second | p50 ms | p95 ms | failed |\n|---|---|---|---|---|---|\n',
  );
  for (const [name, run] of operations(store, patients)) {
    if (only && !name.includes(only)) continue;
    for (const clients of [1, 8, 32]) process.stdout.write(`${await row(name, run, clients)}\n`);
  }
  process.stdout.write(`\nNode: ${memory(process.pid)} MiB resident.\n`);
} finally {
  await store.close();
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function load(into: RecordStore): Promise<string[]> {
  await into.commit({
    writes: [create({ resourceType: 'Practitioner', name: [{ family: 'Chen' }] }, 'chen')],
    author,
  });
  const patients = Array.from({ length: count }, () => randomUUID());
  const began = performance.now();
  let next = 0;
  const work = async () => {
    for (let n = next++; n < count; n = next++) {
      const id = patients[n] ?? '';
      const subject = `Patient/${id}`;
      const vitals = Array.from({ length: VITALS }, (_, v) => create(vitalOf(n * VITALS + v, subject)));
      const booked = create(appointmentOf(n, { patient: subject, practitioner: author }));
      await into.commit({ writes: [create(patientOf(n), id), ...vitals, booked], author });
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  const elapsed = (performance.now() - began) / 1_000;
  const resources = count * (VITALS + 2);
  process.stdout.write(
    `Loaded ${resources} resources in ${elapsed.toFixed(1)} s by transactions of 22: ${Math.round(resources / elapsed)} a second.\n`,
  );
  return patients;
}

type Run = (turn: number) => Promise<unknown>;

function operations(on: RecordStore, patients: readonly string[]): [string, Run][] {
  const some = (n: number) => patients[(n * 7919) % patients.length] ?? '';
  const versions = new Map<string, number>();
  let updates = 0;
  return [
    ['create Patient', (n) => on.commit({ writes: [create(patientOf(1_000_000 + n))], author })],
    ['create vital sign', (n) => on.commit({ writes: [create(vitalOf(n, `Patient/${some(n)}`))], author })],
    ['read Patient', (n) => on.read('Patient', some(n))],
    [
      'search Patient by name and birth date',
      (n) => {
        const turn = (n * 7919) % patients.length;
        return on.search(
          asked(
            'Patient',
            `name=${encodeURIComponent(familyOf(turn).slice(0, 5).toLowerCase())}&birthdate=${birthDateOf(turn)}`,
          ),
        );
      },
    ],
    [
      'the 20 newest vitals of a patient',
      (n) => on.search(asked('Observation', `patient=${some(n)}&category=vital-signs&_sort=-date&_count=20`)),
    ],
    [
      'update Patient with its version',
      async () => {
        const turn = updates++ % patients.length;
        const id = patients[turn] ?? '';
        const version = versions.get(id) ?? 1;
        const resource = { ...patientOf(turn), id, multipleBirthInteger: 1 + (version % 3) };
        await on.commit({ writes: [{ kind: 'update', resource, ifVersion: version }], author });
        versions.set(id, version + 1);
      },
    ],
    ['visit transaction (12 resources)', (n) => on.commit({ writes: visit(n, some(n)), author })],
    ['everything of a patient', (n) => on.everything(some(n))],
    [
      "a day's booked appointments with their patients",
      (n) => {
        const day = new Date(Date.UTC(2026, 0, 5 + (n % 45))).toISOString().slice(0, 10);
        return on.search(
          asked('Appointment', `date=${day}&status=booked&_include=Appointment:patient&_count=100`),
        );
      },
    ],
  ];
}

function visit(n: number, patient: string): Write[] {
  const id = randomUUID();
  const encounter = { reference: `Encounter/${id}` };
  const subject = { reference: `Patient/${patient}` };
  return [
    create(
      {
        resourceType: 'Encounter',
        status: 'in-progress',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
        subject,
        participant: [{ individual: { reference: author } }],
        period: { start: '2026-02-01T14:00:00Z' },
      } as Resource,
      id,
    ),
    ...Array.from({ length: 8 }, (_, v) => create(vitalOf(n + v, subject.reference, { encounter }))),
    create({
      resourceType: 'Condition',
      subject,
      encounter,
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I10' }] },
    } as Resource),
    create({
      resourceType: 'MedicationStatement',
      status: 'active',
      subject,
      context: encounter,
      medicationCodeableConcept: {
        coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '314076' }],
      },
    } as Resource),
    create({
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      focus: encounter,
      for: subject,
    } as Resource),
  ];
}

async function row(name: string, run: Run, clients: number): Promise<string> {
  const times: number[] = [];
  let failed = 0;
  const began = performance.now();
  const until = began + seconds * 1_000;
  const work = async (client: number) => {
    for (let turn = client; performance.now() < until; turn += clients) {
      const sent = performance.now();
      await run(turn).catch(() => {
        failed += 1;
      });
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
  const rate = times.length / ((performance.now() - began) / 1_000);
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2);
  return `| ${[name, clients, Math.round(rate), at(0.5), at(0.95), failed].join(' | ')} |`;
}

/** What one vital sign takes on disk: table, indexes and its part of the index tables. */
async function size(): Promise<string> {
  const { rows } = await database.pool.query<{ name: string; mib: string; rows: string }>(
    `select c.relname as name, round(pg_total_relation_size(c.oid) / 1048576.0, 1)::text as mib, c.reltuples::bigint::text as rows
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'record' and c.relkind in ('r', 'i') order by 1`,
  );
  return rows.map((one) => `${one.name}: ${one.mib} MiB, ${one.rows} rows`).join('\n');
}

function memory(pid: number): number {
  return Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024,
  );
}
