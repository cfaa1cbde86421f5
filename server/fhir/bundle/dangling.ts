import { FhirFailure, type Finding } from '#fhir/outcome.ts';
import { parseReference } from '#fhir/reference.ts';
import type { Call } from '../call.ts';
import type { Planned } from './plan.ts';
import { within } from './steps.ts';

interface Suspect {
  readonly index: number;
  readonly type: string;
  readonly id: string;
}

/**
 * The record says at which element a reference leads to nothing, but not of which resource of the commit. Says it, so
 * that one wrong entry among thousands is found. What cannot be told stays as it was said.
 */
export async function placedInEntries(
  call: Call,
  failure: FhirFailure,
  planned: readonly Planned[],
): Promise<FhirFailure> {
  const missing = failure.findings.filter(({ code, expression }) => code === 'not-found' && expression);
  if (missing.length === 0) return failure;
  const suspects = new Map(
    [...new Set(missing.map(({ expression = '' }) => expression))].map((at) => [at, suspectsAt(planned, at)]),
  );
  const there = await existing(call, [...suspects.values()]);
  const next = new Map<string, Suspect[]>(
    [...suspects].map(([at, all]) => [at, all.filter((one) => !there.has(`${one.type}/${one.id}`))]),
  );
  const findings = failure.findings.map((finding): Finding => {
    const culprit = next.get(finding.expression ?? '')?.shift();
    if (!culprit) return finding;
    return within(new FhirFailure(failure.status, finding), culprit.index).findings[0] ?? finding;
  });
  return new FhirFailure(failure.status, ...findings);
}

/** Entries that refer from this element to something that the transaction does not write itself. */
function suspectsAt(planned: readonly Planned[], at: string): Suspect[] {
  const own = new Set(planned.map(({ type, id }) => `${type}/${id}`));
  return planned.flatMap(({ step, type, write }) => {
    if (!write || write.kind === 'delete' || !at.startsWith(`${type}.`)) return [];
    const parts = parseReference(referenceAt(write.resource, at.slice(type.length + 1)));
    if (!parts?.type || !parts.id || parts.url !== undefined) return [];
    if (own.has(`${parts.type}/${parts.id}`)) return [];
    return [{ index: step.index, type: parts.type, id: parts.id }];
  });
}

/** What stands at `component[1].subject.reference`. */
function referenceAt(resource: object, path: string): string | undefined {
  let at: unknown = resource;
  for (const name of path.split(/[.[\]]+/).filter(Boolean)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return typeof at === 'string' ? at : undefined;
}

/** Which of them are there after all. Where there is one suspect for an element nothing has to be asked. */
async function existing(call: Call, groups: readonly (readonly Suspect[])[]): Promise<ReadonlySet<string>> {
  const doubtful = groups.filter(({ length }) => length > 1).flat();
  if (doubtful.length === 0) return new Set();
  try {
    const entries = await call.record.readMany(doubtful.map(({ type, id }) => ({ type, id })));
    return new Set(entries.map(({ type, id }) => `${type}/${id}`));
  } catch (problem) {
    // Who may not read what she refers to is told the element only.
    if (!(problem instanceof FhirFailure)) throw problem;
    return new Set(doubtful.map(({ type, id }) => `${type}/${id}`));
  }
}
