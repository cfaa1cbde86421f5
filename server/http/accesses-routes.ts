import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { accessesPdf } from '#clinic/oversight/render/accesses-pdf.ts';
import { ACCESS_KINDS, accessesOf } from '#clinic/oversight/rules/accesses.ts';
import { dayBounds } from '#clinic/oversight/rules/day-bounds.ts';
import { displayName } from '#fhir/names.ts';
import { notFound } from '#fhir/outcome.ts';
import type { Patient } from '#fhir/types.ts';
import type { AuditRow } from '#gate/audit/row.ts';
import type { Principal } from '#gate/principal.ts';
import { parseEntry } from '#record/record.ts';
import type { ServerContext } from '../context.ts';
import { inputOf } from './input.ts';
import { openSessionOf } from './who.ts';

/** Rows of one paper: some 200 pages would be no answer. */
const MOST_ROWS = 5_000;
const PAGE = 500;

const Path = z.object({
  patient: z.string().min(1).max(64),
  language: z.enum(['en', 'es']),
  kind: z.enum(['all', ...ACCESS_KINDS]),
  /** `2026-11-01_2026-11-24`, either side may be empty. */
  span: z.string().regex(/^(\d{4}-\d{2}-\d{2})?_(\d{4}-\d{2}-\d{2})?$/),
});
const Wanted = z.object({ as: z.enum(['look', 'print']).default('look') });

/** `/api/accesses`: "who looked at my record" as a PDF for the patient (task O02); only ids and days are in the address. */
export function addAccessesRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get('/api/accesses/:patient/:language/:kind/:span', async (request, reply) => {
    const { principal } = await openSessionOf(context, request);
    const { patient, language, kind, span } = inputOf(Path, request.params);
    const { as } = inputOf(Wanted, request.query);
    const [from = '', to = ''] = span.split('_');
    const clinic = context.runtime.clinic();
    const { rows, more } = await rowsOf(context, principal, { patient, ...dayBounds(from, to, clinic.zone) });
    const entry = await context.gate.for(principal).read('Patient', patient);
    if (!entry || entry.deleted) throw notFound('There is no such patient.');
    const person = parseEntry<Patient>(entry);
    const accesses = accessesOf(rows).filter((one) => kind === 'all' || one.kind === kind);
    const pdf = await accessesPdf(
      {
        clinic,
        patient: { name: displayName(person.name), birthDate: person.birthDate ?? '' },
        made: context.runtime.now().toISOString(),
        from,
        to,
        accesses,
        ...(more ? { cutAt: MOST_ROWS } : {}),
      },
      language,
    );
    if (as === 'print')
      await context.gate.audit.noteOf(principal, {
        action: 'print',
        operation: 'audit/accesses',
        outcome: 'success',
        patients: [patient],
      });
    return reply
      .type('application/pdf')
      .header('content-disposition', 'inline')
      .header('cache-control', 'no-store')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .send(Buffer.from(pdf));
  });
}

interface Asked {
  readonly patient: string;
  readonly from?: string;
  readonly to?: string;
}

async function rowsOf(
  { gate }: ServerContext,
  principal: Principal,
  asked: Asked,
): Promise<{ rows: readonly AuditRow[]; more: boolean }> {
  const rows: AuditRow[] = [];
  for (let cursor: string | undefined; rows.length < MOST_ROWS; ) {
    const page = await gate.audit.search(principal, { ...asked, count: PAGE, ...(cursor ? { cursor } : {}) });
    rows.push(...page.rows);
    if (page.next === undefined) return { rows, more: false };
    cursor = page.next;
  }
  return { rows, more: true };
}
