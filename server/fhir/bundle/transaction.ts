import { FhirFailure, type notFound } from '#fhir/outcome.ts';
import type { Entry } from '#record/record.ts';
import { VersionConflict } from '#record/record.ts';
import { answerFound, answerWritten, etagOf } from '../answers.ts';
import { bundleText } from '../bundle-text.ts';
import type { Answer, Asked, Call } from '../call.ts';
import { conditionKey, oneAtATime } from '../one-at-a-time.ts';
import { lostRace } from '../write.ts';
import { placedInEntries } from './dangling.ts';
import { type Planned, plan } from './plan.ts';
import { failureEntry, responseEntry } from './response.ts';
import { type Step, stepOf, within } from './steps.ts';

type Ask = (call: Call, asked: Asked) => Promise<Answer>;

/**
 * All entries or none, in the order of the specification whatever their order in the Bundle: deletes, creates, updates,
 * then reads, which see what was written (http://hl7.org/fhir/R4/http.html#trules). One commit writes everything.
 */
export async function transaction(
  call: Call,
  { entries, prefer, ask }: { entries: readonly unknown[]; prefer: string | undefined; ask: Ask },
): Promise<Answer> {
  const steps = entries.map(stepOf);
  const isRead = ({ asked }: Step) => asked.method === 'GET' || asked.method === 'HEAD';
  const writing = steps.filter((step) => !isRead(step));
  const { planned, written } = await oneAtATime(creatingConditions(call, writing), async () => {
    const planned = await plan(call, writing);
    return { planned, written: await commit(call, planned) };
  });
  const answers = new Map<number, string>();
  for (const one of planned) {
    const entry = written.get(`${one.type}/${one.id}`);
    answers.set(one.step.index, responseEntry(answerOf(call, { one, entry, prefer })));
  }
  for (const { index, asked } of steps.filter(isRead))
    answers.set(
      index,
      await ask(call, { ...asked, headers: { ...asked.headers, prefer } }).then(responseEntry, failureEntry),
    );
  return {
    status: 200,
    body: bundleText(
      'transaction-response',
      steps.map(({ index }) => answers.get(index) ?? ''),
    ),
  };
}

/** Of the entries that create unless something is there. */
function creatingConditions({ base }: Call, steps: readonly Step[]): string[] {
  return steps.flatMap(({ asked: { method, path, query, headers } }) => {
    const [type = '', id] = path;
    if (method === 'POST' && headers.ifNoneExist !== undefined)
      return [conditionKey(base, type, headers.ifNoneExist)];
    return method === 'PUT' && id === undefined ? [conditionKey(base, type, query)] : [];
  });
}

const RANK = { delete: 0, create: 1, update: 2 } as const;

async function commit(call: Call, planned: readonly Planned[]): Promise<ReadonlyMap<string, Entry>> {
  const writes = planned
    .flatMap(({ write }) => write ?? [])
    .sort((one, other) => RANK[one.kind] - RANK[other.kind]);
  if (writes.length === 0) return new Map();
  try {
    const entries = await call.record.commit({ writes });
    return new Map(entries.map((entry) => [`${entry.type}/${entry.id}`, entry]));
  } catch (error) {
    if (error instanceof FhirFailure) throw await placedInEntries(call, error, planned);
    throw placedFailure(error, planned);
  }
}

function placedFailure(error: unknown, planned: readonly Planned[]): unknown {
  if (!(error instanceof VersionConflict)) return error;
  const culprit = planned.find(({ type, id }) => type === error.type && id === error.id);
  const named = culprit?.step.asked.headers.ifMatch !== undefined;
  const failure = lostRace(error, named) as ReturnType<typeof notFound>;
  return culprit ? within(failure, culprit.step.index) : failure;
}

function answerOf(
  call: Call,
  { one, entry, prefer }: { one: Planned; entry: Entry | undefined; prefer: string | undefined },
): Answer {
  if (one.existing && !one.write) return answerFound(call, one.existing, prefer);
  if (!entry) return { status: 204 };
  if (entry.deleted) return { status: 204, etag: etagOf(entry.version) };
  return answerWritten(call, entry, prefer);
}
