import type { Day } from '../views/day.contract.ts';
import { BookDialog } from './book-dialog.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import type { DayHands } from './use-day.ts';
import { WalkInDialog } from './walk-in-dialog.tsx';

/** The form that stands before the page, if any. */
export function DayForms({ day, hands: { form, show } }: { day: Day; hands: DayHands }) {
  const close = () => show(undefined);
  switch (form?.kind) {
    case 'book':
      return <BookDialog day={day} close={close} provider={form.provider} time={form.time} />;
    case 'walk-in':
      return <WalkInDialog day={day} close={close} />;
    case 'move':
      return <MoveDialog day={day} visit={form.visit} close={close} />;
    case 'cancel':
      return <CancelDialog visit={form.visit} close={close} />;
    default:
      return null;
  }
}
