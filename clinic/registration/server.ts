import { room } from '#capability/room.ts';
import { checkInCommand } from './commands/check-in.ts';
import { createPatientCommand } from './commands/create-patient.ts';
import { recordConsentCommand } from './commands/record-consent.ts';
import { saveCoverageCommand } from './commands/save-coverage.ts';
import { updatePatientCommand } from './commands/update-patient.ts';
import { findKeyRows } from './derived/find-key.ts';
import { checkInPageView } from './views/check-in-page.ts';
import { findPatientView } from './views/find-patient.ts';
import { formsToSignView } from './views/forms-to-sign.ts';
import { patientBannerView } from './views/patient-banner.ts';
import { profileView } from './views/profile.ts';

export const registration = room({
  name: 'registration',
  writes: [
    'Patient',
    'RelatedPerson',
    'Provenance',
    'Coverage',
    'Consent',
    'DocumentReference',
    'Encounter',
    'Appointment',
    'Organization',
  ],
  commands: [
    createPatientCommand,
    updatePatientCommand,
    checkInCommand,
    saveCoverageCommand,
    recordConsentCommand,
  ],
  views: [findPatientView, patientBannerView, profileView, checkInPageView, formsToSignView],
  derives: [findKeyRows],
  tables: new URL('./tables/', import.meta.url),
});
