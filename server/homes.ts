import type { Role } from '#gate/principal.ts';

/** Where each role lands after sign-in: the first of her roles that is listed decides. */
const HOMES: readonly (readonly [Role, string])[] = [
  ['provider', '/board'],
  ['lead-ma', '/board'],
  ['ma', '/board'],
  ['nurse', '/board'],
  ['front-desk', '/day'],
  ['manager', '/day'],
  ['biller', '/day'],
];

export const homeOf = (roles: readonly Role[]): string =>
  HOMES.find(([role]) => roles.includes(role))?.[1] ?? '/day';
