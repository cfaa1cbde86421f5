import type { Answer, Asked, Call } from './call.ts';
import { check } from './check.ts';
import { encounterEverything } from './encounter-everything.ts';
import { everything } from './everything.ts';
import { lastN } from './last-n.ts';
import { match } from './match/match.ts';
import { expand } from './terminology/expand.ts';
import { lookup } from './terminology/lookup.ts';
import { validateSetCode, validateSystemCode } from './terminology/validate-code.ts';

export type OperationAsked = Asked & { readonly type: string; readonly id: string };

/** An operation (http://hl7.org/fhir/R4/operations.html), as it is found by `dispatch` and told of in the CapabilityStatement. */
export interface Operation {
  /** With its `$`. */
  readonly name: string;
  readonly definition: string;
  /** The resource types that have it; absent: all. */
  readonly types?: readonly string[];
  readonly levels: readonly ('type' | 'instance')[];
  /** At the level of the type; by instances GET always goes too. */
  readonly methods: readonly ('GET' | 'POST')[];
  /** `id` is '' at the level of the type. */
  run(call: Call, asked: OperationAsked): Promise<Answer>;
}

const official = (name: string) => `http://hl7.org/fhir/OperationDefinition/${name}`;

export const OPERATIONS: readonly Operation[] = [
  {
    name: '$validate',
    definition: official('Resource-validate'),
    levels: ['type', 'instance'],
    methods: ['POST'],
    run: check,
  },
  {
    name: '$everything',
    definition: official('Patient-everything'),
    types: ['Patient'],
    levels: ['instance'],
    methods: ['GET', 'POST'],
    run: everything,
  },
  {
    name: '$everything',
    definition: official('Encounter-everything'),
    types: ['Encounter'],
    levels: ['instance'],
    methods: ['GET', 'POST'],
    run: encounterEverything,
  },
  {
    name: '$lastn',
    definition: official('Observation-lastn'),
    types: ['Observation'],
    levels: ['type'],
    methods: ['GET', 'POST'],
    run: lastN,
  },
  {
    name: '$match',
    definition: official('Patient-match'),
    types: ['Patient'],
    levels: ['type'],
    methods: ['POST'],
    run: match,
  },
  {
    name: '$expand',
    definition: official('ValueSet-expand'),
    types: ['ValueSet'],
    levels: ['type', 'instance'],
    methods: ['GET', 'POST'],
    run: expand,
  },
  {
    name: '$validate-code',
    definition: official('ValueSet-validate-code'),
    types: ['ValueSet'],
    levels: ['type', 'instance'],
    methods: ['GET', 'POST'],
    run: validateSetCode,
  },
  {
    name: '$validate-code',
    definition: official('CodeSystem-validate-code'),
    types: ['CodeSystem'],
    levels: ['type'],
    methods: ['GET', 'POST'],
    run: validateSystemCode,
  },
  {
    name: '$lookup',
    definition: official('CodeSystem-lookup'),
    types: ['CodeSystem'],
    levels: ['type'],
    methods: ['GET', 'POST'],
    run: lookup,
  },
];

/** The operations of a resource type. */
export const operationsOf = (type: string): Operation[] =>
  OPERATIONS.filter(({ types }) => types === undefined || types.includes(type));
