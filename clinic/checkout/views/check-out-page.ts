import { view } from '#capability/command.ts';
import { EXT } from '#fhir/medley.ts';
import { idOf } from '#fhir/reference.ts';
import type { DocumentReference, Encounter, Patient } from '#fhir/types.ts';
import { SUMMARY_TYPE, summaryLanguage } from '../rules/summary.ts';
import { type CheckOutPage, checkOutPage } from './check-out-page.contract.ts';
import { patientOf, visitFacts } from './visit-facts.ts';

export const checkOutPageView = view(checkOutPage, 150, async (context, { encounter: id }) => {
  const encounter = await context.read('Encounter', id);
  const patient = patientOf(encounter);
  const person = await context.read('Patient', patient);
  const preferred = languageOf(person);
  const { language, fellBack } = summaryLanguage(preferred);
  const [document] = await context.find('DocumentReference', {
    encounter: `Encounter/${id}`,
    type: SUMMARY_TYPE,
    status: 'current',
    _count: '1',
  });
  return {
    encounter: id,
    patient,
    stage: encounter.extension?.find(({ url }) => url === EXT.encounterStage)?.valueCode ?? '',
    provider: attendingOf(encounter)?.display ?? '',
    providerId: idOf(attendingOf(encounter), 'Practitioner') ?? '',
    visitType: encounter.serviceType?.coding?.[0]?.code ?? '',
    language,
    unspoken: fellBack ? (preferred ?? '') : '',
    facts: await visitFacts(context, encounter),
    summary: document ? summaryOf(document) : null,
  };
});

const attendingOf = (encounter: Encounter) =>
  encounter.participant?.find(({ type }) =>
    type?.some(({ coding }) => coding?.some(({ code }) => code === 'ATND')),
  )?.individual;

/** The preferred language, else the first that is named. */
const languageOf = (person: Patient): string | undefined =>
  (person.communication?.find(({ preferred }) => preferred) ?? person.communication?.[0])?.language
    ?.coding?.[0]?.code;

function summaryOf(document: DocumentReference): CheckOutPage['summary'] {
  const attachment = document.content?.[0]?.attachment;
  return {
    binary: attachment?.url?.split('/')[1] ?? '',
    at: document.date ?? '',
    language: attachment?.language ?? 'en',
    signed: document.docStatus === 'final',
  };
}
