import { webRoom } from '#ui/web-room.ts';

export const schedulingWeb = webRoom({
  name: 'scheduling',
  screens: [
    {
      path: '/day',
      title: 'scheduling:day',
      load: () => import('./screens/day.tsx'),
      rail: { icon: 'day', key: 'g d', section: 'day' },
    },
  ],
  actions: [
    { name: 'scheduling:day', icon: 'day', keys: 'g d', to: '/day' },
    {
      name: 'scheduling:book-for',
      icon: 'plus',
      to: '/day?book=$patient',
      patient: true,
      roles: ['front-desk', 'ma', 'lead-ma', 'nurse', 'provider', 'manager'],
    },
  ],
});
