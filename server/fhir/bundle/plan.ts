import { newId } from '#capability/new-id.ts';
import { badRequest, FhirFailure, notSupported } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';
import type { Entry, Write } from '#record/record.ts';
import type { Call } from '../call.ts';
import { onlyMatch } from '../conditional.ts';
import { operationsOf, patched } from '../json-patch.ts';
import { current, mustMatch } from '../patch.ts';
import { isId, versionAsked } from '../preconditions.ts';
import { resourceBody, validated } from '../resource-body.ts';
import { conditionalsIn, linked, partsOf } from './links.ts';
import { type Step, typeOf, within } from './steps.ts';

/** What one entry will do. `write` absent: there is nothing to write (`existing` is answered, or nothing was there). */
export interface Planned {
  readonly step: Step;
  readonly type: string;
  readonly id?: string;
  readonly write?: Write;
  readonly existing?: Entry;
}

/** Where an entry goes, before any reference in it is resolved. */
interface Placed {
  readonly step: Step;
  readonly type: string;
  readonly id: string | undefined;
  readonly existing: Entry | undefined;
}

/** Runs `work` for one entry and says in every failure which entry it was. */
async function inEntry<T>(index: number, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FhirFailure ? within(error, index) : error;
  }
}

/** The writes of a transaction, every reference resolved, every resource valid. Throws; then nothing was done. */
export async function plan(call: Call, steps: readonly Step[]): Promise<Planned[]> {
  const placed = await Promise.all(steps.map((step) => inEntry(step.index, () => place(call, step))));
  mustBeDistinct(placed);
  const places = placesOf(call, placed);
  await addConditionals(call, { steps: placed.map(({ step }) => step), places });
  const planned: Planned[] = [];
  for (const one of placed) planned.push(await inEntry(one.step.index, () => planOne(call, one, places)));
  return planned;
}

async function place(call: Call, step: Step): Promise<Placed> {
  const type = typeOf(step);
  const { method, path, query, headers } = step.asked;
  if (path.length > 2)
    throw badRequest(
      'A transaction creates, updates, patches, deletes and reads; the url is Type or Type/id.',
    );
  const [, id] = path;
  if (id?.startsWith('$'))
    throw notSupported('An operation is no part of a transaction here; ask it for itself, or in a batch.');
  if (id !== undefined && !isId(id)) throw badRequest('An id has letters, digits, - and . only, at most 64.');
  if (method === 'POST') {
    if (id !== undefined) throw badRequest('A POST goes to the type; the id is given here.');
    const existing =
      headers.ifNoneExist === undefined ? undefined : await onlyMatch(call, type, headers.ifNoneExist);
    return { step, type, id: existing?.id ?? newId(), existing };
  }
  if (method === 'PATCH') return placePatch(call, { step, type, id });
  if (id !== undefined) return { step, type, id, existing: undefined };
  const match = await onlyMatch(call, type, query);
  return { step, type, id: match?.id ?? (method === 'PUT' ? ownId(step) : undefined), existing: match };
}

/** From here on a patch is an update of the version it was made on, with what comes of it as its body. */
async function placePatch(
  call: Call,
  { step, type, id }: { step: Step; type: string; id: string | undefined },
): Promise<Placed> {
  const { body, query, headers } = step.asked;
  const operations = operationsOf(body);
  const key = id ?? (await mustMatch(call, type, query)).id;
  const existing = await current(call, { type, id: key, ifMatch: headers.ifMatch });
  const asked = { ...step.asked, body: patched(existing.content, operations) };
  return { step: { ...step, asked }, type, id: key, existing };
}

const ownId = ({ asked }: Step): string => {
  const id = (asked.body as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' && isId(id) ? id : newId();
};

/** One resource can be written once in a transaction: which of two should win? */
function mustBeDistinct(placed: readonly Placed[]): void {
  const seen = new Set<string>();
  for (const { step, type, id } of placed) {
    const key = `${type}/${id}`;
    if (id !== undefined && seen.has(key) && step.asked.method !== 'POST')
      throw badRequest('Two entries write the same resource.', `Bundle.entry[${step.index}]`);
    seen.add(key);
  }
}

function placesOf({ base }: Call, placed: readonly Placed[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const { step, type, id } of placed) {
    if (id === undefined || step.fullUrl === undefined || step.asked.method === 'DELETE') continue;
    if (places.has(step.fullUrl))
      throw badRequest('Two entries have the same fullUrl.', `Bundle.entry[${step.index}].fullUrl`);
    places.set(step.fullUrl, `${type}/${id}`);
    // A relative reference means the resource below the base of the entry's own full url.
    const own = /^https?:\/\/.*\/([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})$/.exec(step.fullUrl)?.[1];
    if (own !== undefined && !step.fullUrl.startsWith(base) && step.asked.method === 'POST')
      places.set(own, `${type}/${id}`);
  }
  return places;
}

async function addConditionals(
  call: Call,
  { steps, places }: { steps: readonly Step[]; places: Map<string, string> },
): Promise<void> {
  for (const { asked, index } of steps)
    for (const conditional of conditionalsIn(asked.body)) {
      if (places.has(conditional)) continue;
      const match = await inEntry(index, () => {
        const { type, query } = partsOf(conditional);
        return onlyMatch(call, type, query);
      });
      if (!match)
        throw new FhirFailure(412, {
          severity: 'error',
          code: 'not-found',
          message: 'A conditional reference leads to nothing here.',
          expression: `Bundle.entry[${index}]`,
        });
      places.set(conditional, `${match.type}/${match.id}`);
    }
}

function planOne(
  call: Call,
  { step, type, id, existing }: Placed,
  places: ReadonlyMap<string, string>,
): Planned {
  const { method, body, headers } = step.asked;
  if (method === 'DELETE') {
    if (id === undefined) return { step, type };
    return { step, type, id, write: { kind: 'delete', type, id, ...ifVersion(headers.ifMatch) } };
  }
  if (id === undefined) throw new Error('An entry that writes has an id.');
  if (method === 'POST' && existing) return { step, type, id, existing };
  const given: Resource & { id: string } = { ...linked(resourceBody(body, type), places), id };
  if (method === 'PUT' && (body as { id?: unknown }).id !== undefined && (body as { id?: unknown }).id !== id)
    throw badRequest('The id in the resource is not the one of the url.', `${type}.id`);
  const resource = validated(call, given);
  if (method === 'POST') return { step, type, id, write: { kind: 'create', resource, id } };
  const version: { ifVersion?: number } =
    method === 'PATCH' && existing ? { ifVersion: existing.version } : ifVersion(headers.ifMatch);
  const write = { kind: 'update', resource } as const;
  return {
    step,
    type,
    id,
    write: version.ifVersion === undefined ? { ...write, createIfMissing: true } : { ...write, ...version },
  };
}

function ifVersion(ifMatch: string | undefined): { ifVersion?: number } {
  const version = versionAsked(ifMatch);
  return version === undefined ? {} : { ifVersion: version };
}
