import { webRoom } from '#ui/web-room.ts';

/** Words and rules only: screeners are answered on the rooming page. */
export const screening = webRoom({ name: 'screening', screens: [], actions: [] });
