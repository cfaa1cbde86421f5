/** The demo clinic as resources: the organization, its site and rooms, the people who work there. */
import { US_CORE } from '#fhir/systems.ts';
import type { Location, Organization, Practitioner, PractitionerRole, Resource } from '#fhir/types.ts';
import { DEMO_CLINIC, DEMO_PEOPLE, DEMO_ROOMS, type DemoPerson } from './people.ts';

const ADDRESS = {
  line: [DEMO_CLINIC.line],
  city: DEMO_CLINIC.city,
  state: DEMO_CLINIC.state,
  postalCode: DEMO_CLINIC.postalCode,
  country: 'US',
};
const PHONE = { system: 'phone' as const, value: DEMO_CLINIC.phone, use: 'work' as const };
const PHYSICAL = 'http://terminology.hl7.org/CodeSystem/location-physical-type';
const BED_STATUS = 'http://terminology.hl7.org/CodeSystem/v2-0116';

const organization: Organization = {
  resourceType: 'Organization',
  id: DEMO_CLINIC.id,
  meta: { profile: [US_CORE.organization] },
  active: true,
  type: [
    {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/organization-type',
          code: 'prov',
          display: 'Healthcare Provider',
        },
      ],
    },
  ],
  name: DEMO_CLINIC.name,
  telecom: [PHONE],
  address: [ADDRESS],
};

const MANAGED = { reference: `Organization/${DEMO_CLINIC.id}`, display: DEMO_CLINIC.name };

const site: Location = {
  resourceType: 'Location',
  id: DEMO_CLINIC.site,
  meta: { profile: [US_CORE.location] },
  status: 'active',
  name: DEMO_CLINIC.name,
  telecom: [PHONE],
  address: ADDRESS,
  physicalType: { coding: [{ system: PHYSICAL, code: 'si', display: 'Site' }] },
  managingOrganization: MANAGED,
};

const rooms = DEMO_ROOMS.map(
  ({ id, name }): Location => ({
    resourceType: 'Location',
    id,
    meta: { profile: [US_CORE.location] },
    status: 'active',
    operationalStatus: { system: BED_STATUS, code: 'U', display: 'Unoccupied' },
    name,
    physicalType: { coding: [{ system: PHYSICAL, code: 'ro', display: 'Room' }] },
    partOf: { reference: `Location/${DEMO_CLINIC.site}` },
    managingOrganization: MANAGED,
  }),
);

/** Name as the clinic shows it: `Dr. Emily Chen`, `Maria Reyes`. */
export const shownName = ({ prefix, given, family }: DemoPerson): string =>
  [prefix, given, family].filter(Boolean).join(' ');

const practitioner = (person: DemoPerson): Practitioner => ({
  resourceType: 'Practitioner',
  id: person.id,
  meta: { profile: [US_CORE.practitioner] },
  active: true,
  identifier: [{ system: 'https://medley.clinic/fhir/NamingSystem/staff', value: person.account }],
  name: [
    {
      use: 'official',
      text: shownName(person),
      family: person.family,
      given: [person.given],
      ...(person.prefix ? { prefix: [person.prefix] } : {}),
      ...(person.suffix ? { suffix: [person.suffix] } : {}),
    },
  ],
});

const post = (person: DemoPerson): PractitionerRole => ({
  resourceType: 'PractitionerRole',
  id: `role-${person.id}`,
  active: true,
  practitioner: { reference: `Practitioner/${person.id}`, display: shownName(person) },
  organization: MANAGED,
  location: [{ reference: `Location/${DEMO_CLINIC.site}` }],
  code: [{ coding: [{ system: 'https://medley.clinic/fhir/CodeSystem/role', code: person.role }] }],
});

/** Everything that stands before the first patient comes. */
export const demoPlace = (): (Resource & { id: string })[] =>
  [organization, site, ...rooms, ...DEMO_PEOPLE.map(practitioner), ...DEMO_PEOPLE.map(post)] as (Resource & {
    id: string;
  })[];
