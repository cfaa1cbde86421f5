/** Which patients come today: everybody once, children to the pediatric slots, older people to theirs. */
import { ageOn } from '#fhir/age.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Patient, Resource, ResourceType, Stored } from '#fhir/types.ts';
import { parseEntry } from '#record/record.ts';
import type { ServerContext } from '#server/context.ts';
import { DEMO_CLINIC } from './people.ts';
import { PLAN, type Slot } from './plan.ts';
import { STORIES, type Story } from './stories.ts';

export interface Part {
  /** Date of the day, YYYY-MM-DD. */
  readonly day: string;
  readonly slot: Slot;
  readonly story: Story;
  readonly patient: Stored<Patient>;
}

/** First page of a search, parsed. */
export async function found<T extends ResourceType>(
  context: ServerContext,
  type: T,
  query: Readonly<Record<string, string>>,
) {
  const request = parseSearch(type, Object.entries(query), { handling: 'strict', zone: DEMO_CLINIC.zone });
  const { matches } = await context.store.search(request);
  return matches.map((entry) => parseEntry(entry) as Stored<Extract<Resource, { resourceType: T }>>);
}

const groupOf = (years: number): Story['for'] => (years < 18 ? 'child' : years < 62 ? 'adult' : 'senior');

/** The cast of a day, the same on each start; another day begins with other patients. */
export async function castOf(context: ServerContext, today: string): Promise<Part[]> {
  const patients = (await found(context, 'Patient', { _count: '500', active: 'true' }))
    .filter(
      ({ deceasedDateTime, deceasedBoolean, birthDate }) =>
        !deceasedDateTime && !deceasedBoolean && (ageOn(birthDate, today)?.years ?? 0) < 95,
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const first = (Math.floor(Date.parse(today) / 86_400_000) * PLAN.length) % Math.max(1, patients.length);
  const waiting = new Map<Story['for'], Stored<Patient>[]>([
    ['child', []],
    ['adult', []],
    ['senior', []],
  ]);
  for (const patient of [...patients.slice(first), ...patients.slice(0, first)])
    waiting.get(groupOf(ageOn(patient.birthDate, today)?.years ?? 40))?.push(patient);
  return PLAN.flatMap((slot): Part[] => {
    const story = STORIES.find(({ key }) => key === slot.story);
    const patient = story && (waiting.get(story.for)?.shift() ?? waiting.get('adult')?.shift());
    return story && patient ? [{ day: today, slot, story, patient }] : [];
  });
}
