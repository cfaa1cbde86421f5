import type { Role } from '#gate/principal.ts';

/** Where each role lands after sign-in: the first of her roles that is listed decides. */
const HOMES: readonly (readonly [Role, string])[] = [
  ['provider', '/board?of=me'],
  ['lead-ma', '/board'],
  ['ma', '/board'],
  ['nurse', '/board'],
  ['front-desk', '/day'],
  ['manager', '/reports/stages'],
  ['biller', '/patients'],
];

export const homeOf = (roles: readonly Role[]): string =>
  HOMES.find(([role]) => roles.includes(role))?.[1] ?? '/day';
