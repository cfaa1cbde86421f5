import type { ResourceOf } from '#capability/command.ts';
import { type ViewContext, view } from '#capability/command.ts';
import { named } from '#clinic/chart/public.ts';
import { allergyLines, medicationLines, problemLines } from '#clinic/chart/rules/lists.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { dayBounds, dayOf } from '#fhir/clinic-day.ts';
import { idOf } from '#fhir/reference.ts';
import { Temporal } from '#fhir/temporal.ts';
import type { Patient, Reference, Stored } from '#fhir/types.ts';
import { DAYS_AHEAD, daysOf, patientsOn, personOf, type Sheet } from '../rules/pack.ts';
import { packView } from './pack.contract.ts';

/** Patients whose lists are read with one search: their lists fit its page. */
const AT_ONCE = 10;
const PAGE = 1000;

export const packViewView = view(packView, 1000, async (context) => {
  const { zone } = context.clinic;
  const today = dayOf(context.now, zone);
  const { start } = dayBounds(today, zone);
  const last = Temporal.PlainDate.from(today).add({ days: DAYS_AHEAD }).toString();
  const appointments = await context.find('Appointment', {
    date: [`ge${start}`, `lt${dayBounds(last, zone).end}`],
    _sort: 'date',
    _count: '1000',
  });
  const { visitTypes } = await readSettings(context);
  const people = await context.readMany('Patient', patientsOn(appointments));
  const byId = new Map(people.map((one) => [one.id, one]));
  const days = daysOf(appointments, { today, zone, people: byId });
  const shown = new Set(days.flatMap(({ slots }) => slots.map(({ patient }) => patient)));
  const sheets: Sheet[] = [];
  const wanted = people.filter(({ id }) => shown.has(id));
  for (let at = 0; at < wanted.length; at += AT_ONCE)
    sheets.push(...(await sheetsOf(context, wanted.slice(at, at + AT_ONCE), today)));
  return {
    clinic: { name: context.clinic.name, zone },
    made: context.now.toISOString(),
    kinds: Object.fromEntries(visitTypes.map(({ code, en, es }) => [code, { en, es }])),
    days,
    sheets: sheets.sort((one, other) => one.filed.localeCompare(other.filed)),
  };
});

async function sheetsOf(
  context: ViewContext,
  people: readonly Stored<Patient>[],
  today: string,
): Promise<Sheet[]> {
  const of = { patient: people.map(({ id }) => id).join(','), _count: String(PAGE) };
  const [allergies, requests, statements, conditions] = await Promise.all([
    context.find('AllergyIntolerance', of),
    context.find('MedicationRequest', { ...of, status: 'active,on-hold' }),
    context.find('MedicationStatement', { ...of, _sort: '-_lastUpdated' }),
    context.find('Condition', of),
  ]);
  // A full page may have left something out: fewer patients at a time, until each list is whole.
  const full = [allergies, requests, statements, conditions].some(({ length }) => length >= PAGE);
  if (full && people.length > 1) {
    const half = people.length >> 1;
    return [
      ...(await sheetsOf(context, people.slice(0, half), today)),
      ...(await sheetsOf(context, people.slice(half), today)),
    ];
  }
  const [prescribed, reported] = [await named(context, requests), await named(context, statements)];
  return people.map((patient): Sheet => {
    const hers = <T extends Of>(list: readonly T[]) => list.filter((one) => belongsTo(one, patient.id));
    const { lines, state } = allergyLines(hers(allergies));
    const stopped = stoppedBy(hers(reported));
    return {
      ...personOf(patient, today),
      allergyState: state,
      allergies: lines.map(({ title, reactions, criticality }) => ({
        name: title,
        reactions: reactions.join(', '),
        severe: criticality === 'high',
      })),
      medications: medicationLines(
        hers(prescribed).filter(({ id }) => !stopped.has(`MedicationRequest/${id}`)),
        hers(reported),
      ).map(({ title, detail }) => ({ name: title, directions: detail })),
      problems: problemLines(hers(conditions))
        .filter(({ status }) => status === 'active' || status === 'recurrence' || status === 'relapse')
        .map(({ title }) => title),
    };
  });
}

/** What names its patient, in one of FHIR's two ways. */
type Of = { readonly subject?: Reference; readonly patient?: Reference };
const belongsTo = ({ subject, patient }: Of, id: string): boolean =>
  idOf(subject ?? patient, 'Patient') === id;

/** Prescriptions the patient says she no longer takes. */
const stoppedBy = (
  statements: readonly ResourceOf<'MedicationStatement'>[],
): ReadonlySet<string | undefined> =>
  new Set(
    statements
      .filter(({ status }) => status === 'not-taken' || status === 'stopped')
      .flatMap(({ basedOn }) => basedOn?.map(({ reference }) => reference) ?? []),
  );
