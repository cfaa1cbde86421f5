/** The payer of a coverage as an Organization of the record: found by its name, or made once. */
import type { CommandContext } from '#capability/command.ts';
import { fold } from '#fhir/fold.ts';
import { referenceTo } from '#fhir/reference.ts';
import { ORGANIZATION_TYPE } from '#fhir/systems.ts';
import type { Organization } from '#fhir/types.ts';

const INSURER = { system: ORGANIZATION_TYPE, code: 'ins', display: 'Insurance Company' };

/** The Organization of this name, and the resource to save when there was none. */
export async function payerOf(
  context: Pick<CommandContext, 'find' | 'newId'>,
  name: string,
): Promise<{ payer: ReturnType<typeof referenceTo<Organization>>; made: Organization[] }> {
  const same = ({ name: held }: Organization) => held !== undefined && fold(held) === fold(name);
  const found = (await context.find('Organization', { name, _count: '50' })).filter(
    (one) => one.active !== false && same(one),
  );
  const insurer = found.find(({ type }) =>
    type?.some(({ coding }) => coding?.some(({ code }) => code === 'ins' || code === 'pay')),
  );
  const known = insurer ?? found[0];
  if (known) return { payer: referenceTo(known, name), made: [] };
  const made: Organization & { id: string } = {
    resourceType: 'Organization',
    id: context.newId(),
    active: true,
    type: [{ coding: [INSURER] }],
    name,
  };
  return { payer: referenceTo(made, name), made: [made] };
}
