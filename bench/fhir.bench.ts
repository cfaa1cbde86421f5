/** The pure floors' hot paths, in µs; and the searches in terminology, in ms. Run: `node bench/fhir.bench.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { momentOf, patientOf } from '#fhir/search/compartment.ts';
import { indexValues } from '#fhir/search/index-values.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Observation, Resource } from '#fhir/types.ts';
import { validateResource } from '#fhir/validate/validate.ts';
import { icd10cm } from '#terminology/icd10cm/load-icd10cm.ts';
import { drugs } from '#terminology/rxnorm/load-rxnorm.ts';

const ZONE = 'America/New_York';
const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/';
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const quantity = (value: number, code: string) => ({
  value,
  unit: code,
  system: 'http://unitsofmeasure.org',
  code,
});

const vital = (code: string, profile: string, rest: Partial<Observation>): Observation => ({
  resourceType: 'Observation',
  id: 'x',
  meta: { versionId: '1', lastUpdated: '2026-11-23T10:00:00.000Z', profile: [`${US_CORE}${profile}`] },
  status: 'final',
  category: [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }],
    },
  ],
  code: loinc(code),
  subject: { reference: 'Patient/1' },
  encounter: { reference: 'Encounter/1' },
  effectiveDateTime: '2026-11-23T10:00:00-05:00',
  performer: [{ reference: 'Practitioner/2' }],
  ...rest,
});

const heartRate = vital('8867-4', 'us-core-heart-rate', { valueQuantity: quantity(72, '/min') });
const bloodPressure = vital('85354-9', 'us-core-blood-pressure', {
  component: [
    { code: loinc('8480-6'), valueQuantity: quantity(128, 'mm[Hg]') },
    { code: loinc('8462-4'), valueQuantity: quantity(82, 'mm[Hg]') },
  ],
});
const examples = gunzipSync(
  readFileSync(join(import.meta.dirname, '../fhir/validate/fixtures/examples.ndjson.gz')),
)
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Resource);

/** Best of five rounds, µs a call: the host's noise only ever adds. */
function micros(times: number, run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const from = performance.now();
    for (let nth = 0; nth < times; nth++) run();
    best = Math.min(best, ((performance.now() - from) / times) * 1000);
  }
  return best;
}

function line(name: string, value: number, unit: string): void {
  console.log(`${name.padEnd(58)} ${value.toFixed(value < 10 ? 2 : 1).padStart(8)} ${unit}`);
}

const memory = process.memoryUsage().rss;
const from = performance.now();
validateResource(heartRate);
indexValues(heartRate, ZONE);
line('first validation and index of a process', performance.now() - from, 'ms');
line('  memory it takes', (process.memoryUsage().rss - memory) / 1e6, 'MB');
line(
  'validate heart rate, R4 and US Core',
  micros(20_000, () => validateResource(heartRate)),
  'µs',
);
line(
  'validate blood pressure, R4 and US Core',
  micros(20_000, () => validateResource(bloodPressure)),
  'µs',
);
line(
  'index heart rate',
  micros(20_000, () => indexValues(heartRate, ZONE)),
  'µs',
);
line(
  'index blood pressure',
  micros(20_000, () => indexValues(bloodPressure, ZONE)),
  'µs',
);
line(
  'patient and moment of a resource',
  micros(20_000, () => [patientOf(heartRate), momentOf(heartRate, ZONE)]),
  'µs',
);
const query: [string, string][] = [
  ['patient', 'Patient/1'],
  ['category', 'vital-signs'],
  ['date', 'ge2026-01'],
  ['_sort', '-date'],
  ['_count', '20'],
];
line(
  'parse a search of 5 parameters',
  micros(20_000, () => parseSearch('Observation', query, { handling: 'strict', zone: ZONE })),
  'µs',
);
line(
  'validate the 330 official examples, each',
  micros(3, () => examples.map((one) => validateResource(one))) / examples.length,
  'µs',
);
line(
  'index the 330 official examples, each',
  micros(3, () => examples.map((one) => indexValues(one, ZONE))) / examples.length,
  'µs',
);

interface Searched {
  search(query: string, limit: number): unknown;
}

/** Each query with every beginning of it from two letters on, as somebody types. */
function searches(name: string, list: Searched, queries: readonly string[]): void {
  const typed = queries.flatMap((text) =>
    Array.from({ length: text.length - 1 }, (_, at) => text.slice(0, at + 2)),
  );
  for (const text of typed) list.search(text, 20);
  const times = typed.map((text) => {
    const start = performance.now();
    list.search(text, 20);
    return performance.now() - start;
  });
  times.sort((one, other) => one - other);
  line(`search ${name} while typing, p50`, times[times.length >> 1] ?? 0, 'ms');
  line(`search ${name} while typing, p95`, times[Math.floor(times.length * 0.95)] ?? 0, 'ms');
}

const loading = performance.now();
const diagnoses = await icd10cm();
line('read and index ICD-10-CM (97,584 rows)', performance.now() - loading, 'ms');
searches('ICD-10-CM', diagnoses, [
  'hypertension',
  'type 2 diabetes',
  'hypertention',
  'knee pain right',
  'otitis media',
  'copd exacerbation',
  'fracture wrist left',
  'major depression recurrent',
]);
const loadingDrugs = performance.now();
const medicines = await drugs();
line('read and index RxNorm', performance.now() - loadingDrugs, 'ms');
searches('RxNorm', medicines, [
  'lisinopril 10',
  'metformin 500',
  'atorvastatin 20 mg tablet',
  'amoxicilin',
  'insulin glargine',
  'synthroid 50 mcg',
]);
