/** Who is asking. Made by sign-in or by a token, handed down, never fetched from the air. */
export const ROLES = ['front-desk', 'ma', 'lead-ma', 'nurse', 'provider', 'biller', 'manager'] as const;
export type Role = (typeof ROLES)[number];

export interface Principal {
  readonly kind: 'person' | 'machine' | 'system';
  /** Account id (own table), not the Practitioner's. */
  readonly account: string;
  /** `Practitioner/…`, `Device/…`: the author of what is written. */
  readonly reference: string;
  /** Name to show and to sign with. */
  readonly display: string;
  /** Empty for machines, whose rights are their scopes. */
  readonly roles: readonly Role[];
  /** The owner may also manage accounts and settings. */
  readonly owner: boolean;
  /** SMART v2 system scopes of a machine, e.g. `system/*.cruds`. */
  readonly scopes: readonly string[];
  readonly clinic: number;
  /** Workstation or client name, for the audit trail. */
  readonly workstation: string;
}
