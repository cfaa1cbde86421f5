import type { Room } from '#capability/room.ts';
import { chart } from '#clinic/chart/server.ts';
import { checkout } from '#clinic/checkout/server.ts';
import { documents } from '#clinic/documents/server.ts';
import { downtime } from '#clinic/downtime/server.ts';
import { flow } from '#clinic/flow/server.ts';
import { inbox } from '#clinic/inbox/server.ts';
import { registration } from '#clinic/registration/server.ts';
import { rooming } from '#clinic/rooming/server.ts';
import { scheduling } from '#clinic/scheduling/server.ts';
import { screening } from '#clinic/screening/server.ts';
import { settings } from '#clinic/settings/server.ts';
import { visit } from '#clinic/visit/server.ts';

/** The rooms of the house, in the order of the day. A capability is its folder and one line here. */
export const ROOMS: readonly Room[] = [
  settings,
  registration,
  scheduling,
  flow,
  rooming,
  screening,
  visit,
  checkout,
  inbox,
  chart,
  documents,
  downtime,
];
