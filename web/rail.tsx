import { useRouterState } from '@tanstack/react-router';
import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import { Icon } from '#ui/icon.tsx';
import { Link } from '#ui/link.tsx';
import { Count } from '#ui/tag.tsx';
import { useKeys } from '#ui/use-keys.ts';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { Mark } from './mark.tsx';
import { keysOf, type RailScreen, railOf } from './places.ts';
import css from './rail.module.css';

/** The places, with a count of what needs her. `g` and a letter go there. */
export function Rail() {
  const t = useWords('shell');
  const { go } = usePlace();
  const { roles, owner } = useWho();
  const places = railOf(roles, owner);
  useKeys(
    Object.fromEntries(
      places.map((place) => [keysOf(place), { label: t(place.title), run: () => go(place.path) }]),
    ),
    { group: t('keys.places') },
  );
  return (
    <nav className={css.rail} aria-label={t('rail')}>
      <Link to="/" className={css.mark} label={t('home')}>
        <Mark size={28} />
      </Link>
      {places.map((place, at) => (
        <Place
          key={place.path}
          place={place}
          apart={at > 0 && places[at - 1]?.rail.section !== place.rail.section}
        />
      ))}
    </nav>
  );
}

const nothing = viewContract<{ count: number }>()({
  name: 'shell/nothing',
  task: 'T48',
  input: z.unknown(),
  listens: [],
});

function Place({ place, apart }: { place: RailScreen; apart: boolean }) {
  const t = useWords('shell');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { count } = place.rail;
  const counted = useView(count ?? nothing, {}, { enabled: count !== undefined });
  const n = (counted.data as { count?: number } | undefined)?.count ?? 0;
  const here = path === place.path || path.startsWith(`${place.path}/`);
  return (
    <div className={css.place} data-here={here || undefined} data-apart={apart || undefined}>
      <Link to={place.path} className={css.link}>
        <Icon of={place.rail.icon} size={22} />
        <span className={css.name}>{t(place.title)}</span>
        {n > 0 && (
          <span className={css.count}>
            <Count n={n} label={t('rail.count', { count: n })} />
          </span>
        )}
      </Link>
    </div>
  );
}
