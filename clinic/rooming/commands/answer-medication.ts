import { command, type ViewContext } from '#capability/command.ts';
import { named } from '#clinic/chart/public.ts';
import { keepVersion, providerOf } from '#clinic/screening/public.ts';
import { parseReference, sameReference } from '#fhir/reference.ts';
import type { MedicationRequest, MedicationStatement, Resource, Stored, Task } from '#fhir/types.ts';
import {
  medicationList,
  medicationProposal,
  needsProposal,
  type Said,
  statementAbout,
} from '../rules/medications.ts';
import { answerMedication } from './answer-medication.contract.ts';
import { keptReview, type RoomingVisit, roomingVisit } from './visit-context.ts';

type About = Stored<MedicationRequest> | Stored<MedicationStatement>;

export const answerMedicationCommand = command(answerMedication, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  if (input.answer === 'not-taking' && !input.reason) return context.refuse('reason-needed', 'reason');
  const about = await readAbout(context, input.medication);
  if (!sameReference(about.subject, { reference: `Patient/${visit.patient}` }))
    return context.refuse('other-patient', 'medication');
  const said: Said = { answer: input.answer, reason: input.reason, how: input.how };
  const statement = await keepVersion(context, statementAbout(about, said, visit.stamp));
  const list = await medications(context, visit);
  const open = list.filter((one) => one.answer === undefined && one.reference !== input.medication).length;
  const review =
    open === 0
      ? [await keptReview(context, visit, { kind: 'medications', entries: list.map((one) => one.reference) })]
      : [];
  const others = await followUp(context, visit, { about, said, statement });
  return {
    save: [statement, ...others, ...review],
    result: { id: statement.id ?? '', proposed: needsProposal(input.medication, said), open },
  };
});

async function readAbout(context: ViewContext, about: string): Promise<About> {
  const parts = parseReference(about);
  return parts?.type === 'MedicationRequest'
    ? context.read('MedicationRequest', parts.id ?? '')
    : context.read('MedicationStatement', parts?.id ?? '');
}

/** The list of this visit with its answers so far. */
export async function medications(context: ViewContext, visit: RoomingVisit) {
  const [requests, statements] = await Promise.all([
    context.find('MedicationRequest', {
      patient: visit.patient,
      status: 'active',
      _sort: '-authoredon',
      _count: '200',
    }),
    context.find('MedicationStatement', { patient: visit.patient, _sort: '-effective', _count: '200' }),
  ]);
  return medicationList(await named(context, requests), await named(context, statements), visit.encounter.id);
}

/** M3: a prescription is only proposed about; the patient's own report may be stopped here. A changed answer takes the proposal back. */
async function followUp(
  context: ViewContext,
  visit: RoomingVisit,
  given: { about: About; said: Said; statement: MedicationStatement },
): Promise<Resource[]> {
  const { about, said } = given;
  if (about.resourceType === 'MedicationStatement')
    return said.answer === 'not-taking' ? [{ ...about, status: 'stopped' }] : [];
  const provider = providerOf(visit.encounter) as Task['owner'];
  const drafted = medicationProposal(about, said, { ...visit.stamp, provider });
  const before = await context.readIfAny('Task', drafted.id ?? '');
  if (needsProposal(`MedicationRequest/${about.id}`, said))
    return [medicationProposal(about, said, { ...visit.stamp, provider, before })];
  return before?.status === 'requested' ? [{ ...before, status: 'cancelled' }] : [];
}
