import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { CommandAnswer } from '#capability/answer.ts';
import { runCommand } from '#capability/run-command.ts';
import { runView } from '#capability/run-view.ts';
import { undo } from '#capability/undo.ts';
import { notFound } from '#fhir/outcome.ts';
import type { ServerContext } from '../context.ts';
import { inputOf } from './input.ts';
import { mustBeHers, openSessionOf, unlockedSessionOf } from './who.ts';

const Act = z.object({ key: z.uuid(), input: z.unknown() });
const Ask = z.object({ input: z.unknown() });
const Undo = z.object({ key: z.uuid() });
interface Named {
  Params: { room: string; name: string };
}

/** Commands, views and undo: what our screens do and see. */
export function addActRoutes(app: FastifyInstance, context: ServerContext): void {
  const { runtime, gate } = context;
  app.post<Named>('/api/command/:room/:name', async (request, reply) => {
    const session = await unlockedSessionOf(context, request);
    const placed = runtime.rooms.commands.get(`${request.params.room}/${request.params.name}`);
    const { key, input } = inputOf(Act, request.body);
    mustBeHers(session, patientToSign(placed, input));
    if (!placed) throw notFound('There is no such command.');
    gate.sessions.touch(session);
    return sendAnswer(reply, await runCommand(runtime, placed, { who: session.principal, key, input }));
  });
  app.post<Named>('/api/view/:room/:name', async (request, reply) => {
    const session = await unlockedSessionOf(context, request);
    const placed = runtime.rooms.views.get(`${request.params.room}/${request.params.name}`);
    const { input } = inputOf(Ask, request.body);
    mustBeHers(session, patientToSign(placed, input));
    if (!placed) throw notFound('There is no such view.');
    const answer = await runView(runtime, placed, { who: session.principal, input });
    reply.header('cache-control', 'no-store');
    if (answer.kind === 'issues') return reply.code(400).send({ issues: answer.issues });
    if (answer.kind === 'done') return reply.send({ data: answer.data });
    return reply.type('application/json; charset=utf-8').send(`{"data":${answer.json}}`);
  });
  app.post('/api/undo', async (request, reply) => {
    const session = await openSessionOf(context, request);
    const { key } = inputOf(Undo, request.body);
    gate.sessions.touch(session);
    return sendAnswer(reply, await undo(runtime, { who: session.principal, key }));
  });
}

/** Whose signature the act concerns, when it may be asked while the screen is turned to her. */
function patientToSign(
  placed: { readonly operation: { readonly contract: { readonly whileTurned: boolean } } } | undefined,
  input: unknown,
): unknown {
  if (!placed?.operation.contract.whileTurned) return undefined;
  return typeof input === 'object' && input !== null && 'patient' in input ? input.patient : undefined;
}

function sendAnswer(reply: FastifyReply, answer: CommandAnswer): FastifyReply {
  reply.header('cache-control', 'no-store');
  switch (answer.kind) {
    case 'done':
      return reply.send({
        result: answer.result ?? {},
        ...(answer.undo === undefined ? {} : { undo: answer.undo }),
      });
    case 'issues':
      return reply.code(400).send({ issues: answer.issues });
    case 'refused':
      return reply.code(422).send({ refused: answer.refused, at: answer.at, facts: answer.facts });
    case 'changed-meanwhile':
      return reply.code(409).send({ refused: 'changed-meanwhile', at: '', facts: {} });
  }
}
