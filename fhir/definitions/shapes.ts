/** The trimmed form of the official definitions that `compile.ts` writes and everything else here reads. */

/** One type an element may have. For references and canonicals, `targets` are resource types ('Resource' = any). */
export interface TypeRef {
  readonly code: string;
  readonly targets?: readonly string[];
}

export interface Constraint {
  readonly key: string;
  readonly human: string;
  readonly expression: string;
}

export interface ElementShape {
  /** JSON name; a choice keeps its `[x]`. */
  readonly name: string;
  readonly min: number;
  /** -1 = any number. */
  readonly max: number;
  readonly types: readonly TypeRef[];
  /** Value set of a required binding, without version. */
  readonly required?: string;
  readonly constraints?: readonly Constraint[];
}

/** A resource type, a data type, or a backbone element (named by its path, e.g. `Patient.contact`). */
export interface Structure {
  readonly kind: 'resource' | 'complex' | 'primitive' | 'backbone';
  readonly elements: readonly ElementShape[];
  readonly constraints?: readonly Constraint[];
  /** Primitives: pattern of the whole value. */
  readonly regex?: string;
}

export type Structures = Readonly<Record<string, Structure>>;

/** One step of a path into a resource: a property, or a test of the element that stands there. */
export type Step =
  | string
  | { readonly where: string; readonly is: string }
  | { readonly target: string }
  | { readonly at: number }
  /** `deceased.exists() and deceased != false`, the one boolean expression of the official parameters. */
  | { readonly presence: readonly string[] };

/** One way from a resource (or a composite's base) to values of one type. */
export interface ValuePath {
  readonly steps: readonly Step[];
  readonly type: string;
}

export interface CompiledParam {
  readonly code: string;
  readonly type:
    | 'number'
    | 'date'
    | 'string'
    | 'token'
    | 'reference'
    | 'composite'
    | 'quantity'
    | 'uri'
    | 'special';
  readonly expression: string;
  readonly target?: readonly string[];
  readonly paths: readonly ValuePath[];
  /** For plain codes: the code system that the element's required value set implies. */
  readonly impliedSystem?: string;
  readonly components?: readonly CompiledComponent[];
}

export interface CompiledComponent {
  readonly code: string;
  readonly type: CompiledParam['type'];
  readonly expression: string;
  /** Paths per base path of the composite, in the same order. */
  readonly paths: readonly (readonly ValuePath[])[];
}

export interface CompiledSearch {
  /** Per resource type, its parameters, common ones included. */
  readonly types: Readonly<Record<string, readonly CompiledParam[]>>;
  /** Per resource type, the paths that put it into a patient's compartment. */
  readonly compartment: Readonly<Record<string, readonly ValuePath[]>>;
}

/** Codes by system. */
export type CodeList = Readonly<Record<string, readonly string[]>>;
/** Value set url (without version) to its codes; a set that is not enumerable here is absent. */
export type CodeLists = Readonly<Record<string, CodeList>>;

/** Code system to what its codes mean, for the systems of `CodeLists` that are here whole. */
export type Displays = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a profile asks of one element beyond the base definition. */
export interface ProfileNode {
  readonly name: string;
  readonly slice?: string;
  readonly min?: number;
  readonly max?: number;
  /** Of a choice: the types that remain. */
  readonly types?: readonly string[];
  /** Of a reference: the resource types that remain. */
  readonly targets?: readonly string[];
  readonly fixed?: unknown;
  readonly pattern?: unknown;
  readonly required?: string;
  readonly constraints?: readonly Constraint[];
  /** Of an extension slice: the profile of the extension. */
  readonly profile?: string;
  readonly children?: readonly ProfileNode[];
  readonly slices?: readonly ProfileNode[];
  readonly slicing?: {
    readonly discriminators: readonly { readonly type: string; readonly path: string }[];
    readonly closed: boolean;
  };
}

export interface Profile {
  readonly type: string;
  readonly name: string;
  readonly root: ProfileNode;
}
