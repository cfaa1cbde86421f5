import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export interface Place {
  /** Route parameters: `params.encounter`. */
  readonly params: Readonly<Record<string, string>>;
  /** Query of the address; ids and choices only, never anything of a patient. */
  readonly search: Readonly<Record<string, string>>;
  /** `go('/visits/$encounter/rooming', { encounter })`. */
  readonly go: (to: string, params?: Readonly<Record<string, string>>) => void;
  readonly setSearch: (next: Readonly<Record<string, string | undefined>>) => void;
  readonly back: () => void;
  /** Is there such a screen in this house? `has('/visits/$encounter/check-in')`. */
  readonly has: (path: string) => boolean;
}

/** `/visits/$encounter/rooming` with its parameters filled in. */
export function fillPath(path: string, params: Readonly<Record<string, string>> = {}): string {
  return path.replace(/\$([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** Where we are, and how to go elsewhere. */
export function usePlace(): Place {
  const navigate = useNavigate();
  const router = useRouter();
  const params = useParams({ strict: false }) as Record<string, string>;
  const found = useSearch({ strict: false }) as Record<string, unknown>;
  const search = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(value)]));
  const go = useCallback(
    (to: string, filled?: Readonly<Record<string, string>>) => router.history.push(fillPath(to, filled)),
    [router],
  );
  const has = useCallback((path: string) => path in router.routesByPath, [router]);
  const setSearch = useCallback(
    (next: Readonly<Record<string, string | undefined>>) =>
      void navigate({
        to: '.',
        search: ((before: object) => ({ ...before, ...next })) as never,
        replace: true,
      }),
    [navigate],
  );
  return { params, search, go, setSearch, back: () => router.history.back(), has };
}
