import { instantOf } from '../dates.ts';
import { searchDefinitions } from '../definitions/load.ts';
import { parseReference } from '../reference.ts';
import type { Resource } from '../types.ts';
import { searchParams } from './definitions.ts';
import { type Extractor, extractor } from './extract.ts';

/** Whom a thing is about, rather than who pays, tells or acts: asked before the definition's other paths. */
const ABOUT = ['beneficiary', 'patient', 'subject'];

const compartments = new Map<string, readonly Extractor[]>();

function extractorsOf(type: string): readonly Extractor[] {
  let known = compartments.get(type);
  if (!known) {
    const paths = searchDefinitions().compartment[type] ?? [];
    const [about, others] = [true, false].map((wanted) =>
      paths.filter(({ steps: [first] }) => ABOUT.some((name) => name === first) === wanted),
    );
    known = [...(about ?? []), ...(others ?? [])].map(extractor);
    compartments.set(type, known);
  }
  return known;
}

const params = new Map<string, readonly string[]>();

/** Codes of the reference parameters that put a resource of this type into a patient's compartment; empty when none does. */
export function compartmentParams(type: string): readonly string[] {
  let known = params.get(type);
  if (!known) {
    const paths = new Set(
      (searchDefinitions().compartment[type] ?? []).map(({ steps }) => JSON.stringify(steps)),
    );
    known = [...searchParams(type).values()]
      .filter((one) => one.type === 'reference')
      .filter(({ compiled }) => compiled.paths.some(({ steps }) => paths.has(JSON.stringify(steps))))
      .map(({ code }) => code);
    params.set(type, known);
  }
  return known;
}

/**
 * Logical id of the patient whose compartment holds the resource, by the official R4 CompartmentDefinition; a Patient is
 * its own. Where several patients are named, whom it is about: a child's coverage is the child's and not the parent's who holds it.
 */
export function patientOf(resource: Resource): string | undefined {
  if (resource.resourceType === 'Patient') return resource.id;
  for (const extract of extractorsOf(resource.resourceType)) {
    const id = firstPatient(resource, extract);
    if (id) return id;
  }
  return undefined;
}

function firstPatient(resource: Resource, extract: Extractor): string | undefined {
  let id: string | undefined;
  extract(resource, (value) => {
    const literal = (value as { reference?: unknown } | null)?.reference;
    const parts = id === undefined && typeof literal === 'string' ? parseReference(literal) : undefined;
    if (parts?.type === 'Patient' && parts.url === undefined) id = parts.id;
  });
  return id;
}

/** Elements that say when a thing happened, the most telling first. */
const MOMENTS = [
  'effectiveDateTime',
  'effectiveInstant',
  'effectivePeriod',
  'performedDateTime',
  'performedPeriod',
  'occurrenceDateTime',
  'occurrencePeriod',
  'onsetDateTime',
  'start',
  'period',
  'actualPeriod',
  'whenHandedOver',
  'authoredOn',
  'authored',
  'sent',
  'started',
  'servicedDate',
  'recordedDate',
  'assertedDate',
  'dateAsserted',
  'date',
  'dateTime',
  'recorded',
  'issued',
  'created',
  'executionPeriod',
  'collectedDateTime',
  'receivedTime',
  'startDateTime',
  'occurredDateTime',
] as const;

/**
 * The clinically relevant instant in ms, for newest-first lists: when it happened, else when it was recorded, else when
 * it was last stored. `zone` as for `indexValues`.
 */
export function momentOf(resource: Resource, zone: string): number | undefined {
  const content = resource as unknown as Readonly<Record<string, unknown>>;
  for (const name of MOMENTS) {
    const value = content[name];
    if (value === undefined) continue;
    const text = typeof value === 'string' ? value : periodStart(value);
    const ms = text === undefined ? undefined : instantOf(text, zone);
    if (ms !== undefined) return ms;
  }
  const collected = (content.collection as Readonly<Record<string, unknown>> | undefined)?.collectedDateTime;
  const fallback = typeof collected === 'string' ? collected : resource.meta?.lastUpdated;
  return fallback === undefined ? undefined : instantOf(fallback, zone);
}

function periodStart(value: unknown): string | undefined {
  const { start, end } = (value ?? {}) as { start?: unknown; end?: unknown };
  return typeof start === 'string' ? start : typeof end === 'string' ? end : undefined;
}
