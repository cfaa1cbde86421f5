/**
 * Whom a filed paper concerns, by its kind (`CS.documentCategory`): it opens for those who may do the task it is for.
 * A kind that does not stand here is clinical: it opens for those who read the chart, as DocumentReference itself does.
 */
import { CS } from '#fhir/medley.ts';
import { decide } from './checks.ts';
import type { Principal } from './principal.ts';

const TASK_OF_KIND: Readonly<Record<string, string>> = {
  'insurance-card': 'T05',
  form: 'T05',
  identification: 'T04',
  referral: 'T33',
  other: 'T33',
};
const CHART = 'T13';

/** The kind of a document, undefined for one that another system or a visit wrote. */
export const kindOfDocument = (document: {
  readonly category?: readonly { readonly coding?: readonly { system?: string; code?: string }[] }[];
}): string | undefined =>
  document.category
    ?.flatMap(({ coding }) => coding ?? [])
    .find(({ system }) => system === CS.documentCategory)?.code;

/** Whether she may open papers of this kind (45 CFR 164.502(b), minimum necessary). Pure. */
export function mayOpenKind(principal: Principal, kind: string | undefined): boolean {
  const task = (kind === undefined ? undefined : TASK_OF_KIND[kind]) ?? CHART;
  const act = { kind: 'view', name: 'file', task, writes: [] } as const;
  return decide({ principal, clinic: principal.clinic, asked: { kind: 'act', act } }).allow;
}
