import type { Role } from '#gate/principal.ts';
import { useDraft } from '#ui/use-draft.ts';
import { defaultSettings } from '../rules/default-settings.ts';
import { Clinic, type Settings } from '../rules/settings.ts';

export const STEPS = ['clinic', 'rooms', 'people', 'visits', 'limits'] as const;
export type Step = (typeof STEPS)[number];

export interface PlannedPerson {
  readonly prefix: string;
  readonly given: string;
  readonly family: string;
  readonly credential: string;
  readonly role: Role;
}
export interface Plan {
  readonly settings: Settings;
  readonly rooms: readonly string[];
  readonly owner: PlannedPerson;
  readonly people: readonly PlannedPerson[];
}

export const displayOf = ({ prefix, given, family, credential }: PlannedPerson): string =>
  [[prefix, given, family].filter((part) => part.trim()).join(' '), credential]
    .filter((part) => part.trim())
    .join(', ');

/** The owner gave her name with her account: it is not asked again, only taken apart. */
function ownerOf(display: string): PlannedPerson {
  const [, prefix = '', rest = display] = /^(dr\.?|mr\.?|mrs\.?|ms\.?)\s+(.*)$/i.exec(display) ?? [];
  const [name = '', credential = ''] = rest.split(/,\s*/);
  const words = name.trim().split(/\s+/);
  return {
    prefix,
    given: words.slice(0, -1).join(' ') || (words[0] ?? ''),
    family: words.at(-1) ?? '',
    credential,
    role: /^dr/i.test(prefix) ? 'provider' : 'manager',
  };
}

const EMPTY: Clinic = {
  name: '',
  state: '',
  zone: 'America/New_York',
  line: '',
  city: '',
  postalCode: '',
  phone: '',
};

/** What is planned so far, kept on the server: an owner who is called away finds it where she left it. */
export function usePlan(display: string) {
  const draft = useDraft('settings/set-up');
  const plan: Plan = {
    settings: draft.get<Settings>('settings', defaultSettings(EMPTY)),
    rooms: draft.get<readonly string[]>('rooms', ['Room 1', 'Room 2', 'Room 3']),
    owner: draft.get<PlannedPerson>('owner', ownerOf(display)),
    people: draft.get<readonly PlannedPerson[]>('people', []),
  };
  const change = (next: Partial<Plan>) => {
    for (const [field, value] of Object.entries(next)) draft.set(field, value);
  };
  return {
    plan,
    change,
    step: draft.get<Step>('step', 'clinic'),
    setStep: (step: Step) => draft.set('step', step),
    drop: draft.drop,
  };
}

/** What keeps a step from being done; undefined when nothing does. */
export function problemOf({ settings, rooms, owner, people }: Plan, step: Step): string | undefined {
  if (step === 'clinic') {
    const wrong = Clinic.safeParse(settings.clinic);
    return wrong.success ? undefined : String(wrong.error.issues[0]?.path[0] ?? 'name');
  }
  if (step === 'rooms')
    return rooms.length === 0 ? 'no-room' : rooms.some((room) => !room.trim()) ? 'room-name' : undefined;
  if (step === 'people') {
    const half = people.some(({ given, family }) => Boolean(given.trim()) !== Boolean(family.trim()));
    return !owner.given.trim() || !owner.family.trim() ? 'owner' : half ? 'half-name' : undefined;
  }
  return undefined;
}
