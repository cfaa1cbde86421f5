import { webRoom } from '#ui/web-room.ts';
import { workCount } from './views/work.contract.ts';

export const inboxWeb = webRoom({
  name: 'inbox',
  screens: [
    {
      path: '/inbox',
      title: 'inbox:title',
      load: () => import('./screens/inbox.tsx'),
      rail: { icon: 'inbox', key: 'g i', section: 'work', count: workCount },
      roles: ['ma', 'lead-ma', 'nurse', 'provider'],
    },
  ],
  actions: [],
});
