import { Buffer } from 'node:buffer';
import { changes, command } from '#capability/command.ts';
import { reference } from '#fhir/reference.ts';
import { LOINC, US_CORE } from '#fhir/systems.ts';
import type { Binary, DocumentReference } from '#fhir/types.ts';
import { SUMMARY_TYPE, SUMMARY_WORDS } from '../rules/summary.ts';
import { patientOf, visitFacts } from '../views/visit-facts.ts';
import { summaryPdf } from './summary-pdf.ts';
import { writeSummary } from './write-summary.contract.ts';

const CATEGORY = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category';

export const writeSummaryCommand = command(writeSummary, async (context, { encounter: id, language }) => {
  const encounter = await context.read('Encounter', id);
  const facts = await visitFacts(context, encounter);
  const pdf = await summaryPdf(facts, language);
  const patient = reference('Patient', patientOf(encounter));
  const earlier = await context.find('DocumentReference', {
    encounter: `Encounter/${id}`,
    type: SUMMARY_TYPE,
    status: 'current',
    _count: '10',
  });
  const documentId = context.newId();
  const binary: Binary & { id: string } = {
    resourceType: 'Binary',
    id: context.newId(),
    contentType: 'application/pdf',
    // It tells of diagnoses and medicines: as closed as the document, not as open as the name.
    securityContext: reference('DocumentReference', documentId),
    data: Buffer.from(pdf).toString('base64'),
  };
  const document: DocumentReference & { id: string } = {
    resourceType: 'DocumentReference',
    id: documentId,
    meta: { profile: [US_CORE.documentReference] },
    status: 'current',
    docStatus: facts.signed ? 'final' : 'preliminary',
    type: {
      coding: [{ system: LOINC, code: SUMMARY_TYPE, display: 'Patient summary Document' }],
      text: SUMMARY_WORDS[language].title,
    },
    category: [{ coding: [{ system: CATEGORY, code: 'clinical-note' }] }],
    subject: patient,
    date: context.now.toISOString(),
    author: [{ reference: context.who.reference, display: context.who.display }],
    description: SUMMARY_WORDS[language].title,
    context: { encounter: [reference('Encounter', id)] },
    content: [
      {
        attachment: {
          contentType: 'application/pdf',
          language,
          url: `Binary/${binary.id}`,
          title: `${SUMMARY_WORDS[language].title}.pdf`,
        },
      },
    ],
    ...(earlier[0]
      ? { relatesTo: [{ code: 'replaces' as const, target: reference('DocumentReference', earlier[0].id) }] }
      : {}),
  };
  const superseded = earlier.map((old) => ({ ...old, status: 'superseded' as const }));
  return changes({ document: document.id, binary: binary.id }, binary, document, ...superseded);
});
