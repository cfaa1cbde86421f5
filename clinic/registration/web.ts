import { webRoom } from '#ui/web-room.ts';

export const registrationWeb = webRoom({
  name: 'registration',
  screens: [
    {
      path: '/patients',
      title: 'registration:patients',
      load: () => import('./screens/patients.tsx'),
      rail: { icon: 'patients', key: 'g p', section: 'day' },
    },
    {
      path: '/patients/$patient/profile',
      title: 'registration:profile',
      load: () => import('./screens/profile.tsx'),
      patient: true,
    },
    {
      path: '/visits/$encounter/check-in',
      title: 'registration:check-in',
      load: () => import('./screens/check-in.tsx'),
      patient: true,
    },
    {
      path: '/sign/$patient',
      title: 'registration:sign',
      load: () => import('./screens/sign.tsx'),
      bare: true,
    },
    {
      path: '/sign/$patient/$form',
      title: 'registration:sign',
      load: () => import('./screens/sign.tsx'),
      bare: true,
    },
  ],
  actions: [
    { name: 'registration:patients', icon: 'patients', keys: 'g p', to: '/patients' },
    { name: 'registration:new-patient', icon: 'add-patient', to: '/patients?new=1' },
    { name: 'registration:profile', icon: 'id', to: '/patients/$patient/profile', patient: true },
  ],
});
