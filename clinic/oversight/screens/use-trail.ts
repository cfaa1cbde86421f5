import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { type ApiFailure, call } from '#ui/api.ts';
import type { TrailRow } from '../rules/looks.ts';

export interface Asked {
  readonly patient?: string;
  readonly account?: string;
  readonly action?: string;
  readonly from?: string;
  readonly to?: string;
}
interface Answered {
  readonly rows: readonly TrailRow[];
  readonly next?: string;
}

/** The trail, newest first, page by page. Not renewed by itself: each reading is in the trail. */
export function useTrail(asked: Asked) {
  return useInfiniteQuery<Answered, ApiFailure, TrailRow[], readonly unknown[], string | undefined>({
    queryKey: ['audit', asked],
    queryFn: async ({ pageParam }) =>
      (await call({
        method: 'POST',
        path: '/api/audit/search',
        json: { ...asked, count: 200, ...(pageParam ? { cursor: pageParam } : {}) },
      })) as Answered,
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
}

export interface ChainState {
  readonly sound: boolean;
  readonly blocks: number;
  readonly rows: number;
  readonly pending: number;
  readonly faults: readonly { readonly block: number; readonly what: string }[];
}

export function useChain() {
  return useMutation<ChainState, ApiFailure>({
    mutationFn: async () =>
      (await call({ method: 'POST', path: '/api/audit/verify', json: {} })) as ChainState,
  });
}
