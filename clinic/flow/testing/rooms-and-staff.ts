import { CS } from '#fhir/medley.ts';
import { BED_STATUS } from '#fhir/systems.ts';
import type { Location, Organization, PractitionerRole, Resource } from '#fhir/types.ts';

const ROLES = ['front-desk', 'ma', 'lead-ma', 'nurse', 'provider'] as const;

/** The clinic, its site with so many clean rooms, and the roles of the staff of `testClinic`. */
export function aClinicToRoomIn(rooms: number): Resource[] {
  const clinic: Organization = {
    resourceType: 'Organization',
    id: 'clinic',
    active: true,
    name: 'Test Clinic',
  };
  const site: Location = {
    resourceType: 'Location',
    id: 'site-main',
    status: 'active',
    name: 'Main',
    managingOrganization: { reference: 'Organization/clinic' },
  };
  return [clinic, site, ...Array.from({ length: rooms }, (_, at) => aRoom(at + 1)), ...ROLES.map(aRole)];
}

const aRoom = (number: number): Location => ({
  resourceType: 'Location',
  id: `room-${number}`,
  status: 'active',
  name: `Room ${number}`,
  physicalType: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/location-physical-type', code: 'ro' }],
  },
  partOf: { reference: 'Location/site-main' },
  operationalStatus: { system: BED_STATUS, code: 'U', display: 'Unoccupied' },
});

const aRole = (role: (typeof ROLES)[number]): PractitionerRole => ({
  resourceType: 'PractitionerRole',
  id: `role-${role}`,
  active: true,
  practitioner: { reference: `Practitioner/staff-${role}` },
  organization: { reference: 'Organization/clinic' },
  code: [{ coding: [{ system: CS.role, code: role }] }],
});
