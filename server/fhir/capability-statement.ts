import { resourceTypes, searchParams } from '#fhir/search/definitions.ts';
import type { CapabilityStatement } from '#fhir/types.ts';
import { JSON_PATCH } from './json-patch.ts';
import { operationsOf } from './operations.ts';

const BULK = 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/';
const INTERACTIONS = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
] as const;

/** What this server can do, from the same definitions that it works by (http://hl7.org/fhir/R4/capabilitystatement.html). */
export function capabilityStatement({
  base,
  date,
  version,
}: {
  base: string;
  date: string;
  version: string;
}): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json', 'application/fhir+json'],
    patchFormat: [JSON_PATCH],
    software: { name: 'Medley', version },
    implementation: { description: 'Medley clinic record', url: base },
    implementationGuide: ['http://hl7.org/fhir/us/core/ImplementationGuide/hl7.fhir.us.core|6.1.0'],
    rest: [
      {
        mode: 'server',
        security: security(base.replace(/\/fhir$/, '')),
        resource: resourceTypes().map(resourceOf),
        compartment: ['patient', 'encounter'].map(
          (name) => `http://hl7.org/fhir/CompartmentDefinition/${name}`,
        ),
        interaction: [{ code: 'transaction' }, { code: 'batch' }, { code: 'history-system' }],
        operation: [{ name: 'export', definition: `${BULK}export` }],
      },
    ],
  };
}

/** The trail is written to and never changed (45 CFR 164.312(b)); the gate refuses it to everybody. */
const isClosed = (type: string, interaction: string): boolean =>
  type === 'AuditEvent' && ['update', 'patch', 'delete'].includes(interaction);

type Rest = NonNullable<CapabilityStatement['rest']>[number];
type RestResource = NonNullable<Rest['resource']>[number];

function resourceOf(type: string): RestResource {
  const params = [...searchParams(type).values()].filter(({ type: kind }) => kind !== 'special');
  return {
    type: type as NonNullable<RestResource['type']>,
    interaction: INTERACTIONS.filter((code) => !isClosed(type, code)).map((code) => ({ code })),
    versioning: 'versioned',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'full-support',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal', 'enforced'],
    searchInclude: params
      .filter(({ type: kind }) => kind === 'reference')
      .map(({ code }) => `${type}:${code}`),
    searchParam: params.map(({ code, type: kind }) => ({ name: code, type: kind })),
    operation: [
      ...operationsOf(type).map(({ name, definition }) => ({ name: name.slice(1), definition })),
      ...exportsOf(type),
    ],
  };
}

/** Bulk export (`server/bulk`) of a type's own level: https://hl7.org/fhir/uv/bulkdata/. */
const exportsOf = (type: string) =>
  type === 'Patient' || type === 'Group'
    ? [{ name: 'export', definition: `${BULK}${type.toLowerCase()}-export` }]
    : [];

const security = (origin: string): NonNullable<Rest['security']> => ({
  service: [
    {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
          code: 'SMART-on-FHIR',
          display: 'SMART-on-FHIR',
        },
      ],
    },
  ],
  extension: [
    {
      url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
      extension: [{ url: 'token', valueUri: `${origin}/oauth/token` }],
    },
  ],
});
