import { webRoom } from '#ui/web-room.ts';

export const checkoutWeb = webRoom({
  name: 'checkout',
  screens: [
    {
      path: '/visits/$encounter/check-out',
      title: 'checkout:title',
      load: () => import('./screens/check-out.tsx'),
      patient: true,
    },
  ],
  actions: [],
});
