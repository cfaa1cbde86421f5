import { FhirFailure } from '#fhir/outcome.ts';
import type { Refusal } from './decision.ts';

/** The gate's no, as the server renders it: 403 with the reason. */
export class GateRefusal extends FhirFailure {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(403, { severity: 'error', code: 'forbidden', message: refusal.reason });
    this.name = 'GateRefusal';
    this.refusal = refusal;
  }
}
