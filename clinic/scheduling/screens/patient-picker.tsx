import { type FoundPatient, findPatient } from '#clinic/registration/views/find-patient.contract.ts';
import { Picker } from '#ui/picker.tsx';
import { useFormat } from '#ui/use-format.ts';
import { askView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';

export type Booked = Pick<FoundPatient, 'id' | 'name' | 'birthDate' | 'mrn'>;

/** Finds the patient of a booking as everywhere else; what tells two people of one name apart stands beside the name. */
export function PatientPicker({
  chosen,
  onPick,
  autoFocus = true,
}: {
  chosen: Booked | undefined;
  onPick: (patient: FoundPatient) => void;
  autoFocus?: boolean;
}) {
  const t = useWords('scheduling');
  const { date, age } = useFormat();
  return (
    <Picker<FoundPatient>
      autoFocus={autoFocus}
      least={2}
      placeholder={t('patient.find')}
      chosen={chosen ? `${chosen.name} · ${date(chosen.birthDate)} · ${chosen.mrn}` : ''}
      search={async (words) =>
        (await askView(findPatient, { query: words, limit: 10 })).matches.map((one) => ({
          key: one.id,
          label: one.name,
          hint: [
            one.similar && t('patient.similar'),
            age(one.birthDate),
            date(one.birthDate),
            one.mrn,
            one.phoneEnd && `…${one.phoneEnd}`,
          ]
            .filter(Boolean)
            .join(' · '),
          value: one,
        }))
      }
      onPick={({ value }) => onPick(value)}
    />
  );
}
