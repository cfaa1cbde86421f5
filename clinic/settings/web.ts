import { webRoom } from '#ui/web-room.ts';

export const settingsWeb = webRoom({
  name: 'settings',
  screens: [
    {
      path: '/settings',
      title: 'settings:title',
      load: () => import('./screens/settings.tsx'),
      rail: { icon: 'settings', key: 's', section: 'me' },
      roles: ['manager'],
    },
    {
      path: '/set-up',
      title: 'settings:set-up.title',
      load: () => import('./screens/set-up.tsx'),
      roles: ['manager'],
    },
  ],
  actions: [
    { name: 'settings:action.staff', icon: 'add-patient', to: '/settings?part=staff', roles: ['manager'] },
    { name: 'settings:action.rooms', icon: 'room', to: '/settings?part=rooms', roles: ['manager'] },
    { name: 'settings:action.limits', icon: 'clock', to: '/settings?part=limits', roles: ['manager'] },
  ],
});
