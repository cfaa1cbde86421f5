import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { InputOf, OutputOf, ViewContract } from '#capability/contract.ts';
import { type ApiFailure, call } from './api.ts';
import { queries } from './queries.ts';

export interface ViewOptions {
  readonly enabled?: boolean;
  /** Shows the last answer while a changed input is asked: searches and day changes do not flash. */
  readonly keep?: boolean;
}
type Named = { readonly name: string };

export const viewKey = (contract: Named, input?: unknown): readonly unknown[] =>
  input === undefined ? ['view', contract.name] : ['view', contract.name, input];

/** Asks a view once, outside React. Throws ApiFailure. */
export async function askView<C extends ViewContract>(
  contract: C,
  input: InputOf<C>,
  signal?: AbortSignal,
): Promise<OutputOf<C>> {
  const answer = await call({
    method: 'POST',
    path: `/api/view/${contract.name}`,
    json: { input },
    ...(signal ? { signal } : {}),
  });
  return (answer as { data: OutputOf<C> }).data;
}

/** A view, live: asked again whenever an event says that what it listens to has changed. */
export function useView<C extends ViewContract>(
  contract: C,
  input: InputOf<C>,
  options: ViewOptions = {},
): UseQueryResult<OutputOf<C>, ApiFailure> {
  return useQuery<OutputOf<C>, ApiFailure>({
    queryKey: viewKey(contract, input),
    queryFn: ({ signal }) => askView(contract, input, signal),
    meta: { listens: contract.listens },
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Marks every answer of a view as stale, for the rare thing that no event announces. */
export const staleView = (contract: Named): Promise<void> =>
  queries.invalidateQueries({ queryKey: viewKey(contract) });
