import { webRoom } from '#ui/web-room.ts';

export const oversightWeb = webRoom({
  name: 'oversight',
  screens: [
    {
      path: '/audit',
      title: 'oversight:title',
      load: () => import('./screens/audit.tsx'),
      rail: { icon: 'audit', key: 'a', section: 'me' },
      roles: ['manager', 'lead-ma'],
    },
    {
      path: '/patients/$patient/accesses',
      title: 'oversight:accesses',
      load: () => import('./screens/accesses.tsx'),
      patient: true,
      roles: ['manager', 'lead-ma'],
    },
    { path: '/me/sessions', title: 'oversight:sessions', load: () => import('./screens/sessions.tsx') },
  ],
  actions: [
    {
      name: 'oversight:action.who-looked',
      icon: 'eye',
      to: '/patients/$patient/accesses',
      patient: true,
      roles: ['manager', 'lead-ma'],
    },
    { name: 'oversight:sessions', icon: 'screen', to: '/me/sessions' },
  ],
});
