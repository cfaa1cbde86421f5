import { patientBanner } from '#clinic/registration/views/patient-banner.contract.ts';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import type { Day } from '../views/day.contract.ts';
import { BookDialog } from './book-dialog.tsx';

/** Books for somebody chosen on the page before: her record, or her check-out. It goes back there when it closes. */
export function BookFor({ day, patient }: { day: Day; patient: string }) {
  const { search, back } = usePlace();
  const { data } = useView(patientBanner, { patient });
  if (!data) return null;
  const { id, name, birthDate = '', mrn = '' } = data;
  return (
    <BookDialog
      day={day}
      patient={{ id, name, birthDate, mrn }}
      provider={day.providers.find((one) => one.id === search.with)?.id}
      close={back}
    />
  );
}
