import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Stage } from '#fhir/medley.ts';

export interface Visit {
  readonly appointment: string;
  readonly patient: string;
  readonly name: string;
  readonly birthDate: string;
  readonly sex: string;
  /** Another one of the day has nearly the same name. */
  readonly similar: boolean;
  readonly provider: string;
  readonly visitType: string;
  readonly reason: string;
  /** Instants. */
  readonly start: string;
  readonly end: string;
  readonly status: string;
  readonly walkIn: boolean;
  /** Present from arrival on. */
  readonly encounter?: string;
  readonly stage?: Stage;
}

export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly onSite: boolean;
}

export interface Day {
  readonly day: string;
  readonly now: string;
  readonly providers: readonly Provider[];
  readonly visits: readonly Visit[];
  readonly visitTypes: readonly {
    readonly code: string;
    readonly minutes: number;
    readonly en: string;
    readonly es: string;
    readonly colour: string;
  }[];
  readonly lateMinutes: number;
}

/** All appointments of a clinic day, by provider. */
export const dayView = viewContract<Day>()({
  name: 'scheduling/day',
  task: 'T48',
  input: z.object({ day: z.iso.date().optional() }),
  listens: ['Appointment', 'Encounter', 'presence', 'settings'],
});
