import { webRoom } from '#ui/web-room.ts';

export const chartWeb = webRoom({
  name: 'chart',
  screens: [
    {
      path: '/patients/$patient/chart',
      title: 'chart:title',
      load: () => import('./screens/chart.tsx'),
      patient: true,
      roles: ['ma', 'lead-ma', 'nurse', 'provider'],
    },
  ],
  actions: [
    {
      name: 'chart:open',
      icon: 'chart',
      to: '/patients/$patient/chart',
      patient: true,
      roles: ['ma', 'lead-ma', 'nurse', 'provider'],
    },
  ],
});
