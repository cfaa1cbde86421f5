import { useMutation, useQuery } from '@tanstack/react-query';
import type { Role } from '#gate/principal.ts';
import { type ApiFailure, call, failureFrom } from '#ui/api.ts';
import { queries } from '#ui/queries.ts';

/** A sign-in account as the gate lists it. */
export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly display: string;
  readonly roles: readonly Role[];
  readonly owner: boolean;
  /** `Practitioner/…` */
  readonly practitioner: string;
  readonly disabled: boolean;
  readonly hasPassword: boolean;
}
export interface Invited {
  readonly name: string;
  readonly display: string;
  readonly practitioner: string;
  readonly roles: readonly Role[];
}

const KEY = ['accounts'];

/** Accounts are the gate's, not a resource: asked at its own door. */
export function useAccounts() {
  return useQuery<readonly AccountRow[], ApiFailure>({
    queryKey: KEY,
    queryFn: async () =>
      ((await call({ method: 'GET', path: '/api/accounts' })) as { accounts: AccountRow[] }).accounts,
  });
}

const linkOf = async (account: string, purpose: 'invitation' | 'reset'): Promise<string> => {
  const { token } = (await call({
    method: 'POST',
    path: `/api/accounts/${account}/link`,
    json: { purpose },
  })) as { token: string };
  return `${location.origin}/link/${token}`;
};

/** Makes an account (unless the person has one) and answers the link that opens it. Throws ApiFailure. */
export async function invite(person: Invited, account?: AccountRow): Promise<string> {
  const made =
    account ?? ((await call({ method: 'POST', path: '/api/accounts', json: person })) as AccountRow);
  void queries.invalidateQueries({ queryKey: KEY });
  return linkOf(made.id, account?.hasPassword ? 'reset' : 'invitation');
}

/** The owner manages and does her own work too: her role is added to her account. Throws ApiFailure. */
export async function takeRole(practitioner: string, role: Role): Promise<void> {
  const { accounts } = (await call({ method: 'GET', path: '/api/accounts' })) as { accounts: AccountRow[] };
  const own = accounts.find((account) => account.practitioner === practitioner);
  if (own)
    await call({
      method: 'PUT',
      path: `/api/accounts/${own.id}`,
      json: { roles: [...new Set([...own.roles, role])] },
    });
}

export function useAccountChange() {
  return useMutation({
    mutationFn: ({
      id,
      ...change
    }: {
      id: string;
      disabled?: boolean;
      roles?: readonly Role[];
      display?: string;
    }) => call({ method: 'PUT', path: `/api/accounts/${id}`, json: change }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Code of the gate's refusal, for its words. */
export const refusalOf = (error: unknown): string => {
  const failure = failureFrom(error);
  if (failure.kind !== 'refused') return 'account-failed';
  // Rooms have names too.
  return failure.code === 'name-taken' ? 'account-name-taken' : failure.code;
};

/** A sign-in name to offer: `maria`, then `mreyes`, then with a number. */
export function offeredName(given: string, family: string, taken: readonly string[]): string {
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/[^a-zA-Z0-9]/g, '')
      .toLowerCase();
  const first = plain(given);
  const long = `${first.slice(0, 1)}${plain(family)}`;
  const names = [first, long, ...Array.from({ length: 50 }, (_, at) => `${long}${at + 2}`)];
  return names.find((name) => name !== '' && !taken.includes(name)) ?? long;
}
