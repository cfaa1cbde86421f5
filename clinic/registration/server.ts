import { room } from '#capability/room.ts';
import { findPatientView } from './views/find-patient.ts';
import { patientBannerView } from './views/patient-banner.ts';

export const registration = room({
  name: 'registration',
  writes: ['Patient', 'Coverage', 'Consent', 'DocumentReference', 'Encounter', 'Appointment'],
  commands: [],
  views: [findPatientView, patientBannerView],
});
