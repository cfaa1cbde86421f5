import { changes, command } from '#capability/command.ts';
import { isMbi } from '#fhir/check-digits.ts';
import { CS, DOCUMENT } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import { IDENTIFIER_TYPE, MBI, US_CORE } from '#fhir/systems.ts';
import type { Coverage, DocumentReference } from '#fhir/types.ts';
import { saveCoverage } from './save-coverage.contract.ts';

const RELATIONSHIP = 'http://terminology.hl7.org/CodeSystem/subscriber-relationship';
const CLASS = 'http://terminology.hl7.org/CodeSystem/coverage-class';

export const saveCoverageCommand = command(saveCoverage, async (context, input) => {
  const medicare = /medicare/i.test(input.payer) && !/advantage/i.test(`${input.payer} ${input.plan}`);
  const memberId = input.memberId.replace(/[\s-]/g, '').toUpperCase();
  if (medicare && !isMbi(memberId)) return context.refuse('member-id-wrong', 'memberId');
  const patient = reference('Patient', input.patient);
  const before = input.coverage ? await context.read('Coverage', input.coverage) : undefined;
  const coverage: Coverage & { id: string } = {
    ...(before ?? { resourceType: 'Coverage' as const, id: context.newId() }),
    meta: { ...before?.meta, profile: [US_CORE.coverage] },
    status: 'active',
    identifier: [
      {
        type: { coding: [{ system: IDENTIFIER_TYPE, code: 'MB', display: 'Member Number' }] },
        ...(medicare ? { system: MBI } : {}),
        value: memberId,
      },
    ],
    subscriberId: memberId,
    beneficiary: patient,
    relationship: { coding: [{ system: RELATIONSHIP, code: input.relationship }] },
    payor: [{ display: input.payer }],
    ...(input.plan ? { type: { text: input.plan } } : {}),
    ...(input.group
      ? { class: [{ type: { coding: [{ system: CLASS, code: 'group' }] }, value: input.group }] }
      : {}),
    order: input.order,
  };
  const cards = (['front', 'back'] as const).flatMap((side): (DocumentReference & { id: string })[] => {
    const binary = input[side];
    return binary
      ? [
          card(context.newId(), {
            binary,
            side,
            patient: input.patient,
            coverage: coverage.id,
            at: context.now.toISOString(),
          }),
        ]
      : [];
  });
  return changes({ coverage: coverage.id }, coverage, ...cards);
});

function card(
  id: string,
  of: { binary: string; side: string; patient: string; coverage: string; at: string },
): DocumentReference & { id: string } {
  return {
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    type: { text: `Insurance card, ${of.side}` },
    category: [{ coding: [{ system: CS.documentCategory, code: DOCUMENT.insuranceCard }] }],
    subject: reference('Patient', of.patient),
    date: of.at,
    description: `card-${of.side}`,
    context: { related: [reference('Coverage', of.coverage)] },
    content: [{ attachment: { contentType: 'image/jpeg', url: `Binary/${of.binary}` } }],
  };
}
