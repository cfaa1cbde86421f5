import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rows } from '../tsv.ts';
import { type VaccineList, vaccineList } from './cvx.ts';

export interface Maker {
  readonly code: string;
  readonly name: string;
  readonly active: boolean;
}

let list: VaccineList | undefined;
let makers: readonly Maker[] | undefined;

/** CDC's vaccines (288 rows), read on first call; a few milliseconds. */
export function vaccines(): VaccineList {
  list ??= vaccineList(
    rows(readFileSync(join(import.meta.dirname, 'cvx.tsv'), 'utf8'), [
      'cvx',
      'short',
      'full',
      'status',
      'groups',
    ]).map((row) => ({
      cvx: row.cvx,
      name: row.short,
      fullName: row.full,
      active: row.status === 'Active',
      groups: row.groups
        .split(/[|,]/)
        .map((group) => group.trim())
        .filter(Boolean),
    })),
  );
  return list;
}

/** The makers of vaccines (MVX), read on first call. */
export function vaccineMakers(): readonly Maker[] {
  makers ??= rows(readFileSync(join(import.meta.dirname, 'mvx.tsv'), 'utf8'), ['mvx', 'name', 'status']).map(
    ({ mvx, name, status }) => ({ code: mvx, name, active: status === 'Active' }),
  );
  return makers;
}
