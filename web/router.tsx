import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  useRouter,
  useRouterState,
} from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { Skeleton } from '#ui/state.tsx';
import { useStore } from '#ui/store.ts';
import { turnedStore } from '#ui/turned.ts';
import { useSession, useWho } from '#ui/use-who.ts';
import type { Screen } from '#ui/web-room.ts';
import { Broken, NotHere, NotYours } from './dead-ends.tsx';
import { PatientFrame } from './patient-frame.tsx';
import { homeFor, mayUse, railOf, screens } from './places.ts';
import { Shell } from './shell.tsx';
import { useIdleLock } from './use-idle-lock.ts';

/** Routes of every room under the shell; bare ones (the waiting-room display) beside it. */
export function makeRouter() {
  const root = createRootRoute({ component: Root, notFoundComponent: NotHere });
  const shell = createRoute({
    getParentRoute: () => root,
    id: 'shell',
    component: Shell,
    notFoundComponent: NotHere,
  });
  const home = createRoute({ getParentRoute: () => shell, path: '/', component: Home });
  const nowhere = createRoute({ getParentRoute: () => shell, path: '$', component: NotHere });
  const left = createRoute({ getParentRoute: () => shell, path: '/link/$token', component: Home });
  const inside = screens
    .filter((screen) => !screen.bare)
    .map((screen) =>
      createRoute({ getParentRoute: () => shell, path: screen.path, component: framed(screen) }),
    );
  const bare = screens
    .filter((screen) => screen.bare)
    .map((screen) =>
      createRoute({ getParentRoute: () => root, path: screen.path, component: waited(lazy(screen.load)) }),
    );
  return createRouter({
    routeTree: root.addChildren([shell.addChildren([home, left, ...inside, nowhere]), ...bare]),
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotHere,
    defaultErrorComponent: Broken,
    defaultPendingMs: 300,
    scrollRestoration: true,
  });
}

/** Every page; but while the screen is turned to a patient, hers alone, wherever the address leads. */
function Root() {
  const turned = useStore(turnedStore);
  const router = useRouter();
  const { history } = router;
  const wanted = useRouterState({ select: (state) => state.location.pathname });
  const shown = useRouterState({ select: (state) => state.matches.at(-1)?.pathname ?? '' });
  const path = turned?.path;
  useEffect(() => {
    if (path !== undefined && wanted !== path) history.replace(path);
  }, [path, wanted, history]);
  useEffect(() => {
    // Behind the lock the address went back to the staff's page; nobody was there to follow it.
    if (router.stores.resolvedLocation.get()?.pathname !== location.pathname) void router.load();
  }, [router]);
  if (path === undefined) return <Outlet />;
  return shown === path ? <TurnedAway /> : null;
}

function TurnedAway() {
  useIdleLock();
  return <Outlet />;
}

const waited = (Content: ComponentType) => () => (
  <Suspense fallback={<Skeleton lines={0} />}>
    <Content />
  </Suspense>
);

function framed(screen: Screen) {
  const Content = waited(lazy(screen.load));
  const Framed = () => {
    const { roles, owner } = useWho();
    if (!mayUse(screen.roles, roles, owner)) return <NotYours />;
    return screen.patient ? (
      <PatientFrame>
        <Content />
      </PatientFrame>
    ) : (
      <Content />
    );
  };
  // The code of a screen is fetched while the pointer still rests on its link.
  return Object.assign(Framed, { preload: async () => void (await screen.load()) });
}

/** `/` is each person's own place. */
function Home() {
  const { home } = useSession();
  const { roles, owner } = useWho();
  const to = homeFor(home, railOf(roles, owner));
  const { history } = useRouter();
  useEffect(() => {
    if (to !== '/') history.replace(to);
  }, [to, history]);
  return to === '/' ? <NotHere /> : null;
}
