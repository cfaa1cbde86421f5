import { Picker } from '#ui/picker.tsx';
import { useFormat } from '#ui/use-format.ts';
import { askView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { type FoundPatient, findPatient } from '../views/find-patient.contract.ts';

/** Finds the patient of a booking by name or record number; birth date and number stand beside the name. */
export function PatientPicker({
  chosen,
  onPick,
}: {
  chosen: FoundPatient | undefined;
  onPick: (patient: FoundPatient) => void;
}) {
  const t = useWords('scheduling');
  const { date, age } = useFormat();
  return (
    <Picker<FoundPatient>
      autoFocus
      least={2}
      placeholder={t('patient.find')}
      chosen={chosen ? `${chosen.name} · ${date(chosen.birthDate)} · ${chosen.mrn}` : ''}
      search={async (words) =>
        (await askView(findPatient, { words })).map((one) => ({
          key: one.id,
          label: one.name,
          hint: [age(one.birthDate), date(one.birthDate), one.mrn].filter(Boolean).join(' · '),
          value: one,
        }))
      }
      onPick={({ value }) => onPick(value)}
    />
  );
}
