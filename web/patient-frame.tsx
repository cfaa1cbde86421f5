import type { ReactNode } from 'react';
import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import { PatientBanner } from '#ui/patient-banner.tsx';
import type { PatientSummary } from '#ui/patient-summary.ts';
import { Failure, Skeleton } from '#ui/state.tsx';
import { usePlace } from '#ui/use-place.ts';
import { usePatientTitle } from '#ui/use-title.ts';
import { useView } from '#ui/use-view.ts';
import css from './patient-frame.module.css';

/** The shell knows the banner's view by name only: it stands whether or not the room is there. */
const patientBanner = viewContract<PatientSummary>()({
  name: 'registration/patient-banner',
  task: 'T04',
  input: z.union([z.object({ patient: z.string() }), z.object({ encounter: z.string() })]),
  listens: ['Patient', 'AllergyIntolerance', 'List', 'Flag'],
});

/** Who is open, above every screen about a patient; the tab's title says it too. */
export function PatientFrame({ children }: { children: ReactNode }) {
  const { params } = usePlace();
  const { patient, encounter } = params;
  const banner = useView(patientBanner, patient ? { patient } : { encounter: encounter ?? '' });
  const { data } = banner;
  usePatientTitle(data?.name ?? '');
  return (
    <div className={css.frame} key={data?.id}>
      <div className={css.banner}>
        {data ? (
          <PatientBanner patient={data} />
        ) : banner.error ? (
          <div className={css.wait}>
            <Failure of={banner.error} retry={() => void banner.refetch()} />
          </div>
        ) : (
          <div className={css.wait}>
            <Skeleton lines={2} />
          </div>
        )}
      </div>
      {children}
    </div>
  );
}
