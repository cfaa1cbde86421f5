import { FhirFailure, notFound, notSupported } from '#fhir/outcome.ts';
import { isResourceType } from '#fhir/search/definitions.ts';
import { batch } from './bundle/batch.ts';
import { entriesOf } from './bundle/steps.ts';
import { transaction } from './bundle/transaction.ts';
import type { Answer, Asked, Call } from './call.ts';
import { compartmentSearch } from './compartment.ts';
import { history } from './history.ts';
import { operationsOf } from './operations.ts';
import { conditionalPatch, patch } from './patch.ts';
import { read, vread } from './read.ts';
import { search } from './search.ts';
import { conditionalDelete, conditionalUpdate, create, remove, update } from './write.ts';

/** Answers one interaction of FHIR REST (http://hl7.org/fhir/R4/http.html). Throws FhirFailure. */
export async function dispatch(call: Call, asked: Asked): Promise<Answer> {
  const [type, ...rest] = asked.path;
  if (type === undefined) return onSystem(call, asked);
  if (type === '_history')
    return mustBe(asked, 'GET') && history(call, { query: asked.query, headers: asked.headers });
  if (type === '_search') throw acrossTypes();
  if (!isResourceType(type)) throw notFound(`'${type.slice(0, 40)}' is no R4 resource type.`);
  const [id, operation, version, ...more] = rest;
  if (more.length > 0) throw unknownPath();
  if (id === undefined) return onType(call, { ...asked, type });
  if (id.startsWith('_') || id.startsWith('$')) {
    if (operation !== undefined) throw unknownPath();
    return onTypeOperation(call, { ...asked, type, operation: id });
  }
  if (operation === undefined) return onInstance(call, { ...asked, type, id });
  return onInstanceOperation(call, { ...asked, type, id, operation, version });
}

const acrossTypes = () =>
  notSupported('A search names its resource type, e.g. /fhir/Patient; searching all types is not done here.');

/** A form's fields are in the query by now; another body is none. */
function mustBeForm({ body }: Asked): void {
  if (body !== undefined)
    throw new FhirFailure(415, {
      severity: 'error',
      code: 'not-supported',
      message: 'A search is sent to _search as application/x-www-form-urlencoded.',
    });
}

const unknownPath = () => notFound('There is nothing at this address.');

/** Throws 405 unless the method is the one. HEAD is answered as GET without its body. */
function mustBe({ method }: Asked, ...methods: string[]): true {
  if (!methods.includes(method === 'HEAD' ? 'GET' : method))
    throw new FhirFailure(405, {
      severity: 'error',
      code: 'not-supported',
      message: `This address answers ${methods.join(', ')}.`,
    });
  return true;
}

async function onSystem(call: Call, asked: Asked): Promise<Answer> {
  mustBe(asked, 'POST', 'GET');
  if (asked.method !== 'POST') throw acrossTypes();
  const { type, entries } = entriesOf(asked.body);
  const asks = { entries, prefer: asked.headers.prefer, ask: dispatch };
  return type === 'batch' ? batch(call, asks) : transaction(call, asks);
}

type OnType = Asked & { type: string };
type OnInstance = OnType & { id: string };

function onType(call: Call, asked: OnType): Promise<Answer> {
  mustBe(asked, 'GET', 'POST', 'PUT', 'PATCH', 'DELETE');
  if (asked.method === 'POST') return create(call, asked);
  if (asked.method === 'PUT') return conditionalUpdate(call, asked);
  if (asked.method === 'PATCH') return conditionalPatch(call, asked);
  if (asked.method === 'DELETE') return conditionalDelete(call, asked);
  return search(call, { ...asked, prefer: asked.headers.prefer });
}

async function onTypeOperation(
  call: Call,
  { operation, ...asked }: OnType & { operation: string },
): Promise<Answer> {
  if (operation === '_search') {
    mustBe(asked, 'POST');
    mustBeForm(asked);
    return search(call, { ...asked, prefer: asked.headers.prefer });
  }
  if (operation === '_history') return mustBe(asked, 'GET') && history(call, asked);
  return operate(call, { ...asked, id: '', operation });
}

async function onInstance(call: Call, asked: OnInstance): Promise<Answer> {
  mustBe(asked, 'GET', 'PUT', 'PATCH', 'DELETE');
  if (asked.method === 'PUT') return update(call, asked);
  if (asked.method === 'PATCH') return patch(call, asked);
  if (asked.method === 'DELETE') return remove(call, asked);
  return read(call, asked);
}

async function onInstanceOperation(
  call: Call,
  { operation, version, ...asked }: OnInstance & { operation: string; version: string | undefined },
): Promise<Answer> {
  if (operation === '_history' && mustBe(asked, 'GET'))
    return version === undefined ? history(call, asked) : vread(call, { ...asked, version });
  if (operation === '*' || isResourceType(operation))
    return onCompartment(call, { ...asked, operation, version });
  if (version !== undefined) throw unknownPath();
  return operate(call, { ...asked, operation });
}

function operate(
  call: Call,
  { operation: name, ...asked }: OnInstance & { operation: string },
): Promise<Answer> {
  const level = asked.id === '' ? 'type' : 'instance';
  const operation = operationsOf(asked.type).find((one) => one.name === name && one.levels.includes(level));
  if (!operation) throw notFound('There is no such operation here.');
  mustBe(asked, ...(level === 'instance' ? ['GET', 'POST'] : operation.methods));
  return operation.run(call, asked);
}

/** `Patient/x/Observation` by GET, or `Patient/x/Observation/_search` by POST; `Encounter/x/…` alike. */
function onCompartment(
  call: Call,
  { operation, version, ...asked }: OnInstance & { operation: string; version: string | undefined },
): Promise<Answer> {
  if (version !== undefined && version !== '_search') throw unknownPath();
  mustBe(asked, version === undefined ? 'GET' : 'POST');
  mustBeForm(asked);
  return compartmentSearch(call, { ...asked, of: asked.type, type: operation });
}
