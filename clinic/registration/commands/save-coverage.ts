import { type CommandContext, changes, command } from '#capability/command.ts';
import type { InputOf } from '#capability/contract.ts';
import { isMbi } from '#fhir/check-digits.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { CS, DOCUMENT } from '#fhir/medley.ts';
import { idOf, reference } from '#fhir/reference.ts';
import type { Coverage, DocumentReference, Stored } from '#fhir/types.ts';
import { isMedicare, memberNumber, placesOf, seat } from '../rules/coverage.ts';
import { confirm } from '../rules/fields.ts';
import { coverageResource } from './coverage-resource.ts';
import { payerOf } from './payer.ts';
import { saveCoverage } from './save-coverage.contract.ts';

type Input = InputOf<typeof saveCoverage>;

export const saveCoverageCommand = command(saveCoverage, async (context, input) => {
  const day = dayOf(context.now, context.clinic.zone);
  const wrong = wrongIn(input, day);
  if (wrong) return context.refuse(...wrong);
  const [patient, before, active] = await Promise.all([
    context.read('Patient', input.patient),
    input.coverage ? context.read('Coverage', input.coverage) : undefined,
    context.find('Coverage', { beneficiary: `Patient/${input.patient}`, status: 'active', _count: '100' }),
  ]);
  if (before && idOf(before.beneficiary, 'Patient') !== input.patient)
    return context.refuse('not-this-patient', 'coverage');
  const id = before?.id ?? context.newId();
  const places =
    input.status !== 'cancelled'
      ? seat(active, id, input.order)
      : placesOf(active.filter((one) => one.id !== id));
  if (!places) return context.refuse('three-insurances', 'order');
  const { payer, made } = await payerOf(context, input.payer);
  const coverage = coverageResource(before, {
    id,
    parts: input,
    payer,
    order: places.get(id) ?? before?.order ?? 1,
    day,
  });
  const moved = active.flatMap((one): Stored<Coverage>[] => {
    const order = places.get(one.id);
    return one.id === id || order === undefined || order === one.order ? [] : [{ ...one, order }];
  });
  const at = context.now.toISOString();
  const by = { reference: context.who.reference, display: context.who.display };
  const cards = await cardsOf(context, input, id);
  // The card in the hand is a confirmation, and whoever writes insurance meanwhile is asked again: the patient is
  // written with it, so that two desks never give two insurances the same place.
  return changes(
    { coverage: id },
    confirm(patient, ['coverage'], { at, by }),
    coverage,
    ...moved,
    ...made,
    ...cards,
  );
});

type Refusing = Parameters<CommandContext<(typeof saveCoverage)['refusals'][number]>['refuse']>;

/** What the form itself shows to be wrong, and where. */
function wrongIn(input: Input, today: string): Refusing | undefined {
  const medicare = isMedicare(input.payer, input.plan);
  if (medicare && !isMbi(memberNumber(input.memberId, true))) return ['member-id-wrong', 'memberId'];
  if (input.relationship === 'self') return undefined;
  const { subscriberName = '', subscriberBirthDate = '' } = input;
  if (subscriberName.length < 2) return ['subscriber-missing', 'subscriberName'];
  if (subscriberBirthDate === '') return ['subscriber-missing', 'subscriberBirthDate'];
  if (subscriberBirthDate > today) return ['subscriber-unborn', 'subscriberBirthDate'];
  return undefined;
}

/** One document for each side that was photographed. */
async function cardsOf(
  context: CommandContext,
  input: Input,
  coverage: string,
): Promise<(DocumentReference & { id: string })[]> {
  const sides = (['front', 'back'] as const).flatMap((side) => {
    const binary = input[side];
    return binary ? [{ side, binary }] : [];
  });
  return Promise.all(
    sides.map(async ({ side, binary }) => ({
      resourceType: 'DocumentReference',
      id: context.newId(),
      status: 'current',
      type: { text: `Insurance card, ${side}` },
      category: [{ coding: [{ system: CS.documentCategory, code: DOCUMENT.insuranceCard }] }],
      subject: reference('Patient', input.patient),
      date: context.now.toISOString(),
      description: `card-${side}`,
      context: { related: [reference('Coverage', coverage)] },
      content: [
        {
          attachment: {
            contentType: (await context.read('Binary', binary)).contentType,
            url: `Binary/${binary}`,
          },
        },
      ],
    })),
  );
}
