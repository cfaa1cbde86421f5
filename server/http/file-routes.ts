import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newId } from '#capability/new-id.ts';
import { badRequest, FhirFailure, gone, notFound } from '#fhir/outcome.ts';
import { reference } from '#fhir/reference.ts';
import type { Binary } from '#fhir/types.ts';
import { parseEntry } from '#record/record.ts';
import type { ServerContext } from '../context.ts';
import { inputOf } from './input.ts';
import { mustBeHers, openSessionOf, unlockedSessionOf } from './who.ts';

/** What may be uploaded, by its first bytes: a name or a header can say anything. */
const KINDS: readonly { readonly type: string; readonly starts: (bytes: Buffer) => boolean }[] = [
  {
    type: 'image/png',
    starts: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  },
  { type: 'image/jpeg', starts: (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) },
  {
    type: 'image/webp',
    starts: (bytes) =>
      bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
  { type: 'image/gif', starts: (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6)) },
  {
    type: 'image/heic',
    starts: (bytes) => /^ftyp(heic|heix|mif1|hevc)/.test(bytes.toString('latin1', 4, 12)),
  },
  { type: 'application/pdf', starts: (bytes) => bytes.toString('latin1', 0, 5) === '%PDF-' },
];
const SHOWN = new Set(KINDS.map(({ type }) => type));

/** Whose file it is: it is as closed as her record until it is filed as something narrower. */
const Sent = z.object({ patient: z.string().max(64).optional() });
/** What is done with it, for the audit trail. */
const Wanted = z.object({ as: z.enum(['look', 'print', 'export']).default('look') });

/** `/api/file`: pictures and PDFs, each one Binary of the record, in and out through the gate. */
export function addFileRoutes(app: FastifyInstance, context: ServerContext): void {
  app.addContentTypeParser(
    /^(image\/|application\/pdf)/,
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => body,
  );
  app.post('/api/file', async (request, reply) => {
    const session = await unlockedSessionOf(context, request);
    const { patient } = inputOf(Sent, request.query);
    mustBeHers(session, patient);
    const { principal } = session;
    const bytes = request.body;
    if (!Buffer.isBuffer(bytes))
      throw new FhirFailure(415, {
        severity: 'error',
        code: 'not-supported',
        message: 'Send a picture or a PDF.',
      });
    const kind = KINDS.find(({ starts }) => starts(bytes));
    if (!kind) throw badRequest('This is neither a picture (PNG, JPEG, WebP, GIF, HEIC) nor a PDF.');
    const record = context.gate.for(principal);
    if (patient !== undefined) {
      const person = await record.read('Patient', patient);
      if (!person || person.deleted) throw badRequest('There is no such patient.');
    }
    const resource: Binary = {
      resourceType: 'Binary',
      contentType: kind.type,
      ...(patient === undefined ? {} : { securityContext: reference('Patient', patient) }),
      data: bytes.toString('base64'),
    };
    const id = newId();
    await record.commit({ writes: [{ kind: 'create', resource, id }] });
    return reply.code(201).send({ binary: id });
  });
  app.get<{ Params: { id: string } }>('/api/file/:id', async (request, reply) => {
    const { principal } = await openSessionOf(context, request);
    const { as } = inputOf(Wanted, request.query);
    const entry = await context.gate.for(principal).file(request.params.id, as);
    if (!entry) throw notFound('There is no such file.');
    if (entry.deleted) throw gone('This file was deleted.');
    const { contentType, data } = parseEntry<Binary>(entry);
    const known = contentType !== undefined && SHOWN.has(contentType);
    const shown = known && as !== 'export';
    return reply
      .type(known ? contentType : 'application/octet-stream')
      .header('content-disposition', shown ? 'inline' : 'attachment')
      .header('cache-control', 'no-store')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .send(Buffer.from(data ?? '', 'base64'));
  });
}
