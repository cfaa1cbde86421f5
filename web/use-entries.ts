import { useEffect, useRef, useState } from 'react';
import { wordsIn } from '#ui/language.ts';
import { type Format, useFormat } from '#ui/use-format.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords, type Words } from '#ui/use-words.ts';
import type { UserAction } from '#ui/web-room.ts';
import { type FoundPatient, findPatients } from './find-patients.ts';
import { actions, keysOf, mayUse, railOf } from './places.ts';
import { type Named, ranked, splitAction } from './ranking.ts';

/** One line of the command bar. */
export interface Entry {
  readonly key: string;
  readonly group: 'patients' | 'actions' | 'places';
  readonly icon: string;
  readonly label: string;
  readonly hint?: string;
  readonly keys?: string;
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
}
type NamedAction = Named & { readonly action: UserAction; readonly place: boolean };

const PAUSE = 90;
const LEAST = 2;
const MOST = 8;

/** What a text could mean to this person, best first: patients, actions (with a patient too), places. */
export function useEntries(text: string): { entries: readonly Entry[]; asking: boolean } {
  const t = useWords('shell');
  const format = useFormat();
  const things = useNamed();
  const split = splitAction(
    text,
    things.filter(({ action }) => action.patient),
  );
  const whole = useFound(text);
  const rest = useFound(split?.rest ?? '');
  const say = (found: FoundPatient) => patientHint(found, format);
  const patients = whole.found.slice(0, MOST).map(
    (found): Entry => ({
      key: `patient-${found.id}`,
      group: 'patients',
      icon: 'me',
      label: found.name,
      hint: say(found),
      to: '/patients/$patient/chart',
      params: { patient: found.id },
    }),
  );
  const withPatient = split
    ? rest.found.slice(0, 4).map(
        (found): Entry => ({
          ...actionEntry(split.action, t),
          key: `act-${split.action.action.to}-${found.id}`,
          label: `${t(split.action.action.name)}: ${found.name}`,
          hint: say(found),
          params: { patient: found.id },
        }),
      )
    : [];
  const named = ranked(
    text,
    things.filter(({ action }) => !action.patient || text.trim() === ''),
  );
  const others = named
    .slice(0, MOST * 2)
    .map((thing) => actionEntry(thing, t))
    .filter((entry) => !entry.to.includes('$'));
  const places = others.filter((entry) => entry.group === 'places');
  const acts = others.filter((entry) => entry.group === 'actions');
  return { entries: [...withPatient, ...patients, ...acts, ...places], asking: whole.asking || rest.asking };
}

const patientHint = (found: FoundPatient, { date, age }: Format): string =>
  [age(found.birthDate), date(found.birthDate), found.mrn].filter(Boolean).join(' · ');

const actionEntry = ({ action, place }: NamedAction, t: Words): Entry => ({
  key: `${place ? 'place' : 'act'}-${action.to}-${action.name}`,
  group: place ? 'places' : 'actions',
  icon: action.icon ?? 'right',
  label: t(action.name),
  ...(action.keys ? { keys: action.keys } : {}),
  to: action.to,
});

/** Her actions and places with their names in both languages. */
function useNamed(): readonly NamedAction[] {
  const { roles, owner } = useWho();
  const [named, setNamed] = useState<readonly NamedAction[]>([]);
  const hers = roles.join();
  useEffect(() => {
    let ended = false;
    const places = railOf(roles, owner).map((screen): { action: UserAction; place: boolean } => ({
      action: { name: screen.title, icon: screen.rail.icon, keys: keysOf(screen), to: screen.path },
      place: true,
    }));
    const known = new Set(places.map(({ action }) => action.to));
    const acts = actions
      .filter((action) => mayUse(action.roles, roles, owner) && !known.has(action.to))
      .map((action) => ({ action, place: false }));
    const name = async (one: { action: UserAction; place: boolean }): Promise<NamedAction> => ({
      ...one,
      names: await Promise.all([wordsIn('en', one.action.name), wordsIn('es', one.action.name)]),
    });
    void Promise.all([...acts, ...places].map(name)).then((all) => !ended && setNamed(all));
    return () => {
      ended = true;
    };
  }, [hers, owner]);
  return named;
}

function useFound(text: string): { found: readonly FoundPatient[]; asking: boolean } {
  const [answer, setAnswer] = useState<{ found: readonly FoundPatient[]; asking: boolean }>({
    found: [],
    asking: false,
  });
  const round = useRef(0);
  useEffect(() => {
    const own = ++round.current;
    if (text.trim().length < LEAST) return setAnswer({ found: [], asking: false });
    setAnswer((before) => ({ ...before, asking: true }));
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const found = await findPatients(text.trim(), stop.signal).catch(() => []);
      if (own === round.current) setAnswer({ found, asking: false });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return answer;
}
