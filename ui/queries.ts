import { type Query, QueryClient } from '@tanstack/react-query';
import { failureFrom } from './api.ts';
import { type Change, type News, onNews } from './events.ts';

/** What every view on screen holds; events say which of them went stale. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 120_000,
      refetchOnWindowFocus: true,
      networkMode: 'always',
      retry: (count, error) => {
        const { kind } = failureFrom(error);
        return count < 4 && (kind === 'offline' || kind === 'busy');
      },
      retryDelay: (count, error) => {
        const failure = failureFrom(error);
        return failure.kind === 'busy' ? failure.afterMs : Math.min(500 * 2 ** count, 8000);
      },
    },
  },
});

const idOf = (reference: unknown): string | undefined =>
  typeof reference === 'string' ? reference.slice(reference.lastIndexOf('/') + 1) : undefined;

/** Does a change make a view with these `listens` and this input stale? A view of one patient hears only of that patient. */
export function concerns(change: Change, listens: readonly string[], input: unknown): boolean {
  if (!listens.includes(change.type)) return false;
  const patient =
    typeof input === 'object' && input !== null && 'patient' in input ? idOf(input.patient) : undefined;
  return patient === undefined || change.patient === undefined || idOf(change.patient) === patient;
}

/** Topics are small words; what is told afterwards, the types of resources, is written large. */
const isTopic = (name: unknown): boolean => typeof name === 'string' && /^[a-z]/.test(name);

/** Is the answer of a view with these `listens` and this input old after this news? */
export function goesStale(news: News, listens: readonly string[], input: unknown): boolean {
  if (news.gap) return true;
  return (
    (news.reopened && listens.some(isTopic)) ||
    news.topics.some((topic) => listens.includes(topic)) ||
    (news.drafts.length > 0 && listens.includes('draft')) ||
    news.changes.some((change) => concerns(change, listens, input))
  );
}

function listensOf(query: Query): readonly string[] | undefined {
  const listens = query.meta?.['listens'];
  return Array.isArray(listens) ? listens : undefined;
}

onNews((news) => {
  const predicate = (query: Query) => {
    const listens = listensOf(query);
    return listens !== undefined && goesStale(news, listens, query.queryKey[2]);
  };
  void queries.invalidateQueries({ predicate });
});
