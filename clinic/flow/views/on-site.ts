import { sharedView } from '#capability/command.ts';
import { dayBounds, dayOf } from '#fhir/clinic-day.ts';
import { clinicStaff } from '../public.ts';
import { onSiteView } from './on-site.contract.ts';

const SUPERVISES: ReadonlySet<string> = new Set(['provider']);

export const onSiteViewView = sharedView(onSiteView, 50, async (context) => {
  const { start } = dayBounds(dayOf(context.now, context.clinic.zone), context.clinic.zone);
  const [staff, said] = await Promise.all([
    clinicStaff(context),
    context.rows<{ practitioner: string; at: Date; on_site: boolean; by: string }>(
      `select practitioner, at, on_site, by from room_flow.presence
       where clinic = $1 and at >= $2 order by at desc limit 100`,
      [context.clinic.id, start],
    ),
  ]);
  const names = new Map(staff.map(({ id, name }) => [`Practitioner/${id}`, name]));
  return {
    people: staff.map(({ id, name, role, onSite }) => ({
      id,
      reference: `Practitioner/${id}`,
      display: name,
      role,
      supervising: SUPERVISES.has(role),
      onSite,
      since: said.find(({ practitioner }) => practitioner === id)?.at.toISOString() ?? '',
    })),
    history: said.map(({ practitioner, at, on_site, by }) => ({
      at: at.toISOString(),
      practitioner: names.get(`Practitioner/${practitioner}`) ?? '',
      onSite: on_site,
      by: names.get(by) ?? '',
    })),
  };
});
