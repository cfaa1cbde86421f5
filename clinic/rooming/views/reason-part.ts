import { EXT } from '#fhir/medley.ts';
import type { Appointment, Encounter } from '#fhir/types.ts';
import type { VisitPage } from './visit-page.contract.ts';

/** Why today: what was written in this visit, else what the appointment was made for. */
export function reasonPart(encounter: Encounter, appointment: Appointment | undefined): VisitPage['reason'] {
  const [first, ...rest] = encounter.reasonCode ?? [];
  return {
    words: first?.text ?? first?.coding?.[0]?.display ?? appointment?.description ?? '',
    onset: first?.extension?.find((one) => one.url === EXT.onset)?.valueString ?? '',
    agenda: rest.flatMap((one) => one.text ?? []).slice(0, 2),
  };
}
