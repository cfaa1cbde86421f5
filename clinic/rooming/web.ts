import { webRoom } from '#ui/web-room.ts';

export const rooming = webRoom({
  name: 'rooming',
  screens: [
    {
      path: '/visits/$encounter/rooming',
      title: 'rooming:title',
      load: () => import('./screens/rooming-page.tsx'),
      patient: true,
      roles: ['ma', 'lead-ma', 'nurse', 'provider'],
    },
  ],
  actions: [],
});
