import { BED_STATUS, LOCATION_PHYSICAL_TYPE, US_CORE } from '#fhir/systems.ts';
import type { Location } from '#fhir/types.ts';
import { ORGANIZATION, SITE } from './clinic-resources.ts';

/** [S7] A room of the clinic, clean and empty. */
export const roomResource = (id: string, name: string): Location & { id: string } => ({
  resourceType: 'Location',
  id,
  meta: { profile: [US_CORE.location] },
  status: 'active',
  mode: 'instance',
  name,
  operationalStatus: { system: BED_STATUS, code: 'U', display: 'Unoccupied' },
  physicalType: { coding: [{ system: LOCATION_PHYSICAL_TYPE, code: 'ro', display: 'Room' }] },
  partOf: { reference: `Location/${SITE}` },
  managingOrganization: { reference: `Organization/${ORGANIZATION}` },
});

/** Is this Location a room (and not the site)? */
export const isRoom = ({ physicalType }: Location): boolean =>
  physicalType?.coding?.some(({ code }) => code === 'ro') ?? false;
