import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { badRequest } from '#fhir/outcome.ts';
import type { Session } from '#gate/gate.ts';
import type { ServerContext } from '../context.ts';
import { draftClosed, mayDraft } from '../draft-access.ts';
import { inputOf } from './input.ts';
import { openSessionOf } from './who.ts';

const MOST_TEXT = 200_000;
const Edit = z.object({
  field: z.string().min(1).max(200),
  value: z.json().nullable(),
  base: z.int().min(0),
});
interface Keyed {
  Params: { '*': string };
}
const KEY = /^[a-z-]{1,40}\/[A-Za-z0-9\-./]{1,200}$/;

/** `/api/draft/<room>/<id>`: what is typed and not yet recorded, shared by everybody who works on it. */
export function addDraftRoutes(app: FastifyInstance, context: ServerContext): void {
  const { drafts, gate } = context;
  const enter = async (request: FastifyRequest<Keyed>): Promise<{ session: Session; key: string }> => {
    const session = await openSessionOf(context, request);
    const key = request.params['*'];
    if (!KEY.test(key)) throw badRequest('The key of a draft is room/id.');
    if (!mayDraft(context, session.principal, key)) throw draftClosed();
    return { session, key };
  };
  app.get<Keyed>('/api/draft/*', async (request, reply) => {
    const { session, key } = await enter(request);
    const draft = await drafts.open(session.principal, key);
    await noteDraft(context, { session, key, action: 'view' });
    return reply.header('cache-control', 'no-store').send(draft);
  });
  app.put<Keyed>('/api/draft/*', async (request, reply) => {
    const { session, key } = await enter(request);
    const edit = inputOf(Edit, request.body);
    if (JSON.stringify(edit.value).length > MOST_TEXT)
      throw badRequest('The text of a field is too long.', 'value');
    gate.sessions.touch(session);
    const saved = await drafts.save(session.principal, { key, ...edit });
    await noteDraft(context, { session, key, action: 'command' });
    if (saved.saved) return reply.send({ version: saved.version });
    const { value, version, by } = saved;
    return reply.code(409).send({ value, version, by });
  });
  app.delete<Keyed>('/api/draft/*', async (request, reply) => {
    const { session, key } = await enter(request);
    await drafts.discard(session.principal, key);
    await noteDraft(context, { session, key, action: 'command' });
    return reply.code(204).send();
  });
}

/** A draft holds what the record will: seeing and typing it is audited, with the patient its visit is about. */
async function noteDraft(
  { gate, patientOfDraft }: ServerContext,
  { session, key, action }: { session: Session; key: string; action: 'view' | 'command' },
): Promise<void> {
  const patient = await patientOfDraft(key);
  const [room] = key.split('/');
  await gate.audit.noteOf(session.principal, {
    action,
    outcome: 'success',
    operation: `draft/${room}`,
    ...(patient === undefined ? {} : { patients: [patient] }),
  });
}
