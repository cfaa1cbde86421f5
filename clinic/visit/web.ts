import { webRoom } from '#ui/web-room.ts';

export const visitWeb = webRoom({
  name: 'visit',
  screens: [
    {
      path: '/visits/$encounter/visit',
      title: 'visit:title',
      load: () => import('./screens/visit.tsx'),
      patient: true,
      roles: ['ma', 'lead-ma', 'nurse', 'provider'],
    },
  ],
  actions: [],
});
