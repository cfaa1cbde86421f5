import { webRoom } from '#ui/web-room.ts';

export const documentsWeb = webRoom({
  name: 'documents',
  screens: [
    {
      path: '/patients/$patient/documents',
      title: 'documents:title',
      load: () => import('./screens/documents.tsx'),
      patient: true,
    },
  ],
  actions: [{ name: 'documents:open', icon: 'file', to: '/patients/$patient/documents', patient: true }],
});
