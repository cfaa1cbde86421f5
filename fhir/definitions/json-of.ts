/** The parts of the official definition files that the compile step reads; everything else in them is ignored. */
export interface RawElement {
  id: string;
  path: string;
  sliceName?: string;
  min?: number;
  max?: string;
  type?: {
    code: string;
    targetProfile?: string[];
    profile?: string[];
    extension?: { url: string; valueUrl?: string }[];
  }[];
  contentReference?: string;
  binding?: { strength: string; valueSet?: string };
  constraint?: { key: string; severity: string; human: string; expression?: string; source?: string }[];
  slicing?: { discriminator?: { type: string; path: string }[]; rules?: string };
  mustSupport?: boolean;
  [fixedOrPattern: string]: unknown;
}

export interface RawStructure {
  resourceType: 'StructureDefinition';
  url: string;
  name: string;
  kind: string;
  type: string;
  abstract?: boolean;
  derivation?: string;
  snapshot?: { element: RawElement[] };
}

export interface RawSearchParameter {
  resourceType: 'SearchParameter';
  url: string;
  code: string;
  base: string[];
  type: string;
  expression?: string;
  derivedFrom?: string;
  target?: string[];
  component?: { definition: string; expression: string }[];
}

export interface RawValueSet {
  resourceType: 'ValueSet';
  url: string;
  compose?: { include: RawInclude[]; exclude?: RawInclude[] };
  expansion?: { contains?: { system?: string; code?: string }[] };
}

export interface RawInclude {
  system?: string;
  concept?: { code: string }[];
  filter?: { property: string; op: string; value: string }[];
  valueSet?: string[];
}

export interface RawConcept {
  code: string;
  display?: string;
  concept?: RawConcept[];
}

export interface RawCodeSystem {
  resourceType: 'CodeSystem';
  url: string;
  content?: string;
  concept?: RawConcept[];
  supplements?: string;
}

export interface RawBundle<T> {
  entry?: { resource: T }[];
}
