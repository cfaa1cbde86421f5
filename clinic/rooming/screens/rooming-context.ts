import { createContext, use } from 'react';
import type { DraftHandle } from '#ui/use-draft.ts';
import type { Format } from '#ui/use-format.ts';
import type { Words } from '#ui/use-words.ts';
import type { VitalSubject } from '../rules/judge-vital.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';

/** What every section of the page needs: the visit as read, what is being typed, words and formats. */
export interface Rooming {
  readonly encounter: string;
  readonly page: VisitPage;
  readonly draft: DraftHandle;
  readonly t: Words;
  readonly format: Format;
  readonly subject: VitalSubject;
  /** Milliseconds that the server's clock is ahead of this workstation's: added to every moment said or kept here. */
  readonly clockAhead: number;
}

export const RoomingContext = createContext<Rooming | undefined>(undefined);

export function useRooming(): Rooming {
  const rooming = use(RoomingContext);
  if (!rooming) throw new Error('useRooming outside the rooming page');
  return rooming;
}
