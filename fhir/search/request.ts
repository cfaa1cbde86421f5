/** A search, parsed and checked against the official R4 SearchParameter definitions; what the record turns into SQL. */

/** Types of search parameter (http://hl7.org/fhir/R4/search.html#ptypes). */
export type ParameterType =
  | 'number'
  | 'date'
  | 'string'
  | 'token'
  | 'reference'
  | 'composite'
  | 'quantity'
  | 'uri'
  | 'special';
export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

/** One official search parameter as it applies to one resource type, compiled from its definition. */
export interface SearchParam {
  readonly code: string;
  readonly type: ParameterType;
  /** Resource type it is applied to. */
  readonly base: string;
  readonly expression: string;
  /** For references: allowed target types. */
  readonly target?: readonly string[];
  /** For composites: the parts. */
  readonly components?: readonly {
    readonly code: string;
    readonly type: ParameterType;
    readonly expression: string;
  }[];
}

export type SearchValue =
  | { readonly kind: 'string'; readonly text: string }
  /** `system` undefined: any; '' : explicitly none. `code` undefined: any code of the system. */
  | { readonly kind: 'token'; readonly system?: string; readonly code?: string; readonly typeCode?: string }
  | {
      readonly kind: 'reference';
      readonly type?: string;
      readonly id?: string;
      readonly url?: string;
      readonly system?: string;
      readonly code?: string;
    }
  /** Instants in ms since the epoch, half open: [from, to). A partial date spans its whole range, in the clinic's zone when it carries none. */
  | { readonly kind: 'date'; readonly prefix: Prefix; readonly from: number; readonly to: number }
  /** The implicit range of the precision given: 100 is [99.5, 100.5). `number` is the value as typed. */
  | {
      readonly kind: 'number';
      readonly prefix: Prefix;
      readonly number: number;
      readonly low: number;
      readonly high: number;
    }
  /** As number, in UCUM base units where the unit is UCUM (`canonical`), else as given. */
  | {
      readonly kind: 'quantity';
      readonly prefix: Prefix;
      readonly number: number;
      readonly low: number;
      readonly high: number;
      readonly system?: string;
      readonly code?: string;
      readonly canonical?: {
        readonly unit: string;
        readonly low: number;
        readonly high: number;
        readonly number: number;
      };
    }
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'composite'; readonly parts: readonly SearchValue[] };

export interface Filter {
  readonly param: SearchParam;
  /**
   * As asked. `:in` and `:not-in` of a token, `:above` and `:below` of a token or reference stand for lists that the record
   * does not know: `server/fhir/written-out.ts` writes them out first.
   */
  readonly modifier?: string;
  /** `:missing` carries its answer here. */
  readonly missing?: boolean;
  /** Any of these (comma separated in the query). Empty for a chain and for `:missing`. */
  readonly anyOf: readonly SearchValue[];
  /** `subject:Patient.name=x`: the reference must lead to a `type` that matches the inner filter. */
  readonly chain?: { readonly types: readonly string[]; readonly filter: Filter };
}

/** `_has:Observation:patient:code=x`: some `type` refers to this one by `reference` and matches `filter` (or a further has). */
export interface Has {
  readonly type: string;
  readonly reference: SearchParam;
  readonly filter?: Filter;
  readonly has?: Has;
}

export interface Include {
  readonly source: string;
  /** Parameter code, or '*' for every reference parameter. */
  readonly param: string;
  readonly target?: string;
  readonly iterate: boolean;
}

export interface SearchRequest {
  readonly type: string;
  readonly filters: readonly Filter[];
  readonly ids?: readonly string[];
  /** Logical id: only what is in this patient's compartment. */
  readonly compartment?: string;
  readonly has: readonly Has[];
  readonly include: readonly Include[];
  readonly revinclude: readonly Include[];
  readonly sort: readonly { readonly param: SearchParam; readonly descending: boolean }[];
  /** Page size; 0 with `total` for a count. */
  readonly count: number;
  readonly total: 'none' | 'estimate' | 'accurate';
  readonly summary?: 'true' | 'false' | 'text' | 'data' | 'count';
  readonly elements?: readonly string[];
  readonly cursor?: string;
  /** Parameters that were not understood and, with `handling=lenient`, left out. */
  readonly ignored: readonly string[];
}
