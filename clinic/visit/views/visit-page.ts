import { type ViewContext, view } from '#capability/command.ts';
import { named } from '#clinic/chart/public.ts';
import { allergyLines, lastReview, medicationLines, problemLines } from '#clinic/chart/rules/lists.ts';
import { wordsOf } from '#fhir/concept.ts';
import { EXT } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import type {
  Composition,
  Condition,
  Encounter,
  MedicationRequest,
  ServiceRequest,
  Stored,
} from '#fhir/types.ts';
import { attending, isSigned, openVisit } from '../commands/open-visit.ts';
import { missingForSignature } from '../rules/may-be-signed.ts';
import { noteText, plainText } from '../rules/note.ts';
import { handOff } from './hand-off.ts';
import { type Diagnosis, type Note, type Order, type VisitPage, visitPage } from './visit-page.contract.ts';

const ALLERGY_REVIEW = '48765-2';

export const visitPageView = view(visitPage, 150, async (context, { encounter: id }) => {
  const { encounter, patient, note, addenda } = await openVisit(context, id);
  const parts = await readParts(context, { patient, encounter });
  const { lines, state } = allergyLines(parts.allergies);
  const written = note ? noteOf(note) : null;
  return {
    ...headOf(encounter),
    provider: await providerOf(context, encounter),
    patient,
    handOff: await handOff(context, id, parts.statements),
    problems: problemLines(parts.conditions),
    medications: medicationLines(parts.requests, parts.statements),
    allergies: lines,
    allergyState: state,
    allergiesReviewed: lastReview(parts.reviews),
    note: written,
    addenda: addenda.map(addendumOf),
    diagnoses: diagnosesOf(encounter, parts.conditions),
    orders: [...parts.ordered.map(orderOf), ...parts.services.map(orderOf)].filter(
      ({ status }) => status !== 'entered-in-error',
    ),
    missing: missingForSignature(written?.text ?? {}, encounter.diagnosis?.length ?? 0),
  };
});

async function readParts(
  context: ViewContext,
  { patient, encounter }: { patient: string; encounter: Stored<Encounter> },
) {
  const of = `Encounter/${encounter.id}`;
  const [conditions, requests, statements, allergies, reviews, services] = await Promise.all([
    context.find('Condition', { patient, _count: '500' }),
    context.find('MedicationRequest', { patient, status: 'active,on-hold,draft', _count: '500' }),
    context.find('MedicationStatement', { patient, _sort: '-_lastUpdated', _count: '300' }),
    context.find('AllergyIntolerance', { patient, _count: '200' }),
    context.find('List', { patient, code: ALLERGY_REVIEW, _sort: '-date', _count: '1' }),
    context.find('ServiceRequest', { encounter: of, _count: '200' }),
  ]);
  const ordered = requests.filter((request) => request.encounter?.reference === of);
  return {
    conditions,
    requests: await named(
      context,
      requests.filter(({ status }) => status !== 'draft'),
    ),
    statements: await named(context, statements),
    allergies,
    reviews,
    services,
    ordered,
  };
}

type Head = Pick<VisitPage, 'encounter' | 'status' | 'stage' | 'visitType' | 'start' | 'reasons'>;

function headOf(encounter: Stored<Encounter>): Head {
  return {
    encounter: encounter.id,
    status: encounter.status,
    stage: encounter.extension?.find(({ url }) => url === EXT.encounterStage)?.valueCode ?? '',
    visitType: encounter.serviceType?.coding?.[0]?.code ?? encounter.type?.[0]?.coding?.[0]?.code ?? '',
    start: encounter.period?.start ?? '',
    reasons: encounter.reasonCode?.flatMap(({ text }) => (text ? [text] : [])) ?? [],
  };
}

/** Who attends: as the visit names her, else as she is called herself. */
async function providerOf(context: ViewContext, encounter: Encounter): Promise<VisitPage['provider']> {
  const id = attending(encounter);
  if (!id) return null;
  const written = encounter.participant?.find(
    ({ individual }) => individual?.reference === `Practitioner/${id}`,
  )?.individual?.display;
  return { id, display: written ?? displayName((await context.read('Practitioner', id)).name) };
}

function noteOf(note: Stored<Composition>): Note {
  const legal = note.attester?.find(({ mode }) => mode === 'legal');
  return {
    id: note.id,
    version: note.meta.versionId,
    signed: isSigned(note),
    signedAt: legal?.time ?? '',
    signedBy: isSigned(note) ? (note.author?.[0]?.display ?? '') : '',
    documentedBy:
      note.extension?.flatMap(({ url, valueReference }) =>
        url === EXT.documentedBy ? [valueReference?.display ?? ''] : [],
      ) ?? [],
    text: noteText(note),
  };
}

const addendumOf = (addendum: Stored<Composition>) => ({
  id: addendum.id,
  at: addendum.date ?? '',
  by: addendum.author?.[0]?.display ?? '',
  text: (addendum.section ?? []).map((section) => plainText(section.text?.div ?? '')).join('\n'),
});

function diagnosesOf(encounter: Encounter, conditions: readonly Stored<Condition>[]): Diagnosis[] {
  const byId = new Map(conditions.map((condition) => [`Condition/${condition.id}`, condition]));
  return (encounter.diagnosis ?? []).flatMap(({ condition, rank }): Diagnosis[] => {
    const found = byId.get(condition.reference ?? '');
    const coding = found?.code?.coding?.[0];
    return found
      ? [
          {
            condition: found.id,
            code: coding?.code ?? '',
            display: wordsOf(found.code),
            rank: rank ?? 0,
          },
        ]
      : [];
  });
}

const KIND: Readonly<Record<string, string>> = {
  '108252007': 'lab',
  '363679005': 'imaging',
  '387713003': 'procedure',
  '3457005': 'referral',
  '386053000': 'oxygen-target',
};

function orderOf(order: Stored<MedicationRequest> | Stored<ServiceRequest>): Order {
  const medication = order.resourceType === 'MedicationRequest';
  return {
    type: order.resourceType,
    id: order.id,
    kind: medication ? 'medication' : (KIND[order.category?.[0]?.coding?.[0]?.code ?? ''] ?? 'other'),
    text: wordsOf(medication ? order.medicationCodeableConcept : order.code),
    directions: (medication ? order.dosageInstruction?.[0]?.text : order.note?.[0]?.text) ?? '',
    priority: order.priority ?? 'routine',
    status: order.status ?? '',
  };
}
