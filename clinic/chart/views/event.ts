import { Buffer } from 'node:buffer';
import { type ViewContext, view } from '#capability/command.ts';
import type { InputOf } from '#capability/contract.ts';
import type { DiagnosticReport, Encounter, Reference, Resource, Stored } from '#fhir/types.ts';
import { documentFiles, noteOf } from '../rules/event-text.ts';
import type { Line } from '../rules/lists.ts';
import { measurementsOf } from '../rules/measurement.ts';
import { riverItem } from '../rules/river.ts';
import { type ChartEvent, chartEvent } from './event.contract.ts';

export const chartEventView = view(chartEvent, 200, async (context, input) => {
  if (input.type === 'Encounter') return visit(context, await context.read('Encounter', input.id));
  if (input.type === 'DiagnosticReport')
    return report(context, await context.read('DiagnosticReport', input.id));
  return single(context, input);
});

const decode = (data: string): string => Buffer.from(data, 'base64').toString('utf8');

const names = (references: readonly (Reference | undefined)[]): string[] => [
  ...new Set(references.flatMap((one) => (one?.display ? [one.display] : []))),
];

function head(resource: Stored<Resource>): Pick<ChartEvent, 'type' | 'id' | 'title' | 'at'> {
  const item = riverItem(resource);
  return {
    type: resource.resourceType,
    id: resource.id,
    title: item?.title ?? resource.resourceType,
    at: item?.at ?? '',
  };
}

const nothing = { who: [], notes: [], measurements: [], lines: [], files: [] } as const;

async function visit(context: ViewContext, encounter: Stored<Encounter>): Promise<ChartEvent> {
  const of = { encounter: `Encounter/${encounter.id}`, _count: '200' };
  const [notes, observations, conditions, requests, services, documents] = await Promise.all([
    context.find('Composition', of),
    context.find('Observation', of),
    context.find('Condition', of),
    context.find('MedicationRequest', of),
    context.find('ServiceRequest', of),
    context.find('DocumentReference', of),
  ]);
  const lines = [...conditions, ...requests, ...services].flatMap((resource) => line(resource) ?? []);
  return {
    ...nothing,
    ...head(encounter),
    status: encounter.status,
    who: names(encounter.participant?.map(({ individual }) => individual) ?? []),
    notes: notes.filter(({ status }) => status !== 'entered-in-error').map(noteOf),
    measurements: observations.filter(({ status }) => status !== 'entered-in-error').flatMap(measurementsOf),
    lines,
    files: documents
      .filter(({ status }) => status !== 'entered-in-error')
      .flatMap((document) => documentFiles(document, decode)),
  };
}

async function report(context: ViewContext, found: Stored<DiagnosticReport>): Promise<ChartEvent> {
  const ids = (found.result ?? []).flatMap(({ reference }) => reference?.split('/')[1] ?? []);
  const observations = await context.readMany('Observation', ids);
  const order = new Map(ids.map((id, index) => [id, index]));
  const sorted = [...observations].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  return {
    ...nothing,
    ...head(found),
    status: found.status,
    who: names(found.performer ?? []),
    measurements: sorted.flatMap(measurementsOf),
    files: (found.presentedForm ?? []).flatMap((attachment) =>
      documentFiles(
        { resourceType: 'DocumentReference', status: 'current', content: [{ attachment }] },
        decode,
      ),
    ),
  };
}

async function single(context: ViewContext, input: InputOf<typeof chartEvent>): Promise<ChartEvent> {
  const resource = await context.read(input.type, input.id);
  const shown = line(resource);
  const base = { ...nothing, ...head(resource), status: statusOf(resource), lines: shown ? [shown] : [] };
  if (resource.resourceType === 'Composition')
    return { ...base, notes: [noteOf(resource)], who: names(resource.author ?? []) };
  if (resource.resourceType === 'DocumentReference')
    return { ...base, files: documentFiles(resource, decode), who: names(resource.author ?? []) };
  return base;
}

function statusOf(resource: Resource): string {
  const status = (resource as { status?: unknown }).status;
  return typeof status === 'string' ? status : '';
}

const KINDS: Readonly<Record<string, string>> = {
  Condition: 'diagnosis',
  MedicationRequest: 'medication',
  ServiceRequest: 'order',
  Procedure: 'procedure',
  Immunization: 'immunization',
};

function line(resource: Stored<Resource>): (Line & { kind: string }) | undefined {
  const kind = KINDS[resource.resourceType];
  if (!kind) return undefined;
  const item = riverItem(resource);
  const title =
    resource.resourceType === 'ServiceRequest' ? (resource.code?.text ?? '') : (item?.title ?? '');
  return {
    kind,
    id: resource.id,
    type: resource.resourceType,
    title,
    detail: item?.detail ?? '',
    status: statusOf(resource),
    since: item?.at ?? '',
  };
}
