/** The official R4 examples: sent as one transaction, each read back as it was. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseReference } from '#fhir/reference.ts';
import type { Bundle, Resource } from '#fhir/types.ts';
import { isValid } from '#fhir/validate/validate.ts';
import { fhirServer } from '../testing/fhir-server.ts';

type Example = Resource & { id: string };
const FIXTURES = new URL('../../fhir/validate/fixtures/examples.ndjson.gz', import.meta.url);
const { get, post } = fhirServer();

/** All but those few that break the rules they illustrate (fhir/validate/validate.test.ts names them). */
const examples = gunzipSync(readFileSync(FIXTURES))
  .toString()
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Example)
  .filter(isValid) as Example[];

/** The one type that is referred to and has no example here. */
const UNSHOWN = { resourceType: 'MolecularSequence', coordinateSystem: 0 };

const key = ({ resourceType, id }: Example) => `${resourceType}/${id}`;

function referred(node: unknown, into: Set<string>): Set<string> {
  if (Array.isArray(node)) for (const item of node) referred(item, into);
  else if (typeof node === 'object' && node !== null)
    for (const [name, value] of Object.entries(node)) {
      const parts = name === 'reference' && typeof value === 'string' ? parseReference(value) : undefined;
      if (parts?.type && parts.id && parts.url === undefined) into.add(`${parts.type}/${parts.id}`);
      else referred(value, into);
    }
  return into;
}

/** They refer to examples that are not among these: for each the likeness of one of its type, until nothing is missing. */
function withTargets(given: readonly Example[]): Example[] {
  const all = new Map(given.map((one) => [key(one), one]));
  const waiting = [...given];
  for (let one = waiting.pop(); one; one = waiting.pop())
    for (const target of referred(one, new Set())) {
      if (all.has(target)) continue;
      const [resourceType = '', id = ''] = target.split('/');
      const like = given.find((example) => example.resourceType === resourceType) ?? UNSHOWN;
      const made = { ...like, id } as Example;
      all.set(target, made);
      waiting.push(made);
    }
  return [...all.values()];
}

const isTrail = ({ resourceType }: Resource) => resourceType === 'AuditEvent';

const withoutVersion = ({ meta, ...rest }: Example) => {
  const { versionId: _, lastUpdated: __, ...kept } = meta ?? {};
  return Object.keys(kept).length > 0 ? { ...rest, meta: kept } : rest;
};

describe('the official examples', () => {
  it('are taken as one transaction and come back as they were', async () => {
    expect(examples.length).toBeGreaterThan(320);
    const all = withTargets(examples);
    // The trail is only ever added to, under ids of ours.
    const entry = all.map((resource) => ({
      resource,
      request: isTrail(resource)
        ? { method: 'POST', url: resource.resourceType }
        : { method: 'PUT', url: key(resource) },
    }));
    const answer = await post(
      '',
      { resourceType: 'Bundle', type: 'transaction', entry },
      { prefer: 'return=minimal' },
    );
    expect(answer.statusCode === 200 ? '' : answer.body).toBe('');
    expect(new Set(answer.json<Bundle>().entry?.map(({ response }) => response?.status))).toEqual(
      new Set(['201 Created']),
    );
    for (const example of examples.filter((one) => !isTrail(one))) {
      const back = await get(key(example));
      expect([key(example), back.statusCode]).toEqual([key(example), 200]);
      expect(withoutVersion(back.json<Example>())).toEqual(withoutVersion(example));
    }
  });

  it('are found by their type, and $validate finds nothing wrong with them', async () => {
    const types = new Set(examples.map(({ resourceType }) => resourceType));
    for (const type of types) {
      const bundle = (await get(`${type}?_summary=count`)).json<Bundle>();
      expect(bundle.total).toBeGreaterThan(0);
    }
    for (const example of examples.filter((one) => !isTrail(one)).slice(0, 60)) {
      const outcome = (await get(`${key(example)}/$validate`)).json<{ issue: { severity: string }[] }>();
      expect([key(example), outcome.issue.map(({ severity }) => severity)]).toEqual([
        key(example),
        ['information'],
      ]);
    }
  });
});
