import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface OnSite {
  readonly people: readonly {
    readonly id: string;
    readonly reference: string;
    readonly display: string;
    readonly role: string;
    /** A licensed person whose presence lets others work (DOMAIN B.1 step 7). */
    readonly supervising: boolean;
    readonly onSite: boolean;
    /** Instant of the last word about her today. */
    readonly since: string;
  }[];
  /** What was said today, newest first. */
  readonly history: readonly {
    readonly at: string;
    readonly practitioner: string;
    readonly onSite: boolean;
    readonly by: string;
  }[];
}

/** [B9] Who works here and who is in the building. */
export const onSiteView = viewContract<OnSite>()({
  name: 'flow/on-site',
  task: 'T48',
  input: z.object({}),
  listens: ['presence'],
});
