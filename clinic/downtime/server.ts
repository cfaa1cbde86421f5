import { room } from '#capability/room.ts';
import { packViewView } from './views/pack.ts';

export const downtime = room({ name: 'downtime', writes: [], commands: [], views: [packViewView] });
