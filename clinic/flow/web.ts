import { webRoom } from '#ui/web-room.ts';

export const flowWeb = webRoom({
  name: 'flow',
  screens: [
    {
      path: '/board',
      title: 'flow:board',
      load: () => import('./screens/board.tsx'),
      rail: { icon: 'board', key: 'g b', section: 'day' },
    },
    { path: '/display', title: 'flow:display', load: () => import('./screens/display.tsx'), bare: true },
    { path: '/presence', title: 'flow:presence', load: () => import('./screens/presence.tsx') },
    {
      path: '/reports/stages',
      title: 'flow:report',
      load: () => import('./screens/stage-report.tsx'),
      roles: ['lead-ma', 'nurse', 'provider', 'manager'],
    },
  ],
  actions: [
    { name: 'flow:board', icon: 'board', keys: 'g b', to: '/board' },
    { name: 'flow:presence', icon: 'patients', to: '/presence' },
    { name: 'flow:display', icon: 'display', to: '/display' },
    {
      name: 'flow:report',
      icon: 'clock',
      to: '/reports/stages',
      roles: ['lead-ma', 'nurse', 'provider', 'manager'],
    },
  ],
});
