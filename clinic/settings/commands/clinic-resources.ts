import type { ViewContext } from '#capability/command.ts';
import { LOCATION_PHYSICAL_TYPE, ORGANIZATION_TYPE, US_CORE } from '#fhir/systems.ts';
import type { Location, Organization, Resource } from '#fhir/types.ts';
import type { Clinic } from '../rules/settings.ts';

/** [S1] Ids of the clinic's Organization and of its one site: other rooms and imports lead here. */
export const ORGANIZATION = 'clinic';
export const SITE = 'site-main';

/** The Organization and the site as the settings say them, on top of what the record holds. */
export async function clinicResources(context: ViewContext, clinic: Clinic): Promise<Resource[]> {
  const organization = await context.readIfAny('Organization', ORGANIZATION);
  const site = await context.readIfAny('Location', SITE);
  return [organizationOf(clinic, organization), siteOf(clinic, site)];
}

const telecomOf = ({ phone }: Clinic) =>
  phone ? { telecom: [{ system: 'phone' as const, value: phone, use: 'work' as const }] } : {};
const addressOf = ({ line, city, state, postalCode }: Clinic) => ({
  use: 'work' as const,
  ...(line ? { line: [line] } : {}),
  ...(city ? { city } : {}),
  state,
  ...(postalCode ? { postalCode } : {}),
  country: 'US',
});

function organizationOf(clinic: Clinic, before: Organization | undefined): Organization {
  return {
    ...before,
    resourceType: 'Organization',
    id: ORGANIZATION,
    active: true,
    type: [{ coding: [{ system: ORGANIZATION_TYPE, code: 'prov', display: 'Healthcare Provider' }] }],
    name: clinic.name,
    ...telecomOf(clinic),
    address: [addressOf(clinic)],
  };
}

function siteOf(clinic: Clinic, before: Location | undefined): Location {
  return {
    ...before,
    resourceType: 'Location',
    id: SITE,
    meta: { ...before?.meta, profile: [US_CORE.location] },
    status: 'active',
    mode: 'instance',
    name: clinic.name,
    physicalType: { coding: [{ system: LOCATION_PHYSICAL_TYPE, code: 'si', display: 'Site' }] },
    managingOrganization: { reference: `Organization/${ORGANIZATION}` },
    ...telecomOf(clinic),
    address: addressOf(clinic),
  };
}
