/**
 * Finding a patient among 20,000, in every way a desk tries: how long the view takes (gate, audit, searches; without
 * HTTP), and how often she who was meant comes first and among the first ten. `MEDLEY_BENCH_PATIENTS` (20000).
 */
import { testClinic } from '#capability/testing/clinic.ts';
import { createPatient } from '#clinic/registration/commands/create-patient.contract.ts';
import { registration } from '#clinic/registration/server.ts';
import { findPatient } from '#clinic/registration/views/find-patient.contract.ts';
import { settings } from '#clinic/settings/server.ts';
import { NS } from '#fhir/medley.ts';
import setUpCluster from '#record/testing/global-setup.ts';
import { type Named, namedPerson } from './load/many-names.ts';

const count = Number(process.env.MEDLEY_BENCH_PATIENTS ?? 20_000);
const RUNS = 200;
const WARM = 10;
const BATCH = 250;

const closeCluster = await setUpCluster();
const clinic = await testClinic({ rooms: [settings, registration] });

const swapped = (word: string, at: number) =>
  word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
const born = ({ patient }: Named) => {
  const [year, month, day] = (patient.birthDate ?? '').split('-');
  return `${month}/${day}/${year}`;
};
const byEar = (word: string) =>
  word
    .toLowerCase()
    .replace(/ph/g, 'f')
    .replace(/ck|c(?![eih])/g, 'k')
    .replace(/(.)\1/g, '$1')
    .replace(/z/g, 's')
    .replace(/ie?y?$/, 'y');

const WAYS: readonly { readonly name: string; readonly typed: (one: Named) => string }[] = [
  { name: 'first and last name', typed: ({ given, family }) => `${given} ${family}` },
  { name: 'last name', typed: ({ family }) => family },
  { name: 'three letters of the last name', typed: ({ family }) => family.slice(0, 3) },
  { name: 'two letters of each', typed: ({ given, family }) => `${family.slice(0, 2)} ${given.slice(0, 2)}` },
  { name: 'two letters swapped', typed: ({ given, family }) => `${given} ${swapped(family, 2)}` },
  { name: 'wrong first letter', typed: ({ given, family }) => `${given} q${family.slice(1)}` },
  { name: 'last name alone, mistyped', typed: ({ family }) => swapped(family, 1) },
  { name: 'as heard', typed: ({ given, family }) => `${byEar(given)} ${byEar(family)}` },
  { name: 'last name and birth date', typed: (one) => `${one.family} ${born(one)}` },
  { name: 'mistyped, with birth date', typed: (one) => `${swapped(one.family, 2)} ${born(one)}` },
  { name: 'birth date', typed: born },
  { name: 'phone', typed: ({ phone }) => `(617) ${phone.slice(5, 8)}-${phone.slice(8)}` },
  { name: 'record number', typed: ({ mrn }) => mrn },
  { name: 'nobody of this name', typed: ({ given }) => `${given} Xyzzyqux` },
];

try {
  const people = Array.from({ length: count }, (_, number) => namedPerson(number, NS.mrn));
  const begunLoad = performance.now();
  for (let at = 0; at < count; at += BATCH)
    await clinic.database.store.commit({
      writes: people
        .slice(at, at + BATCH)
        .map(({ patient }) => ({ kind: 'create', resource: patient, id: patient.id })),
      author: 'Device/medley',
    });
  const loaded = performance.now();
  await clinic.derived();
  process.stdout.write(
    `${count} patients written in ${((loaded - begunLoad) / 1000).toFixed(1)} s, their keys ${((performance.now() - loaded) / 1000).toFixed(1)} s later.\n\n`,
  );
  await clinic.database.pool.query('vacuum analyze');
  const hand = clinic.as('front-desk');
  process.stdout.write(
    '| typed | p50 ms | p95 ms | slowest ms | she comes first | among ten |\n|---|---|---|---|---|---|\n',
  );
  for (const { name, typed } of WAYS) {
    const took: number[] = [];
    let first = 0;
    let among = 0;
    for (let run = 0; run < RUNS + WARM; run += 1) {
      const meant = people[(run * 97 + 13) % count];
      if (!meant) continue;
      const begun = performance.now();
      const { matches } = await hand.view(findPatient, { query: typed(meant), limit: 20 });
      if (run < WARM) continue;
      took.push(performance.now() - begun);
      // Another one of the same name is as good an answer to a name.
      const same = matches.findIndex(
        ({ id, name: called }) =>
          id === meant.patient.id || (called.endsWith(` ${meant.family}`) && called.startsWith(meant.given)),
      );
      if (same === 0) first += 1;
      if (same >= 0 && same < 10) among += 1;
    }
    took.sort((a, b) => a - b);
    const share = (hits: number) => `${Math.round((100 * hits) / RUNS)} %`;
    const ms = (rank: number) => took[Math.min(RUNS - 1, Math.floor(RUNS * rank))]?.toFixed(1);
    process.stdout.write(
      `| ${name} | ${ms(0.5)} | ${ms(0.95)} | ${ms(1)} | ${share(first)} | ${share(among)} |\n`,
    );
  }
  const took: number[] = [];
  for (let run = 0; run < 60; run += 1) {
    const begun = performance.now();
    await hand.done(createPatient, {
      given: `New${run}`,
      family: `Comer${run}`,
      birthDate: '1975-05-15',
    });
    took.push(performance.now() - begun);
  }
  const [first = 0, ...rest] = took;
  rest.sort((a, b) => a - b);
  process.stdout.write(
    `\nCreating a patient, checks for doubles included: p50 ${rest[30]?.toFixed(1)} ms, p95 ${rest[56]?.toFixed(1)} ms, the first of all ${first.toFixed(0)} ms.\n`,
  );
} finally {
  await clinic.close();
  await closeCluster?.();
}
