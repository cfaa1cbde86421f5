import type { Accounts } from '../gate.ts';
import type { Principal } from '../principal.ts';
import { accountFrom } from './account.ts';
import {
  type AccountStore,
  accountByName,
  changeAccount,
  changeSecret,
  createAccount,
  findAccount,
  isRefusal,
  listAccounts,
} from './accounts.ts';
import { createLink, openLink, redeemLink } from './links.ts';

/** The accounts of a clinic, as the gate offers them. */
export function openAccounts(
  store: AccountStore,
  signOutEverywhere: (by: Principal, account: string) => Promise<number>,
): Accounts {
  return {
    create: (by, account) => createAccount(store, by, account),
    change: (by, id, change) => changeAccount(store, by, { id, change }),
    list: () => listAccounts(store),
    find: (id) => findAccount(store, id),
    async byName(name) {
      const found = await accountByName(store, name);
      return found && accountFrom(found);
    },
    async changePassword(by, current, next) {
      const answer = await changeSecret(store, by, { current, password: next });
      if (!isRefusal(answer)) await signOutEverywhere(by, by.account);
      return answer;
    },
    async changePin(by, password, pin) {
      const answer = await changeSecret(store, by, { current: password, pin });
      if (!isRefusal(answer)) store.onChange(by.account);
      return answer;
    },
    link: (by: Principal, purpose: 'owner' | 'invitation' | 'reset', account?: string) =>
      createLink(store, by, { purpose, ...(account === undefined ? {} : { account }) }),
    openLink: (token) => openLink(store, token),
    redeem: (token, secrets) => redeemLink(store, token, secrets),
  };
}
